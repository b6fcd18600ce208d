"""T6: a feed's secret is random, apart from every id, revocable. Traps 6 and 18: hours and changes in a calendar."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar

from app.in_centre.half_days import moment_there
from app.in_centre.models import Booking, InCentreSession
from app.in_centre.services.sessions import Plan, cancel_session, change_session
from app.kernel.db import Database
from app.people.models import Person
from tests.cast import Cast, Member
from tests.in_centre.conftest import Workshop
from tests.in_centre.making import MORNING, plan_session, seat

pytestmark = pytest.mark.postgres


def subscribe(client: FlaskClient, member: Member) -> str:
    made = client.post("/api/v1/calendar-tokens", headers=member.bearer)
    assert made.status_code == 201
    token: str = made.json["token"]
    assert made.json["address"].endswith(f"/api/v1/calendar.ics?token={token}")
    return token


def read(client: FlaskClient, token: str) -> list[dict[str, object]]:
    answer = client.get(f"/api/v1/calendar.ics?token={token}")
    assert (answer.status_code, answer.content_type) == (200, "text/calendar; charset=utf-8")
    return [
        {
            "uid": str(event["UID"]),
            "sequence": int(event["SEQUENCE"]),
            "status": str(event["STATUS"]),
            "starts_at": event.decoded("DTSTART"),
            "lasts": event.decoded("DTEND") - event.decoded("DTSTART"),
        }
        for event in Calendar.from_ical(answer.data).walk("VEVENT")
    ]


def test_a_wrong_old_or_missing_token_opens_nothing(
    client: FlaskClient, app: Flask, database: Database, clock, cast: Cast, nadias_place: Booking
) -> None:
    first = subscribe(client, cast.learner)
    second = subscribe(client, cast.learner)
    other = subscribe(client, cast.host)
    assert len(read(client, second)) == 1
    wrong = [first, "", "x" * 43, str(cast.learner.id), cast.learner.token]
    for address in [f"/api/v1/calendar.ics?token={token}" for token in wrong] + ["/api/v1/calendar.ics"]:
        refused = client.get(address)
        assert (refused.status_code, refused.json["code"]) == (404, "not_found")
    assert client.delete("/api/v1/calendar-tokens/current", headers=cast.learner.bearer).status_code == 204
    assert client.get(f"/api/v1/calendar.ics?token={second}").status_code == 404
    assert client.get(f"/api/v1/calendar.ics?token={other}").status_code == 200
    with database.writing() as session:
        session.get_one(Person, cast.host.id).suspended_at = clock()
    assert client.get(f"/api/v1/calendar.ics?token={other}").status_code == 404


def test_the_secret_is_in_no_answer_but_its_own(
    client: FlaskClient, cast: Cast, nadias_place: Booking, workshop: Workshop
) -> None:
    token = subscribe(client, cast.learner)
    for member in (cast.learner, cast.host):
        for address in ("/api/v1/me", "/api/v1/sessions", f"/api/v1/sessions/{workshop.planned.id}"):
            assert token not in client.get(address, headers=member.bearer).text


def test_learner_and_host_find_the_session_under_names_that_stay(
    client: FlaskClient, cast: Cast, nadias_place: Booking, workshop: Workshop
) -> None:
    [of_learner] = read(client, subscribe(client, cast.learner))
    [of_host] = read(client, subscribe(client, cast.host))
    assert of_learner["uid"] == f"booking-{nadias_place.id}@compagnon"
    assert of_host["uid"] == f"session-{workshop.planned.id}@compagnon"
    assert read(client, subscribe(client, cast.second_learner)) == []


def test_trap_18_each_change_raises_the_sequence_and_a_cancelled_date_says_so(
    client: FlaskClient,
    app: Flask,
    database: Database,
    cast: Cast,
    nadias_place: Booking,
    workshop: Workshop,
) -> None:
    token, seen = subscribe(client, cast.learner), []

    def look() -> None:
        seen.append(read(client, token)[0])

    look()
    client.delete(f"/api/v1/bookings/{nadias_place.id}", headers=cast.learner.bearer)
    look()
    client.post(f"/api/v1/sessions/{workshop.planned.id}/bookings", headers=cast.learner.bearer)
    look()
    planned = workshop.planned
    later = planned.starts_at + timedelta(hours=1)
    plan = Plan(later, later + MORNING, "Atelier 2", cast.host.id, {"Bancs": 3})
    with app.app_context(), database.writing() as session:
        change_session(session, cast.host.actor, session_id=planned.id, plan=plan)
    look()
    with app.app_context(), database.writing() as session:
        cancel_session(session, cast.host.actor, session_id=planned.id, reason="Atelier inondé")
    look()
    assert len({each["uid"] for each in seen}) == 1
    sequences = [each["sequence"] for each in seen]
    assert sequences == sorted(set(sequences))
    assert [each["status"] for each in seen] == [
        "CONFIRMED",
        "CANCELLED",
        "CONFIRMED",
        "CONFIRMED",
        "CANCELLED",
    ]
    assert seen[3]["starts_at"] == later


@pytest.mark.parametrize("sunday", [date(2026, 3, 29), date(2026, 10, 25)])
def test_trap_06_hours_are_right_on_both_sides_of_a_clock_change(
    client: FlaskClient,
    app: Flask,
    database: Database,
    cast: Cast,
    workshop: Workshop,
    sunday: date,
) -> None:
    days = [sunday + timedelta(days=number) for number in (-1, 0, 1)]
    with app.app_context(), database.writing() as session:
        for day in days:
            starts_at = moment_there(day, time(8, 15), "Europe/Brussels")
            assert starts_at is not None
            planned = plan_session(
                session,
                workshop.studied,
                centre_id=cast.centre_id,
                host_id=cast.host.id,
                starts_at=starts_at,
            )
            seat(session, session.get_one(InCentreSession, planned.id), workshop.nadia)
    found = read(client, subscribe(client, cast.learner))
    assert [each["lasts"] for each in found] == [MORNING] * 3
    spring = sunday.month == 3
    hours = [7, 6, 6] if spring else [6, 7, 7]
    assert [each["starts_at"] for each in found] == [
        datetime(day.year, day.month, day.day, hour, 15, tzinfo=UTC)
        for day, hour in zip(days, hours, strict=True)
    ]
