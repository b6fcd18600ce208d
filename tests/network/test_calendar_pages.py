"""Closures out of a calendar file: shown before they are taken, and the same file twice changes nothing."""

import io
import re
from datetime import date, time
from html import unescape

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.network.conftest import Look
from tests.network.test_calendars import calendar
from tests.pages import post, token_in

pytestmark = pytest.mark.postgres

URL = "/centre/hours/liege"
LEAVE = "UID:conge\nSUMMARY:Congé annuel\nDTSTART;VALUE=DATE:20260713\nDTEND;VALUE=DATE:20260801"
MEETING = (
    "UID:reunion\nSUMMARY:Réunion\nDTSTART;TZID=Europe/Brussels:20260403T140000\n"
    "DTEND;TZID=Europe/Brussels:20260403T170000\nRRULE:FREQ=MONTHLY;BYDAY=1FR;COUNT=3"
)
FAULTY = "UID:faux\nSUMMARY:Sans jour"


def said(answer: TestResponse) -> str:
    """The page, with plain spaces where it keeps words together."""
    return answer.text.replace("\u00a0", " ")


def show(client: FlaskClient, data: str | bytes):
    raw = data.encode() if isinstance(data, str) else data
    token = token_in(client.get(URL).text)
    return client.post(
        f"{URL}/calendar",
        data={"calendar": (io.BytesIO(raw), "fermetures.ics"), "csrf_token": token},
        headers={"Sec-Fetch-Site": "same-origin"},
    )


def take(client: FlaskClient, data: str):
    """As the page does: what it showed goes back."""
    shown = show(client, data)
    assert shown.status_code == 200
    carried = unescape(re.findall(r"<textarea[^>]*>\n(.*?)</textarea>", shown.text, re.DOTALL)[0])
    return post(client, f"{URL}/calendar/take", page=URL, text=carried.replace("\n", "\r\n"))


def test_a_file_is_shown_before_it_changes_anything(chantal: FlaskClient, look: Look) -> None:
    shown = show(chantal, calendar(LEAVE, MEETING, FAULTY))
    assert shown.status_code == 200
    assert "4 fermetures à ajouter" in said(shown)
    assert "1 rendez-vous ne peut pas être pris" in said(shown)
    assert "Sans jour" in said(shown)
    assert "Ni jour ni heure" in said(shown)
    assert look.closures("liege") == []
    assert look.acts() == []


def test_what_was_shown_is_taken_and_what_is_wrong_is_left(chantal: FlaskClient, look: Look) -> None:
    assert take(chantal, calendar(LEAVE, MEETING, FAULTY)).status_code == 303
    assert [(one.first_on, one.last_on, one.starts) for one in look.closures("liege")] == [
        (date(2026, 4, 3), date(2026, 4, 3), time(14)),
        (date(2026, 5, 1), date(2026, 5, 1), time(14)),
        (date(2026, 6, 5), date(2026, 6, 5), time(14)),
        (date(2026, 7, 13), date(2026, 7, 31), None),
    ]
    (line,) = look.acts()
    assert (line.act, line.before, len(line.after["closures"])) == ("calendar_taken", {"closures": []}, 4)


def test_the_same_file_twice_changes_nothing(chantal: FlaskClient, look: Look) -> None:
    file = calendar(LEAVE, MEETING)
    take(chantal, file)
    before = [(one.id, one.first_on) for one in look.closures("liege")]
    again = show(chantal, file)
    assert "Rien à changer" in said(again)
    assert "4 fermetures déjà notées" in said(again)
    post(chantal, f"{URL}/calendar/take", page=URL, text=file)
    assert [(one.id, one.first_on) for one in look.closures("liege")] == before
    assert len(look.acts()) == 1


def test_what_moved_in_the_calendar_moves_here(chantal: FlaskClient, look: Look) -> None:
    take(chantal, calendar(LEAVE, MEETING))
    later = LEAVE.replace("20260713", "20260720")
    shown = show(chantal, calendar(later))
    assert "1 fermeture à ajouter" in said(shown)
    assert "1 fermeture à retirer" in said(shown)
    take(chantal, calendar(later))
    assert [one.first_on for one in look.closures("liege")][-1] == date(2026, 7, 20)
    assert len(look.closures("liege")) == 4  # what the file says nothing about stays


def test_a_closure_noted_by_hand_is_not_noted_twice(chantal: FlaskClient, look: Look) -> None:
    fields = {"first_on": "2026-07-13", "last_on": "2026-07-31", "kind": "other", "reason": "Congé annuel"}
    post(chantal, f"{URL}/closures", page=URL, **fields)
    assert "Rien à changer" in said(show(chantal, calendar(LEAVE)))


def test_the_same_days_of_two_events_are_one_closure(chantal: FlaskClient, look: Look) -> None:
    take(chantal, calendar(LEAVE, LEAVE.replace("UID:conge", "UID:autre")))
    assert len(look.closures("liege")) == 1


@pytest.mark.parametrize(
    "data", [b"", b"bonjour", b"PK\x03\x04\x00\x00", b"BEGIN:VCALENDAR\nX\nEND:VCALENDAR"]
)
def test_what_is_no_calendar_is_said_beside_the_field(chantal: FlaskClient, data: bytes) -> None:
    refused = show(chantal, data)
    assert refused.status_code == 422
    assert 'id="calendar-error"' in said(refused)


def test_a_file_of_an_old_program_keeps_its_accents(chantal: FlaskClient) -> None:
    shown = show(chantal, calendar(LEAVE).encode("cp1252"))
    assert "Congé annuel" in said(shown)


def test_a_file_without_anything_to_come_says_so(chantal: FlaskClient) -> None:
    shown = show(chantal, calendar("UID:a\nSUMMARY:Passé\nDTSTART;VALUE=DATE:20250101"))
    assert "aucune fermeture à venir" in said(shown)
    assert "1 rendez-vous passé" in said(shown)


def test_a_name_in_a_file_stays_text(chantal: FlaskClient) -> None:
    shown = show(chantal, calendar("UID:a\nSUMMARY:<b>x</b></textarea>\nDTSTART;VALUE=DATE:20260713"))
    assert "<b>x</b>" not in said(shown)
