"""Hours, closures and contact of a centre, by its own manager and by the network."""

import re
from datetime import UTC, date, datetime, time

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.kernel.db import Database
from app.network.hours import working_time_between
from app.network.models import Centre, ClosureKind
from app.network.queries import working_hours_by_centre
from app.people.models import Person, Role
from app.people.services.accounts import give_role
from tests.cast import Cast
from tests.in_centre.making import THURSDAY
from tests.network.conftest import Look
from tests.pages import post

pytestmark = pytest.mark.postgres

URL = "/centre/hours/liege"


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).replace("\u00a0", " ").split())


def close(client: FlaskClient, **fields: object):
    return post(client, f"{URL}/closures", page=URL, **{"kind": "other"} | fields)


def test_a_manager_comes_to_the_hours_of_the_own_centre(chantal: FlaskClient) -> None:
    assert chantal.get("/centre/hours").location == URL
    page = chantal.get(URL).text
    assert "08:00–12:00, 13:00–17:00" in page
    assert chantal.get("/centre/hours/mons").status_code == 404


def test_hours_are_written_as_people_write_them_and_kept(chantal: FlaskClient, look: Look) -> None:
    fields = {"monday": "8 h – 12 h, 13 h – 19 h", "saturday": "9-12"}
    assert post(chantal, URL, page=URL, **fields).status_code == 303
    centre = look.centre("liege")
    assert centre.opening_hours == {"0": [["08:00", "12:00"], ["13:00", "19:00"]], "5": [["09:00", "12:00"]]}
    assert centre.keeps_holidays is False
    (line,) = look.acts()
    assert (line.act, line.before["keeps_holidays"]) == ("centre_hours_changed", True)
    assert line.after["opening_hours"]["5"] == [["09:00", "12:00"]]


def test_the_same_hours_again_leave_no_trace(chantal: FlaskClient, look: Look) -> None:
    week = dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday"), "8-12, 13-17")
    post(chantal, URL, page=URL, **week, keeps_holidays="1")
    assert look.acts() == []


def test_every_day_that_cannot_be_read_is_said_and_kept(chantal: FlaskClient, look: Look) -> None:
    refused = post(chantal, URL, page=URL, monday="dès 8 h", friday="17-8")
    assert refused.status_code == 422
    assert "dès 8 h" in refused.text
    for field in ("monday", "friday"):
        assert f'id="{field}-error"' in refused.text
    assert "0" in look.centre("liege").opening_hours


def test_promises_count_by_the_new_hours_and_closures(
    chantal: FlaskClient, cast: Cast, database: Database
) -> None:
    post(chantal, URL, page=URL, tuesday="8-20", keeps_holidays="1")
    close(chantal, first_on="2026-03-17", starts="14:00")
    with database.reading() as session:
        hours = working_hours_by_centre(session, [cast.centre_id])[cast.centre_id]
    whole_week = datetime(2026, 3, 16, tzinfo=UTC), datetime(2026, 3, 25, tzinfo=UTC)
    assert working_time_between(hours, *whole_week).total_seconds() / 3600 == 6 + 12


def test_the_contact_stands_at_the_foot_of_everybodys_pages(
    chantal: FlaskClient, app: Flask, cast: Cast, look: Look
) -> None:
    told = {"contact_name": "Rosa, à l’accueil", "contact_phone": "04 111 22 33"}
    post(chantal, f"{URL}/contact", page=URL, **told)
    page = cast.learner.sit_down(app.test_client()).get("/learn").text
    assert "Rosa, à l’accueil" in page
    assert "tel:041112233" in page
    (line,) = look.acts()
    assert line.before["contact_phone"] == "04 000 00 00"
    assert line.after["contact_phone"] == "04 111 22 33"


def test_days_are_closed_and_opened_again_with_a_way_back(chantal: FlaskClient, look: Look) -> None:
    close(chantal, first_on="2026-07-13", last_on="2026-07-31", kind="leave", reason="Tout le centre")
    (closure,) = look.closures("liege")
    assert (closure.first_on, closure.last_on, closure.kind) == (
        date(2026, 7, 13),
        date(2026, 7, 31),
        ClosureKind.LEAVE,
    )
    assert "Du 13 juillet au 31 juillet Congé annuel, Tout le centre" in words(chantal.get(URL).text)
    post(chantal, f"{URL}/closures/{closure.id}/remove", page=URL)
    assert look.closures("liege") == []
    page = chantal.get(URL).text
    (again,) = re.findall(r'action="(/centre/hours/liege/closures\?[^"]+)"', page)
    post(chantal, again.replace("&amp;", "&"), page=URL)
    (back,) = look.closures("liege")
    assert (back.first_on, back.kind, back.reason) == (date(2026, 7, 13), ClosureKind.LEAVE, "Tout le centre")
    assert [line.act for line in look.acts()] == ["closure_added", "closure_removed", "closure_added"]


def test_hours_of_a_day_are_closed(chantal: FlaskClient, look: Look) -> None:
    close(chantal, first_on="2026-05-15", starts="14:00", ends="17:00", kind="team")
    (closure,) = look.closures("liege")
    assert (closure.starts, closure.ends) == (time(14), time(17))
    assert "Vendredi 15 mai, de 14 h à 17 h Formation de l’équipe" in words(chantal.get(URL).text)


def test_the_same_closure_twice_is_one(chantal: FlaskClient, look: Look) -> None:
    for _ in range(2):
        close(chantal, first_on="2026-05-15", kind="bridge")
    assert len(look.closures("liege")) == 1
    assert "déjà notée" in chantal.get(URL).text


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({}, "first_on"),
        ({"first_on": "2026-05-15", "last_on": "2026-05-14"}, "last_on"),
        ({"first_on": "2026-05-15", "last_on": "2027-05-17"}, "last_on"),
        ({"first_on": "0001-01-01"}, "first_on"),
        ({"first_on": "2026-05-15", "starts": "12:00", "ends": "12:00"}, "ends"),
        ({"first_on": "2026-05-15", "kind": "vacances"}, "kind"),
        ({"first_on": "2026-05-15", "reason": "x" * 251}, "reason"),
    ],
)
def test_a_closure_that_cannot_be_is_refused_beside_its_field(
    chantal: FlaskClient, look: Look, fields: dict[str, str], wrong: str
) -> None:
    refused = close(chantal, **fields)
    assert refused.status_code == 422
    assert f'id="{wrong}-error"' in refused.text
    assert look.closures("liege") == []


def test_public_holidays_are_named_in_the_readers_language(
    chantal: FlaskClient, cast: Cast, app: Flask, database: Database
) -> None:
    assert "Lundi 6 avril Lundi de Pâques, jour férié" in words(chantal.get(URL).text)
    with app.app_context(), database.writing() as session:
        session.get_one(Person, cast.manager.id).language = "nl"
    page = words(chantal.get(URL).text)
    assert "Paasmaandag" in page
    assert "Lundi de Pâques" not in page


def test_a_closure_named_after_a_holiday_is_read_in_the_readers_language(chantal: FlaskClient) -> None:
    post(chantal, URL, page=URL, friday="8-12")
    close(chantal, first_on="2026-12-25", reason="Weihnachten")
    assert "Vendredi 25 décembre Noël" in words(chantal.get(URL).text)


def test_a_centre_that_works_on_holidays_does_not_list_them(chantal: FlaskClient) -> None:
    post(chantal, URL, page=URL, monday="8-12")
    assert "jour férié" not in chantal.get(URL).text


def test_a_session_on_a_closed_day_is_pointed_out(chantal: FlaskClient, workshop) -> None:
    assert "pendant une fermeture" not in chantal.get(URL).text
    close(chantal, first_on=THURSDAY.date().isoformat())
    page = chantal.get(URL).text
    assert "1 séance est prévue pendant une fermeture" in words(page)
    assert f"/sessions/{workshop.planned.id}" in page


def test_the_network_runs_every_centre_and_a_centre_itself(
    omar: FlaskClient, chantal: FlaskClient, look: Look
) -> None:
    assert post(omar, "/centre/hours/mons", page="/centre/hours/mons", monday="8-12").status_code == 303
    assert look.centre("mons").opening_hours == {"0": [["08:00", "12:00"]]}
    for act in ("", "/contact", "/closures?first_on=2026-05-15&kind=bridge", "/calendar", "/calendar/take"):
        assert post(chantal, f"/centre/hours/mons{act}", page=URL).status_code == 404
    assert len(look.acts()) == 1


def test_a_closure_of_another_centre_is_not_opened_here(
    omar: FlaskClient, chantal: FlaskClient, look: Look
) -> None:
    post(omar, "/centre/hours/mons/closures", page=URL, first_on="2026-05-15", kind="bridge")
    (closure,) = look.closures("mons")
    assert post(chantal, f"{URL}/closures/{closure.id}/remove", page=URL).status_code == 404
    assert len(look.closures("mons")) == 1


def test_who_runs_nothing_does_not_get_in(client: FlaskClient, cast: Cast) -> None:
    cast.tutor.sit_down(client)
    assert client.get(URL).status_code == 403
    assert client.get("/centre/hours").status_code == 403


def test_a_workshop_with_sessions_to_come_does_not_turn_virtual(
    omar: FlaskClient, look: Look, workshop, database: Database
) -> None:
    url = "/network/centres/liege"
    fields = {"name": "Liège", "kind": "virtual", "sectors": "wood"}
    refused = post(omar, url, page=url, **fields)
    assert refused.status_code == 422
    assert "1 séance à venir" in words(refused.text)
    with database.writing() as session:
        session.get_one(type(workshop.planned), workshop.planned.id).cancelled_at = THURSDAY
    assert post(omar, url, page=url, **fields).status_code == 303
    assert look.centre("liege").address == ""


def test_who_runs_two_centres_chooses_between_them(
    chantal: FlaskClient, cast: Cast, app: Flask, database: Database
) -> None:
    with app.app_context(), database.writing() as session:
        give_role(
            session, person_id=cast.manager.id, centre_id=cast.other_centre_id, role=Role.CENTRE_MANAGER
        )
        assert session.query(Centre).count() == 2
    page = chantal.get("/centre/hours/mons").text
    assert 'href="/centre/hours/liege"' in page
