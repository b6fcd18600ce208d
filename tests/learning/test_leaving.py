"""Whose last role of learner ends keeps a record that they read, and goes on where they stood when they come back."""

from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.catalogue.models import Module
from app.chat.models import Conversation, Participant
from app.in_centre.models import Booking, BookingState, InCentreSession
from app.kernel.audit import AuditLine
from app.kernel.clock import now
from app.kernel.db import Database
from app.learning.jobs import follow_centres
from app.learning.models import Enrolment
from app.learning.services.enrolments import enrol
from app.people.models import Membership, Role
from tests.cast import Cast
from tests.planted import SHARED, at, offer, publish, study_all, teams

pytestmark = pytest.mark.postgres


@pytest.fixture
def enrolment(app: Flask, cast: Cast, database: Database) -> Enrolment:
    """Nadia has done all of a module but the bench, for which she has a place."""
    with app.app_context(), database.writing() as session:
        here, _there = teams(cast)
        with at(days=-10):
            module = publish(session, app.extensions["compagnon"].store, cast.author, SHARED, "commun")
            made, _new = enrol(session, learner_id=cast.learner.id, module=module, tutor_id=cast.tutor.id)
            study_all(session, made)
        offer(session, here, session.get_one(Module, module.id), now() + timedelta(days=2))
        return made


def role_ends(app: Flask, cast: Cast, database: Database, *, on: date | None) -> None:
    """The night's round notices."""
    with app.app_context(), database.writing() as session:
        held = session.scalars(
            select(Membership).where(Membership.person_id == cast.learner.id, Membership.role == Role.LEARNER)
        ).one()
        held.to_on = on
    with app.app_context():
        follow_centres(database)


def test_the_record_ends_is_kept_is_read_and_goes_on(
    client: FlaskClient, app: Flask, cast: Cast, database: Database, enrolment: Enrolment
) -> None:
    yesterday = now().date() - timedelta(days=1)
    role_ends(app, cast, database, on=yesterday)
    with database.reading() as session:
        kept = session.get_one(Enrolment, enrolment.id)
        assert (kept.ended_at, kept.done_blocks) == (now(), enrolment.done_blocks)
        assert session.scalars(select(Participant).where(Participant.left_at.is_(None))).all() == []
        assert session.scalars(select(Booking.state)).one() is BookingState.CANCELLED
        assert session.scalars(select(InCentreSession.taken)).one() == 0
        thread = session.scalars(select(Conversation.id)).one()
    nadia = cast.learner.sit_down(client)
    assert nadia.get("/").location == "/record"
    page = nadia.get("/record").text
    assert "Votre formation est en pause" in page
    assert "Atelier commun" in page
    assert "04 000 00 00" in page
    assert nadia.get(f"/learn/enrolments/{enrolment.id}/progress").status_code == 200
    assert "Vous pouvez la relire" in nadia.get(f"/messages/{thread}").text
    assert nadia.get("/learn").status_code == 403
    tutor = client.get("/api/v1/tutor/caseload", headers=cast.tutor.bearer)
    assert tutor.json["items"] == []
    assert (
        client.get(f"/api/v1/conversations/{thread}/messages", headers=cast.tutor.bearer).status_code == 404
    )
    role_ends(app, cast, database, on=None)
    with database.reading() as session:
        assert session.get_one(Enrolment, enrolment.id).ended_at is None
        here = session.scalars(select(Participant.person_id).where(Participant.left_at.is_(None)))
        assert set(here) == {cast.learner.id, cast.tutor.id}
        acts = session.scalars(
            select(AuditLine.act)
            .where(AuditLine.act.startswith("enrolment_"))
            .order_by(AuditLine.at, AuditLine.id)
        ).all()
    assert acts == ["enrolment_ended", "enrolment_resumed"]
    assert nadia.get("/").location == "/learn"
    assert len(client.get("/api/v1/tutor/caseload", headers=cast.tutor.bearer).json["items"]) == 1


def test_a_second_night_changes_nothing(
    app: Flask, cast: Cast, database: Database, enrolment: Enrolment
) -> None:
    role_ends(app, cast, database, on=now().date() - timedelta(days=1))
    with app.app_context():
        follow_centres(database)
    with database.reading() as session:
        acts = session.scalars(select(AuditLine.act).where(AuditLine.act.startswith("enrolment_"))).all()
    assert acts == ["enrolment_ended"]


def test_who_has_learnt_nothing_begins_on_their_profile(
    client: FlaskClient, app: Flask, cast: Cast, database: Database
) -> None:
    role_ends(app, cast, database, on=now().date() - timedelta(days=1))
    nadia = cast.learner.sit_down(client)
    assert nadia.get("/").location == "/profile"
    assert "Rien encore" in nadia.get("/record").text
