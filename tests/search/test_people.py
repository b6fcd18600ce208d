"""People are found by whoever has a page for them, and lead to it."""

from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update

from app.people.models import Membership, Person, Role
from app.people.services.accounts import give_role
from tests.cast import Cast
from tests.ground import MOMENT
from tests.planted import World
from tests.search.conftest import Look, Write

NOBODYS = ("learner", "second_learner", "stranger", "author", "host")


def found(look: Look, who: str, typed: str) -> set[str]:
    return {hit["title"] for hit in look(who, typed).get("people", {}).values()}


@pytest.mark.postgres
def test_each_person_finds_those_they_have_a_page_for(
    client: FlaskClient, write: Write, look: Look, world: World, cast: Cast
) -> None:
    own = {f"{name} Test" for name in ["Nadia", "Karim", "Sabine", "Yves", "Fatou", "Luc", "Chantal", "Omar"]}
    assert found(look, "manager", "test") == own
    assert found(look, "other_manager", "tes") == {
        f"{name} Test" for name in ["Ines", "Marc", "Elif", "Bruno"]
    }
    assert found(look, "manager", "nadia liege.example") == {"Nadia Test"}
    assert found(look, "other_manager", "nadia") == set()
    assert found(look, "tutor", "test") == {"Nadia Test"}
    assert found(look, "substitute", "test") == set()
    assert found(look, "other_tutor", "test") == {"Ines Test"}
    assert found(look, "network", "test") == {"Chantal Test", "Bruno Test"}
    for who in NOBODYS:
        assert "people" not in look(who, "test")
    with write() as session:
        numbered = update(Membership).where(Membership.person_id == cast.second_learner.id)
        session.execute(numbered.values(reference="ÉT-4711"))
        here, there = {"centre_id": cast.centre_id}, {"centre_id": cast.other_centre_id}
        give_role(session, person_id=cast.stranger.id, role=Role.LEARNER, from_on=date(2026, 3, 1), **here)
        give_role(session, person_id=cast.learner.id, role=Role.LEARNER, from_on=date(2027, 3, 1), **there)
    assert found(look, "manager", "et 4711 karim") == {"Karim Test"}
    assert found(look, "other_manager", "4711") == set()
    # Of both centres, and to come in the other.
    assert found(look, "manager", "ines") == {"Ines Test"}
    assert found(look, "other_manager", "nadia") == {"Nadia Test"}


def test_a_person_leads_to_the_page_that_the_searcher_has_for_them(
    client: FlaskClient, look: Look, world: World, cast: Cast
) -> None:
    for who in ("manager", "tutor", "network"):
        getattr(cast, who).sit_down(client)
        hits = look(who, "test")["people"].values()
        assert {client.get(hit["url"]).status_code for hit in hits} == {200}
        client.get("/healthz")
        client.delete_cookie("session")
    [first, second] = look("tutor", "nadia")["people"].values()
    assert {first["url"], second["url"]} == {
        f"/tutor/learners/{world.here.enrolment_id}",
        f"/tutor/learners/{world.here.shared_enrolment_id}",
    }
    assert {first["detail"], second["detail"]} == {"Atelier liégeois", "Atelier commun"}


def test_nobody_stays_found_once_a_role_has_ended(write: Write, look: Look, world: World, cast: Cast) -> None:
    yesterday = (MOMENT - timedelta(days=1)).date()
    ended = [cast.tutor.id, cast.second_learner.id, cast.other_manager.id]
    with write() as session:
        session.execute(update(Membership).where(Membership.person_id.in_(ended)).values(to_on=yesterday))
        suspended = update(Person).where(Person.id == cast.manager.id)
        session.execute(suspended.values(suspended_at=MOMENT))
    assert "people" not in look("tutor", "nadia")
    assert "people" not in look("other_manager", "ines")
    assert found(look, "network", "test") == set()


def test_who_left_the_centre_is_not_found_there(write: Write, look: Look, world: World, cast: Cast) -> None:
    with write() as session:
        left = update(Membership).where(Membership.person_id == cast.second_learner.id)
        session.execute(left.values(to_on=(MOMENT - timedelta(days=1)).date()))
    assert found(look, "manager", "karim") == set()
