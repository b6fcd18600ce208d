"""Whoever reads about someone of a centre where they are nobody leaves a line, once a day, that both can read."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.in_centre.models import InCentreSession
from app.kernel.audit import AuditLine
from app.kernel.db import Database
from app.kernel.looks import Look, keep_look
from app.learning.models import Enrolment
from app.people.looks import list_looks
from tests.cast import Cast
from tests.conftest import Hands
from tests.in_centre.conftest import Workshop
from tests.in_centre.making import enrol, seat

pytestmark = pytest.mark.postgres


@pytest.fixture
def guest(app: Flask, database: Database, workshop: Workshop, cast: Cast) -> Enrolment:
    """Ines, who learns in the other centre, has a place at the bench of the first."""
    with app.app_context(), database.writing() as session:
        ines = enrol(
            session,
            workshop.studied,
            cast.stranger.id,
            centre_id=cast.other_centre_id,
            tutor_id=cast.other_tutor.id,
        )
        seat(session, session.get_one(InCentreSession, workshop.planned.id), ines)
        return ines


def opened(client: FlaskClient, address: str, **more) -> int:
    with client.get(address, **more) as answer:
        answer.get_data()
        return answer.status_code


def looks(database: Database) -> list[AuditLine]:
    with database.reading() as session:
        return list(
            session.scalars(select(AuditLine).where(AuditLine.act == "looked").order_by(AuditLine.at))
        )


def test_a_host_elsewhere_leaves_a_line_once_a_day(
    app: Flask,
    client: FlaskClient,
    database: Database,
    workshop: Workshop,
    guest: Enrolment,
    cast: Cast,
    clock: Hands,
) -> None:
    cast.host.sit_down(client)
    page = f"/sessions/{workshop.planned.id}"
    for again in (client, cast.host.sit_down(app.test_client())):
        assert opened(again, page) == 200
    assert opened(client, f"/api/v1/enrolments/{guest.id}", headers=cast.host.bearer) == 200
    (line,) = looks(database)
    assert line.once
    with database.writing() as session:  # as another process would, which remembers nothing
        assert line.person_id
        keep_look(session, line.once, Look(cast.host.id, line.person_id, cast.centre_id, None, "grid"))
    assert len(looks(database)) == 1
    assert (line.actor_id, line.person_id, line.centre_id) == (
        cast.host.id,
        cast.stranger.id,
        cast.other_centre_id,
    )
    assert line.facts == {"page": "workshop", "centre": str(cast.centre_id)}
    clock.move(days=1)
    cast.host.sit_down(client)
    assert opened(client, f"/api/v1/enrolments/{guest.id}", headers=cast.host.bearer) == 200
    assert [each.facts["page"] for each in looks(database)] == ["workshop", "progress"]
    with app.test_request_context(), database.reading() as session:
        newest, oldest = list_looks(session, cast.stranger.id)
        assert oldest.sentence == (
            "Luc Test, de « Centre de Liège (démonstration) », a ouvert la préparation à une séance vous concernant."
        )
        assert newest.at > oldest.at
        assert list_looks(session, cast.learner.id) == []


def test_the_own_team_and_the_person_leave_none(
    client: FlaskClient, database: Database, workshop: Workshop, guest: Enrolment, cast: Cast
) -> None:
    for who in (cast.stranger, cast.other_tutor, cast.other_manager):
        assert opened(client, f"/api/v1/enrolments/{guest.id}", headers=who.bearer) == 200
    assert looks(database) == []


def test_who_is_refused_has_not_looked(
    client: FlaskClient, database: Database, guest: Enrolment, cast: Cast
) -> None:
    assert opened(client, f"/api/v1/enrolments/{guest.id}", headers=cast.tutor.bearer) == 404
    assert looks(database) == []
