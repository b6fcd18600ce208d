"""Trap 2: the last place taken twice. Real threads, a connection each."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.in_centre.models import Booking, BookingState, InCentreSession
from app.kernel.db import Database
from app.people.models import Role
from app.people.services.sign_in import open_token
from tests.cast import Cast, passer_by
from tests.in_centre.conftest import Workshop
from tests.in_centre.making import THURSDAY, enrol, plan_session

pytestmark = pytest.mark.postgres
CROWD = 20


@pytest.fixture
def crowd(app: Flask, database: Database, cast: Cast, workshop: Workshop) -> list[str]:
    """Bearer tokens of twenty learners who are all ready."""
    with app.app_context(), database.writing() as session:
        tokens = []
        for _ in range(CROWD):
            person, _actor = passer_by(session, cast.centre_id, Role.LEARNER)
            enrol(
                session,
                workshop.studied,
                person.id,
                centre_id=cast.centre_id,
                tutor_id=cast.tutor.id,
            )
            tokens.append(open_token(session, person_id=person.id, label="tests").secret)
    return tokens


def all_at_once(app: Flask, calls: list[tuple[str, str]]) -> list[TestResponse]:
    """POST each (address, token) from a thread of its own, all released together."""
    barrier = Barrier(len(calls))

    def call(address: str, token: str) -> TestResponse:
        client = app.test_client()
        barrier.wait()
        return client.post(address, headers={"Authorization": f"Bearer {token}"})

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(lambda each: call(*each), calls))


def bookings_of(session_id: uuid.UUID) -> str:
    return f"/api/v1/sessions/{session_id}/bookings"


def test_trap_02_of_twenty_at_once_three_get_the_last_three_places(
    app: Flask, database: Database, cast: Cast, workshop: Workshop, crowd: list[str]
) -> None:
    with app.app_context(), database.writing() as session:
        other = plan_session(
            session,
            workshop.studied,
            centre_id=cast.centre_id,
            host_id=cast.host.id,
            starts_at=THURSDAY + timedelta(days=7),
        )
    answers = all_at_once(app, [(bookings_of(workshop.planned.id), token) for token in crowd])
    assert sorted(answer.status_code for answer in answers) == [201] * 3 + [409] * 17
    for refused in (answer.json for answer in answers if answer.status_code == 409):
        assert (refused["code"], refused["reasons"]) == ("booking_refused", ["full"])
        assert [(each["id"], each["free"]) for each in refused["alternatives"]] == [(str(other.id), 3)]
    with database.reading() as session:
        assert session.get_one(InCentreSession, workshop.planned.id).taken == 3
        confirmed = session.scalars(select(Booking).where(Booking.state == BookingState.CONFIRMED)).all()
        assert len(confirmed) == 3


def test_trap_02_a_crowd_that_comes_and_goes_leaves_the_count_right(
    app: Flask, database: Database, workshop: Workshop, crowd: list[str]
) -> None:
    def come_and_go(token: str) -> None:
        client, bearer = app.test_client(), {"Authorization": f"Bearer {token}"}
        for _ in range(3):
            made = client.post(bookings_of(workshop.planned.id), headers=bearer)
            assert made.status_code in (201, 409)
            if made.status_code == 201:
                left = client.delete(f"/api/v1/bookings/{made.json['id']}", headers=bearer)
                assert left.status_code == 204

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(come_and_go, crowd[:8]))
    with database.reading() as session:
        assert session.get_one(InCentreSession, workshop.planned.id).taken == 0


def test_trap_13_five_clicks_at_once_make_one_booking(
    app: Flask, database: Database, workshop: Workshop, crowd: list[str]
) -> None:
    answers = all_at_once(app, [(bookings_of(workshop.planned.id), crowd[0])] * 5)
    assert sorted(answer.status_code for answer in answers) == [200] * 4 + [201]
    assert len({answer.json["id"] for answer in answers}) == 1
    with database.reading() as session:
        assert session.get_one(InCentreSession, workshop.planned.id).taken == 1


def test_one_person_at_two_places_at_the_same_hour_gets_one(
    app: Flask, database: Database, cast: Cast, workshop: Workshop, crowd: list[str]
) -> None:
    with app.app_context(), database.writing() as session:
        same_hour = [
            plan_session(session, workshop.studied, centre_id=cast.centre_id, host_id=cast.host.id)
            for _ in range(4)
        ]
    answers = all_at_once(app, [(bookings_of(planned.id), crowd[0]) for planned in same_hour])
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
    assert {tuple(answer.json["reasons"]) for answer in answers if answer.status_code == 409} == {
        ("overlap",)
    }
