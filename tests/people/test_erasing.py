"""Asking to be erased, on the pages of the person and of the centre."""

import uuid
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.kernel.audit import AuditLine
from app.kernel.db import Database
from app.kernel.outbox import OutboxRow
from app.kernel.runtime import Runtime
from app.people.erasing.models import Erasure, ErasureState
from app.people.models import Person, Role
from app.people.services.accounts import add_person, give_role
from app.people.services.sign_in import open_sitting
from app.people.terms.running import hold_to_terms
from tests.cast import Cast, Member
from tests.conftest import Hands

MINE, ASKED = "/profile/data/erase", "/centre/erasures"


@pytest.fixture
def running(app: Flask) -> Runtime:
    app.config["WTF_CSRF_ENABLED"] = False
    found: Runtime = app.extensions["compagnon"]
    return found


def pass_a_night(app: Flask) -> None:
    with app.app_context():
        hold_to_terms(app.extensions["compagnon"])


def as_(app: Flask, member: Member) -> FlaskClient:
    return member.sit_down(app.test_client())


def ask(app: Flask, member: Member) -> None:
    assert as_(app, member).post(MINE).status_code == 303


def only(database: Database) -> Erasure:
    with database.reading() as session:
        return session.scalars(select(Erasure)).one()


def mails_to(database: Database, email: str) -> list[str]:
    with database.reading() as session:
        rows = session.scalars(select(OutboxRow).where(OutboxRow.handler == "mail"))
        return [row.payload["subject"] for row in rows if row.payload["to"] == email]


def is_erased(database: Database, person_id: uuid.UUID) -> bool:
    with database.reading() as session:
        return session.get_one(Person, person_id).erased_at is not None


def test_the_page_says_what_goes_what_stays_and_until_when_it_can_be_taken_back(
    app: Flask, running: Runtime, cast: Cast
) -> None:
    page = as_(app, cast.learner).get(MINE).text
    assert "Ce qui part" in page
    assert "Ce qui reste, sans votre nom" in page
    assert "14\u00a0jours pour changer d’avis" in page
    ask(app, cast.learner)
    page = as_(app, cast.learner).get(MINE).text
    assert "24 mars 2026" in page
    assert "9 avril 2026" in page
    assert mails_to(running.database, "nadia@liege.example") == ["Vos données vont être effacées"]


def test_a_browser_left_open_is_not_enough_to_ask(
    app: Flask, running: Runtime, cast: Cast, clock: Hands
) -> None:
    clock.move(minutes=20)
    assert "Reconnectez-vous d’abord" in as_(app, cast.learner).get(MINE).text
    ask(app, cast.learner)
    with running.database.reading() as session:
        assert session.scalars(select(Erasure)).all() == []


def test_asking_twice_is_asking_once(app: Flask, running: Runtime, cast: Cast) -> None:
    ask(app, cast.learner)
    ask(app, cast.learner)
    assert only(running.database).state is ErasureState.WAITING


def test_whoever_changes_their_mind_keeps_everything(app: Flask, running: Runtime, cast: Cast) -> None:
    ask(app, cast.learner)
    assert as_(app, cast.learner).post(f"{MINE}/take-back").status_code == 303
    assert only(running.database).state is ErasureState.WITHDRAWN
    assert "Ce qui part" in as_(app, cast.learner).get(MINE).text
    assert as_(app, cast.learner).post(f"{MINE}/take-back").status_code == 404


def test_the_centre_carries_it_out_once_nobody_can_take_it_back(
    app: Flask, running: Runtime, cast: Cast, clock: Hands
) -> None:
    ask(app, cast.learner)
    manager, asked = as_(app, cast.manager), only(running.database)
    assert "À répondre avant le" in manager.get(ASKED).text
    clock.move_to(asked.open_at - timedelta(seconds=1))
    assert "peut changer d’avis" in renewed(app, running, cast.manager).get(f"{ASKED}/{asked.id}").text
    assert renewed(app, running, cast.manager).post(f"{ASKED}/{asked.id}/carry-out").status_code == 409
    assert not is_erased(running.database, cast.learner.id)
    clock.move_to(asked.open_at)
    assert renewed(app, running, cast.manager).post(f"{ASKED}/{asked.id}/carry-out").status_code == 303
    assert is_erased(running.database, cast.learner.id)
    assert only(running.database).state is ErasureState.DONE
    with running.database.reading() as session:
        line = session.scalars(select(AuditLine).where(AuditLine.act == "person_erased")).one()
    assert (line.actor_id, line.object_id, line.facts) == (cast.manager.id, str(cast.learner.id), {})


def renewed(app: Flask, running: Runtime, member: Member) -> FlaskClient:
    """The same person in a sitting of now."""
    with running.database.writing() as session:
        secret = open_sitting(session, person_id=member.id, device="tests").secret
    return Member(member.id, member.actor, "", secret).sit_down(app.test_client())


def test_whoever_is_erased_is_out_at_once_and_is_found_by_no_address(
    app: Flask, running: Runtime, cast: Cast, clock: Hands
) -> None:
    ask(app, cast.learner)
    clock.move_to(only(running.database).open_at)
    seat = renewed(app, running, cast.learner)
    assert seat.get("/profile").status_code == 200
    manager = renewed(app, running, cast.manager)
    manager.post(f"{ASKED}/{only(running.database).id}/carry-out")
    assert seat.get("/profile").status_code == 302
    assert manager.get(f"/centre/people/{cast.learner.id}").status_code == 404
    assert manager.get(f"/centre/people/{cast.learner.id}/erase").status_code == 404
    answer = app.test_client().get("/api/v1/me", headers=cast.learner.bearer)
    assert answer.status_code == 401


def test_a_centre_that_cannot_says_why_and_the_person_reads_it(
    app: Flask, running: Runtime, cast: Cast
) -> None:
    ask(app, cast.learner)
    manager, asked = as_(app, cast.manager), only(running.database)
    assert manager.post(f"{ASKED}/{asked.id}/refuse", data={"answer": " "}).status_code == 422
    why = "Le FSE+ peut demander ces preuves jusqu’en 2031."
    assert manager.post(f"{ASKED}/{asked.id}/refuse", data={"answer": why}).status_code == 303
    assert why in as_(app, cast.learner).get(MINE).text
    assert "Réponse à votre demande d’effacement" in mails_to(running.database, "nadia@liege.example")
    assert manager.get(f"{ASKED}/{asked.id}").status_code == 404
    assert not is_erased(running.database, cast.learner.id)


def test_without_an_answer_within_the_month_it_is_done(
    app: Flask, running: Runtime, cast: Cast, clock: Hands
) -> None:
    ask(app, cast.learner)
    due_at = only(running.database).due_at
    clock.move_to(due_at - timedelta(seconds=1))
    pass_a_night(app)
    assert not is_erased(running.database, cast.learner.id)
    clock.move_to(due_at)
    pass_a_night(app)
    assert is_erased(running.database, cast.learner.id)


def test_a_centre_erases_someone_who_never_had_an_address(
    app: Flask, running: Runtime, cast: Cast, clock: Hands
) -> None:
    with app.app_context(), running.database.writing() as session:
        person = add_person(session, email=None, given_name="Alix")
        give_role(session, person_id=person.id, centre_id=cast.centre_id, role=Role.LEARNER)
    page = f"/centre/people/{person.id}/erase"
    manager = as_(app, cast.manager)
    assert manager.post(page, data={"heard": ""}).status_code == 422
    assert manager.post(page, data={"heard": "À l’accueil, le 10 mars"}).status_code == 303
    asked = only(running.database)
    assert "À l’accueil, le 10 mars" in manager.get(f"{ASKED}/{asked.id}").text
    clock.move_to(asked.open_at)
    assert renewed(app, running, cast.manager).post(f"{ASKED}/{asked.id}/carry-out").status_code == 303
    assert is_erased(running.database, person.id)


def test_a_request_noted_by_the_centre_can_be_taken_back_there(
    app: Flask, running: Runtime, cast: Cast
) -> None:
    manager = as_(app, cast.manager)
    manager.post(f"/centre/people/{cast.learner.id}/erase", data={"heard": "Lettre"})
    assert manager.post(f"{ASKED}/{only(running.database).id}/withdraw").status_code == 303
    assert only(running.database).state is ErasureState.WITHDRAWN
    ask(app, cast.second_learner)
    with running.database.reading() as session:
        own = session.scalars(select(Erasure.id).where(Erasure.person_id == cast.second_learner.id)).one()
    assert manager.post(f"{ASKED}/{own}/withdraw").status_code == 403


def test_another_centre_sees_no_request_and_asks_for_nobody(app: Flask, running: Runtime, cast: Cast) -> None:
    ask(app, cast.learner)
    other, asked = as_(app, cast.other_manager), only(running.database)
    assert "Aucune demande n’attend" in other.get(ASKED).text
    for address in (f"{ASKED}/{asked.id}", f"/centre/people/{cast.learner.id}/erase"):
        assert other.get(address).status_code == 404
    for act in ("carry-out", "refuse", "withdraw"):
        assert other.post(f"{ASKED}/{asked.id}/{act}", data={"answer": "Non"}).status_code == 404


def test_a_centre_does_not_ask_for_someone_another_one_knows(
    app: Flask, running: Runtime, cast: Cast
) -> None:
    with app.app_context(), running.database.writing() as session:
        give_role(session, person_id=cast.learner.id, centre_id=cast.other_centre_id, role=Role.LEARNER)
    manager = as_(app, cast.manager)
    assert "Un autre centre connaît aussi" in manager.get(f"/centre/people/{cast.learner.id}/erase").text
    answer = manager.post(f"/centre/people/{cast.learner.id}/erase", data={"heard": "Lettre"})
    assert answer.status_code == 403


def test_the_only_manager_names_somebody_else_first(
    app: Flask, running: Runtime, cast: Cast, clock: Hands
) -> None:
    ask(app, cast.manager)
    assert "Nommez d’abord une autre personne" in as_(app, cast.manager).get(MINE).text
    clock.move_to(only(running.database).due_at)
    pass_a_night(app)
    assert not is_erased(running.database, cast.manager.id)
    with app.app_context(), running.database.writing() as session:
        give_role(session, person_id=cast.tutor.id, centre_id=cast.centre_id, role=Role.CENTRE_MANAGER)
    pass_a_night(app)
    assert is_erased(running.database, cast.manager.id)
