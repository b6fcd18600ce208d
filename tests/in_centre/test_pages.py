"""What people see and do on the pages, without script."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.catalogue.models import Unit
from app.in_centre.models import Attendance, Booking, BookingState, InCentreSession, Observation
from app.kernel.db import Database
from app.people.models import Person, Role
from app.people.services.sign_in import open_sitting
from tests.cast import Cast, Member, passer_by
from tests.counting import statements
from tests.front_end import stand_in_where_not_built
from tests.in_centre.conftest import Workshop
from tests.in_centre.making import BENCH, TASK, THURSDAY, enrol, plan_session, seat
from tests.pages import token_in

pytestmark = pytest.mark.postgres
SAME = {"Sec-Fetch-Site": "same-origin"}
Sit = Callable[[Member], FlaskClient]


@pytest.fixture
def sit(app: Flask, database: Database) -> Sit:
    """A browser in which this person has just signed in, at the hour of the test's clock."""
    stand_in_where_not_built(app)

    def sit_down(member: Member) -> FlaskClient:
        with app.app_context(), database.writing() as session:
            opened = open_sitting(session, person_id=member.id, device="tests")
        return replace(member, sitting=opened.secret).sit_down(app.test_client())

    return sit_down


def submit(client: FlaskClient, page: str, url: str, **fields: object) -> Any:
    token = token_in(client.get(page).text)
    return client.post(url, data={**fields, "csrf_token": token}, headers=SAME)


def taken(database: Database, workshop: Workshop) -> int:
    with database.reading() as session:
        return session.get_one(InCentreSession, workshop.planned.id).taken


def test_a_learner_books_from_the_list_and_gives_the_place_back(
    sit: Sit, database: Database, cast: Cast, workshop: Workshop
) -> None:
    client = sit(cast.learner)
    page = client.get("/learn/sessions").text
    assert "3\u00a0places libres" in page or "3 places libres" in page
    address = f"/learn/sessions/{workshop.planned.id}"
    booked = submit(client, "/learn/sessions", f"{address}/book")
    assert (booked.status_code, booked.location) == (303, address)
    assert taken(database, workshop) == 1
    detail = client.get(address).text
    assert "Votre place est réservée" in detail
    assert "Chaussures de sécurité" in detail
    with database.reading() as session:
        booking_id = session.scalars(select(Booking.id)).one()
    given_back = submit(client, address, f"/learn/bookings/{booking_id}/cancel")
    assert given_back.status_code == 303
    assert taken(database, workshop) == 0


def test_sessions_name_their_unit_in_the_language_of_who_looks(
    app: Flask, sit: Sit, database: Database, cast: Cast, workshop: Workshop
) -> None:
    with app.app_context(), database.writing() as session:
        unit = session.scalars(select(Unit).where(Unit.code == BENCH)).one()
        unit.words = {"en": {"title": "At the bench", "bring": ["Safety shoes"]}}
        for member in (cast.learner, cast.host):
            session.get_one(Person, member.id).language = "en"
        session.get_one(Person, cast.manager.id).language = "de"
    learner = sit(cast.learner)
    assert '<h3 class="label">At the bench</h3>' in learner.get("/learn/sessions").text
    mine = learner.get(f"/learn/sessions/{workshop.planned.id}").text
    assert "<h1>At the bench</h1>" in mine
    assert "Safety shoes" in mine
    asked = learner.get("/api/v1/sessions", headers=cast.learner.bearer).get_json()
    assert asked["items"][0]["unit_title"] == "At the bench"
    assert "<h1>At the bench</h1>" in sit(cast.host).get(f"/sessions/{workshop.planned.id}").text
    manager = sit(cast.manager).get(f"/sessions/{workshop.planned.id}").text
    assert '<h1 lang="fr">Au-banc</h1>' in manager


def test_a_refused_place_says_why_and_where_else(
    sit: Sit, database: Database, cast: Cast, workshop: Workshop
) -> None:
    with database.writing() as session:
        planned = session.get_one(InCentreSession, workshop.planned.id)
        planned.taken = planned.capacity
        plan_session(
            session,
            workshop.studied,
            centre_id=cast.centre_id,
            host_id=cast.host.id,
            starts_at=THURSDAY + timedelta(days=7),
        )
    client = sit(cast.learner)
    token = token_in(client.get("/learn/sessions/" + str(workshop.planned.id)).text)
    with statements(database) as seen:
        refused = client.post(
            f"/learn/sessions/{workshop.planned.id}/book", data={"csrf_token": token}, headers=SAME
        )
    assert len(seen) <= 12
    assert refused.status_code == 409
    assert "Toutes les places de cette séance sont prises." in refused.text
    assert "19 mars" in refused.text


def test_what_is_still_to_be_done_leads_to_where_it_is_done(sit: Sit, cast: Cast, workshop: Workshop) -> None:
    client = sit(cast.second_learner)
    for address in ("/learn/sessions", f"/learn/sessions/{workshop.planned.id}"):
        assert 'href="/learn/modules/consigner/units/risque"' in client.get(address).text


def test_booking_in_the_player_answers_the_line_alone(sit: Sit, cast: Cast, workshop: Workshop) -> None:
    client = sit(cast.learner)
    panel = f"/learn/enrolments/{workshop.nadia.id}/units/{BENCH}/sessions"
    fragment = client.get(panel, headers={"HX-Request": "true"}).text
    assert "<html" not in fragment
    assert "<html" in client.get(panel).text
    answer = client.post(
        f"/learn/sessions/{workshop.planned.id}/book",
        data={"csrf_token": token_in(fragment)},
        headers={**SAME, "HX-Request": "true"},
    )
    assert answer.status_code == 200
    assert answer.text.lstrip().startswith('<li class="date"')
    assert "Votre place est réservée" in answer.text
    assert sit(cast.second_learner).get(panel).status_code == 404
    assert sit(cast.stranger).get(panel).status_code == 404


def plan_fields(cast: Cast, workshop: Workshop, **changed: str) -> dict[str, str]:
    return {
        "unit": f"{workshop.studied.module.id}/{BENCH}",
        "day": "2026-03-29",
        "starts": "08:15",
        "ends": "11:45",
        "room": "Atelier électricité",
        "host": str(cast.host.id),
        "resources": "Bancs : 4\nGants = 6",
        "even_if_closed": "1",  # that day is a Sunday
    } | changed


def test_a_host_proposes_a_date_in_the_time_of_the_centre(
    sit: Sit, database: Database, cast: Cast, workshop: Workshop
) -> None:
    client = sit(cast.host)
    made = submit(client, "/sessions/new", "/sessions", **plan_fields(cast, workshop))
    assert made.status_code == 303
    with database.reading() as session:
        created = session.scalars(
            select(InCentreSession).where(InCentreSession.room == "Atelier électricité")
        ).one()
    # The clocks have gone forward that very night: 8:15 is 6:15 UTC.
    assert created.starts_at.isoformat() == "2026-03-29T06:15:00+00:00"
    assert created.resources == {"Bancs": 4, "Gants": 6}
    assert created.capacity == 4
    assert "Atelier électricité" in client.get("/sessions").text


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"day": "2026-03-01"}, "Cette date est passée"),
        ({"ends": "08:00"}, "La fin vient avant le début"),
        ({"starts": "02:30", "ends": "06:00"}, "l’horloge passe de"),
        ({"resources": "Bancs"}, "n’a pas de nombre"),
        ({"resources": "Bancs : 0"}, "pour 1 à 200 personnes"),
        ({"room": ""}, "Écrivez le local"),
        ({"day": "demain"}, ""),
    ],
)
def test_bad_input_is_answered_beside_its_field_and_keeps_what_was_typed(
    sit: Sit, database: Database, cast: Cast, workshop: Workshop, changed: dict[str, str], said: str
) -> None:
    client = sit(cast.host)
    fields = plan_fields(cast, workshop, **changed)
    refused = submit(client, "/sessions/new", "/sessions", **fields)
    assert refused.status_code == 422
    assert said in refused.text
    assert 'aria-invalid="true"' in refused.text
    assert fields["resources"].splitlines()[0] in refused.text
    with database.reading() as session:
        assert len(session.scalars(select(InCentreSession)).all()) == 1


def test_the_host_changes_closes_and_cancels_a_date(
    sit: Sit, database: Database, cast: Cast, workshop: Workshop, nadias_place: Booking
) -> None:
    client, address = sit(cast.host), f"/sessions/{workshop.planned.id}"
    assert "Atelier" in client.get(f"{address}/edit").text
    fields = plan_fields(cast, workshop, room="Atelier 9")
    assert submit(client, f"{address}/edit", address, **fields).status_code == 303
    assert submit(client, address, f"{address}/close").status_code == 303
    assert "Les réservations sont closes" in client.get(address).text
    assert submit(client, f"{address}/edit", f"{address}/cancel", reason="Panne").status_code == 303
    assert "Panne" in sit(cast.learner).get("/learn/sessions").text
    with database.reading() as session:
        assert session.get_one(Booking, nadias_place.id).state is BookingState.CANCELLED


def test_the_host_confirms_presence_by_one_button_and_the_figures_follow(
    sit: Sit, clock, database: Database, cast: Cast, workshop: Workshop, nadias_place: Booking
) -> None:
    client, address = sit(cast.host), f"/sessions/{workshop.planned.id}"
    press = {"half": "2026-03-12-morning", "present": "1"}
    url = f"{address}/bookings/{nadias_place.id}/attendance"
    early = submit(client, address, url, **press)
    assert early.status_code == 409
    assert "une heure avant" in early.text
    clock.move_to(THURSDAY)
    client = sit(cast.host)
    assert "0 sur 1" in client.get(address).text
    assert submit(client, address, url, **press).status_code == 303
    assert "1 sur 1" in client.get(address).text
    fragment = client.post(
        url,
        data={**press, "present": "0", "csrf_token": token_in(client.get(address).text)},
        headers={**SAME, "HX-Request": "true"},
    )
    assert fragment.text.lstrip().startswith('<section id="roll"')
    assert "0 sur 1" in fragment.text
    with database.reading() as session:
        assert len(session.scalars(select(Attendance)).all()) == 2


def test_the_host_adds_who_came_without_booking(
    sit: Sit, clock, database: Database, cast: Cast, workshop: Workshop
) -> None:
    clock.move_to(THURSDAY + timedelta(minutes=10))
    client, address = sit(cast.host), f"/sessions/{workshop.planned.id}"
    unknown = submit(client, address, f"{address}/people", email="autre@liege.example")
    assert unknown.status_code == 409
    assert "n’a pas d’inscription" in unknown.text
    assert "autre@liege.example" in unknown.text
    added = submit(client, address, f"{address}/people", email="nadia@liege.example")
    assert added.status_code == 303
    assert "Nadia" in client.get(address).text
    assert "Nadia" in client.get(f"{address}/list").text


def test_the_grid_works_as_one_form_and_is_signed_by_name(
    sit: Sit, clock, database: Database, cast: Cast, workshop: Workshop, nadias_place: Booking
) -> None:
    clock.move_to(THURSDAY)
    client = sit(cast.host)
    address = f"/sessions/{workshop.planned.id}/grid/{nadias_place.id}"
    fields = {
        "block": TASK,
        "attempt": "1",
        "level-reperer": "achieved",
        "level-essayer": "not_achieved",
        "remark-essayer": "Essai après la mesure oublié.",
    }
    assert submit(client, address, address, act="save", **fields).status_code == 303
    page = client.get(address).text
    assert "À refaire." in page
    assert "Un critère critique n’est pas acquis. 2 critères sur 3 observés." in page
    assert "Essai après la mesure oublié." in page
    unsigned = submit(client, address, address, act="sign", name="", **fields)
    assert unsigned.status_code == 422
    assert "Écrivez votre nom pour signer." in unsigned.text
    assert submit(client, address, address, act="sign", name="Luc Test", **fields).status_code == 303
    signed = client.get(address).text
    assert "Luc Test" in signed
    assert "Commencer un autre essai" in signed
    blank = client.get(f"{address}?block={TASK}&attempt=2").text
    assert "checked" not in blank
    late = submit(
        client,
        f"{address}?block={TASK}&attempt=2",
        address,
        act="save",
        **fields | {"level-baliser": "achieved"},
    )
    assert late.status_code == 409
    with database.reading() as session:
        observation = session.scalars(select(Observation)).one()
    result = sit(cast.learner).get(f"/learn/observations/{observation.id}")
    assert "À refaire." in result.text
    assert sit(cast.second_learner).get(f"/learn/observations/{observation.id}").status_code == 404


def test_a_stop_is_noted_with_its_reason(
    sit: Sit, clock, cast: Cast, workshop: Workshop, nadias_place: Booking
) -> None:
    clock.move_to(THURSDAY)
    client = sit(cast.host)
    address = f"/sessions/{workshop.planned.id}/grid/{nadias_place.id}"
    fields = {"block": TASK, "attempt": "1"}
    empty = submit(client, address, f"{address}/stop", **fields, reason="")
    assert empty.status_code == 422
    assert "qui est prévenu" in empty.text
    assert submit(client, address, f"{address}/stop", **fields, reason="Chantal prévenue").status_code == 303
    page = client.get(address).text
    assert "La tâche a été arrêtée pour danger." in page
    assert "Chantal prévenue" in page


def test_a_level_sent_by_the_tablet_answers_the_verdict_or_the_reason(
    sit: Sit, clock, cast: Cast, workshop: Workshop, nadias_place: Booking
) -> None:
    clock.move_to(THURSDAY)
    client = sit(cast.host)
    address = f"/sessions/{workshop.planned.id}/grid/{nadias_place.id}"
    headers = {**SAME, "X-CSRFToken": token_in(client.get(address).text)}

    def send(body: object) -> Any:
        return client.post(f"{address}/marks", json=body, headers=headers)

    kept = send({"block": TASK, "attempt": 1, "levels": {"reperer": "achieved"}})
    assert kept.json == {
        "verdict": "Pas encore de résultat.",
        "reasons": "Un critère critique reste à observer. 1 critère sur 3 observé.",
    }
    assert (
        send({"block": TASK, "attempt": 2, "levels": {"reperer": "achieved"}}).json["code"] == "grid_signed"
    )
    for bad in (
        [],
        {},
        {"block": TASK, "attempt": "x"},
        {"block": TASK, "attempt": 1, "levels": {"reperer": "ok"}},
    ):
        refused = send(bad)
        assert (refused.status_code, refused.json["code"]) == (422, "invalid")


def test_the_learner_reads_the_result_and_leaves_a_word(
    sit: Sit, clock, database: Database, cast: Cast, workshop: Workshop, nadias_place: Booking
) -> None:
    clock.move_to(THURSDAY)
    host, learner = sit(cast.host), sit(cast.learner)
    grid = f"/sessions/{workshop.planned.id}/grid/{nadias_place.id}"
    fields = {"block": TASK, "attempt": "1", "level-reperer": "achieved"}
    submit(host, grid, grid, act="sign", name="Luc Test", **fields)
    with database.reading() as session:
        address = f"/learn/observations/{session.scalars(select(Observation.id)).one()}"
    assert address in learner.get("/learn/sessions").text
    assert submit(learner, address, address, comment="D’accord <b>").status_code == 303
    assert "D’accord &lt;b&gt;" in host.get(grid).text
    clock.move(days=15)
    learner = sit(cast.learner)
    late = submit(learner, "/profile", address, comment="Encore")
    assert late.status_code == 409
    assert "Les 14\u00a0jours pour commenter sont passés" in late.text


def test_other_centres_learners_and_tutors_find_none_of_the_hosts_pages(
    sit: Sit, clock, cast: Cast, workshop: Workshop, nadias_place: Booking
) -> None:
    clock.move_to(THURSDAY)
    address = f"/sessions/{workshop.planned.id}"
    pages = [address, f"{address}/edit", f"{address}/list", f"{address}/grid/{nadias_place.id}"]
    for member, status in (
        (cast.other_author, 404),
        (cast.other_manager, 404),
        (cast.learner, 403),
        (cast.tutor, 403),
    ):
        client = sit(member)
        assert {client.get(page).status_code for page in pages} == {status}
    for member in (cast.host, cast.manager):
        client = sit(member)
        assert {client.get(page).status_code for page in pages} == {200}


def count_statements(database: Database, client: FlaskClient, address: str) -> int:
    with statements(database) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_calls_keep_to_their_statements(
    client: FlaskClient, database: Database, cast: Cast, workshop: Workshop
) -> None:
    with database.writing() as session:
        for day in range(1, 6):
            where = {"centre_id": cast.centre_id, "host_id": cast.host.id}
            starts_at = THURSDAY + timedelta(days=day)
            plan_session(session, workshop.studied, **where, starts_at=starts_at)
    address = f"/api/v1/sessions/{workshop.planned.id}/bookings"
    for member, status in ((cast.learner, 201), (cast.second_learner, 409)):
        with statements(database) as seen:
            assert client.post(address, headers=member.bearer).status_code == status
        assert len(seen) <= 12
    with statements(database) as seen:
        listed = client.get("/api/v1/sessions", headers=cast.learner.bearer).json["items"]
    assert (len(listed), len(seen)) == (6, 5)


def test_pages_cost_the_same_with_one_person_or_forty(
    app: Flask, sit: Sit, clock, database: Database, cast: Cast, workshop: Workshop, nadias_place: Booking
) -> None:
    pages = [
        (cast.host, "/sessions"),
        (cast.host, f"/sessions/{workshop.planned.id}"),
        (cast.host, f"/sessions/{workshop.planned.id}/grid/{nadias_place.id}"),
        (cast.learner, "/learn/sessions"),
        (cast.learner, f"/learn/sessions/{workshop.planned.id}"),
    ]

    def costs() -> list[int]:
        return [count_statements(database, sit(member), address) for member, address in pages]

    before = costs()
    with app.app_context(), database.writing() as session:
        planned = session.get_one(InCentreSession, workshop.planned.id)
        planned.capacity = 41
        for number in range(40):
            person, _ = passer_by(session, cast.centre_id, Role.LEARNER)
            where = {"centre_id": cast.centre_id, "tutor_id": cast.tutor.id}
            seat(session, planned, enrol(session, workshop.studied, person.id, **where))
            starts_at = THURSDAY + timedelta(days=number + 1)
            where = {"centre_id": cast.centre_id, "host_id": cast.host.id}
            plan_session(session, workshop.studied, **where, starts_at=starts_at)
    assert costs() == before
    assert max(before) <= 12


def test_the_calendar_address_is_shown_once(sit: Sit, cast: Cast, workshop: Workshop) -> None:
    client = sit(cast.host)
    made = submit(client, "/calendar", "/calendar")
    assert "calendar.ics?token=" in made.text
    assert "calendar.ics?token=" not in client.get("/calendar").text
    assert submit(client, "/calendar", "/calendar/close").status_code == 303
