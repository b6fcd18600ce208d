import uuid
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.chat.models import Message
from app.kernel.clock import now
from app.learning.models import BlockState, State
from app.tutoring.models import HelpState, Signal
from tests.conftest import Hands
from tests.tutoring.accompanied import WRONG, Accompanied

pytestmark = pytest.mark.postgres


def act(client: FlaskClient, nadia: Accompanied, signal: str, **doing: Any) -> Any:
    return client.post(
        f"/api/v1/tutor/signals/{signal}/interventions", json=doing, headers=nadia.tutor.bearer
    )


def open_signals(client: FlaskClient, nadia: Accompanied) -> list[Any]:
    found: list[Any] = client.get("/api/v1/tutor/signals", headers=nadia.tutor.bearer).json["items"]
    return found


def test_a_reply_goes_to_the_learner_answers_the_question_and_empties_the_row(
    nadia: Accompanied, client: FlaskClient, session: Session
) -> None:
    asked = nadia.ask()
    (row,) = open_signals(client, nadia)
    assert (row["kind"], row["learner"], row["facts"]["block"]) == (
        "unanswered",
        str(nadia.learner.id),
        "choisir",
    )
    done = act(client, nadia, row["id"], act="message", text="Il peut mentir.")
    assert done.status_code == 201
    session.expire_all()
    message = session.get_one(Message, uuid.UUID(done.json["message"]))
    assert (message.text, message.anchor_id) == ("Il peut mentir.", "choisir")
    assert (asked.state, asked.answer_message_id) == (HelpState.ANSWERED, message.id)
    assert open_signals(client, nadia) == []
    assert session.get_one(Signal, uuid.UUID(row["id"])).closed_at == now()


def test_a_reply_to_a_plain_message_leaves_an_older_question_open(
    nadia: Accompanied, client: FlaskClient, clock: Hands
) -> None:
    nadia.ask()
    clock.move(minutes=1)
    nadia.write(nadia.learner, "Je viens jeudi.")
    plain = next(row for row in open_signals(client, nadia) if row["facts"]["block"] is None)
    act(client, nadia, plain["id"], act="message", text="Bien reçu.")
    assert [row["facts"]["block"] for row in open_signals(client, nadia)] == ["choisir"]


@pytest.mark.parametrize(("how", "state"), [("call", HelpState.ANSWERED), ("note", HelpState.CLOSED)])
def test_a_call_answers_a_question_and_a_note_closes_it_in_private(
    nadia: Accompanied, client: FlaskClient, session: Session, how: str, state: HelpState
) -> None:
    asked = nadia.ask()
    done = act(client, nadia, open_signals(client, nadia)[0]["id"], act=how, text="Vu ensemble.")
    assert done.json["message"] is None
    session.expire_all()
    assert asked.state is state
    assert session.scalars(select(Message.text)).all() == ["Pourquoi pas un multimètre ?"]


def test_what_is_snoozed_comes_back_at_its_date_while_its_facts_stand(
    nadia: Accompanied, client: FlaskClient, clock: Hands
) -> None:
    nadia.try_block(WRONG, WRONG, WRONG)
    (row,) = open_signals(client, nadia)
    until = now() + timedelta(days=2)
    assert act(client, nadia, row["id"], act="snooze", next=until.isoformat()).status_code == 201
    clock.move_to(until - timedelta(seconds=1))
    assert open_signals(client, nadia) == []
    clock.move(seconds=1)
    assert [each["id"] for each in open_signals(client, nadia)] == [row["id"]]


def test_a_snooze_without_a_date_lasts_a_day_and_a_date_means_its_morning(
    nadia: Accompanied, client: FlaskClient
) -> None:
    nadia.try_block(WRONG, WRONG, WRONG)
    nadia.ask()
    first, second = open_signals(client, nadia)
    assert act(client, nadia, first["id"], act="snooze").json["next"] == "2026-03-11T09:00:00Z"
    dated = act(client, nadia, second["id"], act="call", next="2026-03-13")
    assert dated.json["next"] == "2026-03-13T07:00:00Z"


def test_a_waiver_stands_in_the_progress_with_its_reason(
    nadia: Accompanied, client: FlaskClient, session: Session
) -> None:
    nadia.try_block(WRONG, WRONG, WRONG)
    (row,) = open_signals(client, nadia)
    assert act(client, nadia, row["id"], act="waive", text="Vu au banc.").status_code == 201
    state = session.get_one(BlockState, (nadia.enrolment.id, "choisir"), populate_existing=True)
    assert (state.state, state.because["reason"], state.because["by"]) == (
        State.WAIVED,
        "Vu au banc.",
        str(nadia.tutor.id),
    )


@pytest.mark.parametrize(
    ("doing", "code"),
    [
        ({"act": "message"}, "text_missing"),
        ({"act": "waive", "text": " "}, "text_missing"),
        ({"act": "waive", "text": "Vu."}, "nothing_to_waive"),
        ({"act": "snooze", "next": "2026-03-01"}, "next_is_past"),
        ({"act": "scold"}, "invalid"),
    ],
)
def test_what_cannot_be_done_is_refused_with_its_reason_and_changes_nothing(
    nadia: Accompanied, client: FlaskClient, clock: Hands, doing: dict[str, str], code: str
) -> None:
    clock.move(days=8)
    (row,) = open_signals(client, nadia)
    refused = act(client, nadia, row["id"], **doing)
    assert (refused.status_code, refused.json["code"]) == (422, code)
    assert open_signals(client, nadia) == [row]


def test_what_is_settled_is_not_settled_twice(nadia: Accompanied, client: FlaskClient) -> None:
    nadia.ask()
    (row,) = open_signals(client, nadia)
    act(client, nadia, row["id"], act="call")
    again = act(client, nadia, row["id"], act="call")
    assert (again.status_code, again.json["code"]) == (409, "signal_settled")


def test_a_plain_sentence_says_what_the_facts_say(nadia: Accompanied, client: FlaskClient) -> None:
    nadia.try_block(WRONG, WRONG, WRONG)
    (row,) = open_signals(client, nadia)
    assert row["sentence"].startswith("3\u00a0essais de suite")
    assert row["facts"]["wrong_in_a_row"] == 3
    assert "<" not in row["sentence"]
