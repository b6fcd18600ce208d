"""The tutor, a substitute in their dates, nobody else."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.kernel.clock import now
from app.kernel.db import Database
from app.kernel.errors import NotFound
from app.tutoring.jobs import keep_every_signal
from app.tutoring.models import Act
from app.tutoring.services.interventions import Doing, act_on_signal
from app.tutoring.services.substitutes import NotOfTheTeam, appoint_substitute
from tests.cast import Cast
from tests.conftest import Hands
from tests.tutoring.accompanied import WRONG, Accompanied, accompany

pytestmark = pytest.mark.postgres


def test_other_tutors_and_everyone_else_find_nothing(
    nadia: Accompanied, client: FlaskClient, cast: Cast
) -> None:
    nadia.try_block(WRONG, WRONG, WRONG)
    signal = nadia.reasons()[0].id
    for other in (cast.substitute, cast.other_tutor, cast.learner, cast.manager, cast.stranger, cast.host):
        answer = client.post(
            f"/api/v1/tutor/signals/{signal}/interventions", json={"act": "note"}, headers=other.bearer
        )
        assert answer.status_code == 404, other.actor.name
    for other in (cast.substitute, cast.other_tutor):
        for path in ("/api/v1/tutor/signals", "/api/v1/tutor/caseload"):
            assert client.get(path, headers=other.bearer).json == {"items": [], "next": None}
    assert client.get("/api/v1/tutor/signals", headers=cast.learner.bearer).status_code == 403


def test_trap_15_a_module_shared_by_two_centres_shares_no_learner(
    nadia: Accompanied, session: Session, client: FlaskClient, cast: Cast
) -> None:
    ines = accompany(session, cast.stranger, cast.other_tutor, centre_id=cast.other_centre_id)
    ines.try_block(WRONG, WRONG, WRONG)
    nadia.ask()
    for tutor, learner in ((cast.tutor, cast.learner), (cast.other_tutor, cast.stranger)):
        signals = client.get("/api/v1/tutor/signals", headers=tutor.bearer).json["items"]
        caseload = client.get("/api/v1/tutor/caseload", headers=tutor.bearer).json["items"]
        assert {row["learner"] for row in signals} == {str(learner.id)}
        assert {row["learner"] for row in caseload} == {str(learner.id)}


def test_a_substitute_sees_and_answers_between_their_dates(
    nadia: Accompanied, session: Session, cast: Cast, clock: Hands
) -> None:
    appoint_substitute(
        session,
        cast.tutor.actor,
        enrolment_id=nadia.enrolment.id,
        substitute_id=cast.substitute.id,
        from_at=now() + timedelta(days=1),
        to_at=now() + timedelta(days=3),
    )
    asked = nadia.ask()
    assert nadia.reasons(cast.substitute.actor) == []
    clock.move(days=1)
    reason = nadia.reasons(cast.substitute.actor)[0]
    act_on_signal(
        session, cast.substitute.actor, signal_id=reason.id, doing=Doing(Act.MESSAGE, "Bonjour, c’est Yves.")
    )
    session.commit()
    assert asked.answered_by == cast.substitute.id
    nadia.ask("Et après ?")
    clock.move(days=2)
    assert nadia.reasons(cast.substitute.actor) == []
    assert len(nadia.reasons()) == 1


def test_a_substitute_writes_in_the_conversation_between_their_dates(
    nadia: Accompanied, session: Session, database: Database, cast: Cast, clock: Hands
) -> None:
    appoint_substitute(
        session,
        cast.manager.actor,
        enrolment_id=nadia.enrolment.id,
        substitute_id=cast.substitute.id,
        from_at=now() + timedelta(days=1),
        to_at=now() + timedelta(days=3),
    )
    session.commit()
    with pytest.raises(NotFound):
        nadia.write(cast.substitute)
    session.rollback()
    clock.move(days=1)
    keep_every_signal(database)
    nadia.write(cast.substitute)
    clock.move(days=2)
    keep_every_signal(database)
    with pytest.raises(NotFound):
        nadia.write(cast.substitute)


def test_only_a_tutor_of_the_centre_stands_in_and_only_those_in_charge_appoint(
    nadia: Accompanied, session: Session, cast: Cast
) -> None:
    dates = {"enrolment_id": nadia.enrolment.id, "from_at": now(), "to_at": None}
    with pytest.raises(NotOfTheTeam):
        appoint_substitute(session, cast.tutor.actor, substitute_id=cast.other_tutor.id, **dates)
    with pytest.raises(NotFound):
        appoint_substitute(session, cast.other_tutor.actor, substitute_id=cast.substitute.id, **dates)
