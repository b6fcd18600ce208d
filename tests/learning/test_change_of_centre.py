"""Trap 16 of transfers: one record goes along, and the former centre loses sight of it from that day."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.catalogue.models import Module
from app.chat.models import Participant
from app.kernel.clock import now
from app.kernel.db import Database
from app.learning.jobs import follow_centres
from app.learning.models import Enrolment, Stay
from app.learning.services.enrolments import enrol
from app.people.models import Membership, Role
from app.people.services.accounts import give_role
from app.tutoring.services.substitutes import appoint_substitute
from tests.cast import Cast
from tests.planted import SHARED, publish

pytestmark = pytest.mark.postgres


@pytest.fixture
def enrolment(app: Flask, cast: Cast, database: Database) -> Enrolment:
    """Nadia learns in the first centre, with Sabine, and Yves stands in."""
    with app.app_context(), database.writing() as session:
        publish(session, app.extensions["compagnon"].store, cast.author, SHARED, "commun").is_shared = True
        module = session.scalars(select(Module)).one()
        made, _new = enrol(session, learner_id=cast.learner.id, module=module, tutor_id=cast.tutor.id)
        appoint_substitute(
            session,
            cast.manager.actor,
            enrolment_id=made.id,
            substitute_id=cast.substitute.id,
            from_at=now(),
            to_at=None,
        )
        return made


def goes_over(app: Flask, cast: Cast, database: Database) -> None:
    """From today she learns in the other centre; the night's round notices."""
    today = now().date()
    with app.app_context(), database.writing() as session:
        held = session.scalars(select(Membership).where(Membership.person_id == cast.learner.id)).one()
        held.to_on = today - timedelta(days=1)
        there = cast.other_centre_id
        give_role(session, person_id=cast.learner.id, centre_id=there, role=Role.LEARNER)
    with app.app_context():
        follow_centres(database)


def sees(client: FlaskClient, enrolment: Enrolment, bearer: dict[str, str]) -> int:
    return client.get(f"/api/v1/enrolments/{enrolment.id}", headers=bearer).status_code


def test_one_record_goes_along_and_the_former_centre_sees_it_no_more(
    client: FlaskClient, app: Flask, cast: Cast, database: Database, enrolment: Enrolment
) -> None:
    watchers = (cast.tutor, cast.substitute, cast.manager, cast.other_tutor, cast.other_manager)
    assert [sees(client, enrolment, who.bearer) for who in watchers] == [200, 200, 200, 404, 404]
    goes_over(app, cast, database)
    assert [sees(client, enrolment, who.bearer) for who in watchers] == [404, 404, 404, 200, 200]
    assert sees(client, enrolment, cast.learner.bearer) == 200
    with database.reading() as session:
        here = set(session.scalars(select(Participant.person_id).where(Participant.left_at.is_(None))))
        assert here == {cast.learner.id, cast.other_tutor.id}
        assert session.scalars(select(Enrolment)).one().id == enrolment.id


def test_the_former_centre_keeps_the_figures_of_that_day(
    app: Flask, cast: Cast, database: Database, enrolment: Enrolment
) -> None:
    goes_over(app, cast, database)
    with database.reading() as session:
        [stay] = session.scalars(select(Stay))
    assert (stay.centre_id, stay.tutor_id, stay.done_blocks) == (cast.centre_id, cast.tutor.id, 0)
    address = f"/centre/people/{cast.learner.id}/kept"
    assert "Sabine Test" in cast.manager.sit_down(app.test_client()).get(address).text
    assert "Sabine" not in cast.other_manager.sit_down(app.test_client()).get(address).text
    listed = cast.manager.sit_down(app.test_client()).get("/centre/people?show=former").text
    assert "Nadia Test" in listed
    assert address in listed


def test_a_second_round_moves_nothing(
    app: Flask, cast: Cast, database: Database, enrolment: Enrolment
) -> None:
    goes_over(app, cast, database)
    with app.app_context():
        follow_centres(database)
    with database.reading() as session:
        assert len(session.scalars(select(Stay)).all()) == 1


def test_who_learns_in_both_stays_with_the_first(
    client: FlaskClient, app: Flask, cast: Cast, database: Database, enrolment: Enrolment
) -> None:
    with app.app_context(), database.writing() as session:
        give_role(session, person_id=cast.learner.id, centre_id=cast.other_centre_id, role=Role.LEARNER)
    with app.app_context():
        follow_centres(database)
    assert sees(client, enrolment, cast.tutor.bearer) == 200
    assert sees(client, enrolment, cast.other_tutor.bearer) == 404


def test_who_left_the_team_sees_nobody_of_it_though_tutoring_elsewhere(
    client: FlaskClient, app: Flask, cast: Cast, database: Database, enrolment: Enrolment
) -> None:
    with app.app_context(), database.writing() as session:
        held = session.scalars(select(Membership).where(Membership.person_id == cast.tutor.id)).one()
        held.to_on = now().date() - timedelta(days=1)
        give_role(session, person_id=cast.tutor.id, centre_id=cast.other_centre_id, role=Role.TUTOR)
    assert sees(client, enrolment, cast.tutor.bearer) == 404
    assert client.get("/api/v1/tutor/caseload", headers=cast.tutor.bearer).json["items"] == []
    assert client.get("/api/v1/enrolments", headers=cast.tutor.bearer).json["items"] == []


def test_who_tutors_in_two_centres_has_one_list_of_both(
    client: FlaskClient, app: Flask, cast: Cast, database: Database, enrolment: Enrolment
) -> None:
    with app.app_context(), database.writing() as session:
        give_role(session, person_id=cast.tutor.id, centre_id=cast.other_centre_id, role=Role.TUTOR)
        module = session.scalars(select(Module)).one()
        enrol(session, learner_id=cast.stranger.id, module=module, tutor_id=cast.tutor.id)
    items = client.get("/api/v1/tutor/caseload", headers=cast.tutor.bearer).json["items"]
    assert len(items) == 2
