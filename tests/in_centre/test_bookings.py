from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.in_centre.models import Booking, InCentreSession
from app.kernel.db import Database
from app.learning.models import BlockState, Enrolment, State
from tests.cast import Cast, Member
from tests.in_centre.conftest import Workshop
from tests.in_centre.making import BENCH, THURSDAY, enrol, make_module, plan_session

pytestmark = pytest.mark.postgres


def book(client: FlaskClient, session_id: object, member: Member):
    return client.post(f"/api/v1/sessions/{session_id}/bookings", headers=member.bearer)


def free(client: FlaskClient, session_id: object, member: Member) -> int:
    answer = client.get(f"/api/v1/sessions/{session_id}", headers=member.bearer)
    assert answer.status_code == 200
    return answer.json["free"]


def test_booking_takes_a_seat_at_once_and_again_gives_the_same(
    client: FlaskClient, cast: Cast, workshop: Workshop
) -> None:
    first = book(client, workshop.planned.id, cast.learner)
    assert (first.status_code, first.json["state"]) == (201, "confirmed")
    assert first.json["session"] == str(workshop.planned.id)
    again = book(client, workshop.planned.id, cast.learner)
    assert (again.status_code, again.json) == (200, first.json)
    assert free(client, workshop.planned.id, cast.learner) == 2


def test_cancelling_frees_the_seat_once_and_booking_again_takes_the_same_row(
    client: FlaskClient, cast: Cast, workshop: Workshop
) -> None:
    booking_id = book(client, workshop.planned.id, cast.learner).json["id"]
    for _ in range(2):
        assert client.delete(f"/api/v1/bookings/{booking_id}", headers=cast.learner.bearer).status_code == 204
    assert free(client, workshop.planned.id, cast.learner) == 3
    again = book(client, workshop.planned.id, cast.learner)
    assert (again.status_code, again.json["id"], again.json["cancelled_at"]) == (201, booking_id, None)
    assert free(client, workshop.planned.id, cast.learner) == 2


def test_once_the_session_has_begun_a_place_is_not_given_back(
    client: FlaskClient, clock, cast: Cast, workshop: Workshop
) -> None:
    booking_id = book(client, workshop.planned.id, cast.learner).json["id"]
    clock.move_to(THURSDAY)
    refused = client.delete(f"/api/v1/bookings/{booking_id}", headers=cast.learner.bearer)
    assert (refused.status_code, refused.json["code"]) == (409, "session_has_begun")
    assert free(client, workshop.planned.id, cast.learner) == 2


def test_open_prerequisites_are_named_with_the_time_they_take(
    client: FlaskClient, cast: Cast, workshop: Workshop
) -> None:
    refused = book(client, workshop.planned.id, cast.second_learner)
    assert (refused.status_code, refused.json["reasons"]) == (409, ["prerequisites"])
    [told] = refused.json["explanations"]
    assert "Risque" in told["sentence"]
    assert "15" in told["sentence"]
    state = client.get(f"/api/v1/sessions/{workshop.planned.id}", headers=cast.second_learner.bearer).json
    assert state["prerequisites"] == {
        "ready": False,
        "open": [{"unit": "risque", "title": "Risque", "open_blocks": 1, "minutes_left": 15}],
    }


def test_a_waived_block_opens_the_bench_as_a_done_one_does(
    client: FlaskClient, app: Flask, database: Database, cast: Cast, workshop: Workshop
) -> None:
    with database.writing() as session:
        session.add(
            BlockState(enrolment_id=workshop.karim.id, block="r2", state=State.WAIVED, since=THURSDAY)
        )
    assert book(client, workshop.planned.id, cast.second_learner).status_code == 201


def test_every_reason_is_said_at_once_with_the_dates_that_would_do(
    client: FlaskClient, clock, app: Flask, database: Database, cast: Cast, workshop: Workshop
) -> None:
    with database.writing() as session:
        where = {"centre_id": cast.centre_id, "host_id": cast.host.id}
        refusing = session.get_one(InCentreSession, workshop.planned.id)
        refusing.capacity, refusing.taken, refusing.closed_at = 1, 1, clock()
        later = plan_session(session, workshop.studied, **where, starts_at=THURSDAY + timedelta(days=7))
        plan_session(
            session, workshop.studied, **where, starts_at=THURSDAY + timedelta(days=8), capacity=1
        ).taken = 1
        at_once = plan_session(session, workshop.studied, **where, starts_at=THURSDAY + timedelta(hours=1))
    assert book(client, at_once.id, cast.learner).status_code == 201
    refused = book(client, workshop.planned.id, cast.learner)
    assert refused.content_type == "application/problem+json"
    assert refused.json["code"] == "booking_refused"
    assert sorted(refused.json["reasons"]) == ["closed", "full", "overlap"]
    assert [other["id"] for other in refused.json["alternatives"]] == [str(later.id)]
    clock.move_to(THURSDAY)
    assert "past" in book(client, workshop.planned.id, cast.learner).json["reasons"]


def test_a_host_who_does_not_study_the_module_is_told_so(
    client: FlaskClient, cast: Cast, workshop: Workshop
) -> None:
    refused = book(client, workshop.planned.id, cast.host)
    assert (refused.status_code, refused.json["reasons"]) == (409, ["not_enrolled"])


def test_an_ended_enrolment_opens_no_place(
    client: FlaskClient, app: Flask, database: Database, clock, cast: Cast, workshop: Workshop
) -> None:
    with database.writing() as session:
        session.get_one(Enrolment, workshop.nadia.id).ended_at = clock()
    assert book(client, workshop.planned.id, cast.learner).json["reasons"] == ["not_enrolled"]


def test_who_may_not_see_a_session_or_booking_gets_404(
    client: FlaskClient, cast: Cast, workshop: Workshop
) -> None:
    booking_id = book(client, workshop.planned.id, cast.learner).json["id"]
    for member in (cast.stranger, cast.other_author, cast.other_manager, cast.tutor, cast.network):
        address = f"/api/v1/sessions/{workshop.planned.id}"
        assert client.get(address, headers=member.bearer).status_code == 404
        assert client.post(f"{address}/bookings", headers=member.bearer).status_code == 404
        assert client.get("/api/v1/sessions", headers=member.bearer).json["items"] == []
    for member in (cast.stranger, cast.second_learner, cast.host, cast.other_manager):
        refused = client.delete(f"/api/v1/bookings/{booking_id}", headers=member.bearer)
        assert (refused.status_code, refused.json["code"]) == (404, "not_found")
    assert client.get("/api/v1/sessions/not-an-id", headers=cast.learner.bearer).status_code == 404


def test_a_shared_module_is_practised_in_any_centre_and_a_private_one_at_home(
    client: FlaskClient, app: Flask, database: Database, cast: Cast, workshop: Workshop
) -> None:
    with database.writing() as session:
        there = {"centre_id": cast.other_centre_id, "host_id": cast.other_author.id}
        shared = plan_session(session, workshop.studied, **there)
        private = make_module(session, cast.centre_id, slug="prive", is_shared=False)
        enrol(session, private, cast.learner.id, centre_id=cast.centre_id, tutor_id=cast.tutor.id)
        elsewhere = plan_session(session, private, **there)
    listed = client.get("/api/v1/sessions", headers=cast.learner.bearer).json["items"]
    assert {item["id"] for item in listed} == {str(workshop.planned.id), str(shared.id)}
    assert book(client, elsewhere.id, cast.learner).status_code == 404


def test_sessions_are_listed_by_page_module_and_date(
    client: FlaskClient, app: Flask, database: Database, cast: Cast, workshop: Workshop
) -> None:
    with database.writing() as session:
        for day in range(1, 5):
            plan_session(
                session,
                workshop.studied,
                centre_id=cast.centre_id,
                host_id=cast.host.id,
                starts_at=THURSDAY + timedelta(days=day),
            )
    seen, query = [], {"limit": "2"}
    while query.get("cursor", "") is not None:
        page = client.get("/api/v1/sessions", query_string=query, headers=cast.learner.bearer).json
        seen += [item["starts_at"] for item in page["items"]]
        query["cursor"] = page["next"]
    assert len(seen) == 5
    assert seen == sorted(seen)
    two = client.get(
        "/api/v1/sessions?module=consigner&from=2026-03-13T00:00:00Z&to=2026-03-15",
        headers=cast.learner.bearer,
    ).json["items"]
    assert [item["starts_at"] for item in two] == ["2026-03-13T07:15:00Z", "2026-03-14T07:15:00Z"]
    assert {item["unit"] for item in two} == {BENCH}
    none = client.get("/api/v1/sessions?module=autre", headers=cast.learner.bearer).json
    assert none == {"items": [], "next": None}


def test_a_booking_names_its_enrolment(
    client: FlaskClient, app: Flask, database: Database, cast: Cast, workshop: Workshop
) -> None:
    made = book(client, workshop.planned.id, cast.learner).json
    assert made["enrolment"] == str(workshop.nadia.id)
    with database.reading() as session:
        assert session.query(Booking).count() == 1
