from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.kernel.clock import now
from app.kernel.db import Database
from app.kernel.events import announce
from app.learning.events import TutorAssigned
from app.network.models import Centre
from app.people.models import Role
from app.people.services.sign_in import open_sitting
from app.tutoring.models import Accompaniment
from tests.cast import Cast, add_member
from tests.conftest import Hands
from tests.counting import statements
from tests.tutoring.accompanied import WRONG, Accompanied, accompany
from tests.tutoring.test_four_signals import book

pytestmark = pytest.mark.postgres

MOST_STATEMENTS = 12


def sit_down_anew(session: Session, cast: Cast, client: FlaskClient) -> None:
    """Days have passed since the tutor last sat down."""
    sitting = open_sitting(session, person_id=cast.tutor.id, device="tests")
    session.commit()
    with client.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"] = sitting.secret, True


def troubled(session: Session, cast: Cast, name: str) -> Accompanied:
    """A learner with every kind of reason to be seen."""
    centre = session.get_one(Centre, cast.centre_id)
    learner = add_member(session, name, centre, Role.LEARNER)
    one = accompany(session, learner, cast.tutor, centre_id=cast.centre_id)
    one.ask()
    one.write(learner, "Et aussi bonjour.")
    one.try_block(WRONG, WRONG, WRONG)
    book(session, one, cast, starts_at=now() + timedelta(days=9))
    return one


@pytest.mark.parametrize(
    "path", ["/api/v1/tutor/signals", "/api/v1/tutor/caseload", "/tutor", "/tutor/learners"]
)
def test_many_learners_cost_as_many_statements_as_one(
    session: Session, cast: Cast, client: FlaskClient, database: Database, clock: Hands, path: str
) -> None:
    def count() -> int:
        if not path.startswith("/api"):
            sit_down_anew(session, cast, client)
        with statements(database) as seen:
            page = client.get(path, headers=cast.tutor.bearer)
        assert page.status_code == 200
        return len(seen)

    troubled(session, cast, "Un")
    clock.move(days=8)
    one = count()
    clock.move(days=-8)
    for number in range(12):
        troubled(session, cast, f"Deux{number}")
    clock.move(days=8)
    assert one == count() <= MOST_STATEMENTS


def test_trap_16_however_they_came_to_be_enrolled_learners_are_in_the_list(
    nadia: Accompanied, session: Session, client: FlaskClient, cast: Cast
) -> None:
    karim = accompany(session, cast.second_learner, cast.substitute, centre_id=cast.centre_id)
    karim.enrolment.tutor_id = cast.tutor.id
    announce(session, TutorAssigned(karim.enrolment.id, cast.substitute.id, cast.tutor.id, now()))
    session.commit()
    rows = client.get("/api/v1/tutor/caseload", headers=cast.tutor.bearer).json["items"]
    assert [row["learner_name"] for row in rows] == ["Karim Test", "Nadia Test"]
    assert client.get("/api/v1/tutor/caseload", headers=cast.substitute.bearer).json["items"] == []
    karim.write(cast.tutor, "Bonjour, je prends la suite.")


def test_a_learner_is_listed_even_where_nothing_was_agreed(
    nadia: Accompanied, session: Session, client: FlaskClient
) -> None:
    session.delete(session.get_one(Accompaniment, nadia.enrolment.id))
    session.commit()
    (row,) = client.get("/api/v1/tutor/caseload", headers=nadia.tutor.bearer).json["items"]
    assert (row["promise_hours"], row["weekly_rhythm"]) == (16, 3)


def test_the_list_says_how_far_each_is_and_when_they_come(
    nadia: Accompanied, session: Session, client: FlaskClient, cast: Cast
) -> None:
    nadia.finish("lire")
    book(session, nadia, cast, starts_at=now() + timedelta(days=9))
    (row,) = client.get("/api/v1/tutor/caseload", headers=nadia.tutor.bearer).json["items"]
    assert (row["done"], row["required"], row["signals"]) == (1, 7, [])
    assert row["next_session_at"] == "2026-03-19T09:00:00Z"


def test_a_long_list_comes_in_pages_without_losing_anyone(
    session: Session, client: FlaskClient, cast: Cast
) -> None:
    centre = session.get_one(Centre, cast.centre_id)
    for number in range(5):
        learner = add_member(session, f"P{number % 2}x{number}", centre, Role.LEARNER)
        accompany(session, learner, cast.tutor, centre_id=cast.centre_id)
    names: list[str] = []
    address = "/api/v1/tutor/caseload?limit=2"
    while address:
        page = client.get(address, headers=cast.tutor.bearer).json
        names += [row["learner_name"] for row in page["items"]]
        address = f"/api/v1/tutor/caseload?limit=2&cursor={page['next']}" if page["next"] else ""
    assert names == sorted(names)
    assert len(names) == 5
