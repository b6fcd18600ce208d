import uuid
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.chat.models import Message
from app.network.models import Closure
from app.tutoring.models import HelpRequest, HelpState
from tests.cast import Cast
from tests.conftest import Hands
from tests.tutoring.accompanied import Accompanied

pytestmark = pytest.mark.postgres

CLIENT_ID = "0198a1f2-0000-7000-8000-00000000000a"


def question(nadia: Accompanied, **more: Any) -> dict[str, Any]:
    return {
        "enrolment": str(nadia.enrolment.id),
        "block": "choisir",
        "text": "S’il affiche 0 V, pourquoi ce n’est pas assez ?",
        "client_id": CLIENT_ID,
    } | more


def test_a_question_at_a_block_is_a_message_with_the_block_and_a_promise(
    nadia: Accompanied, client: FlaskClient
) -> None:
    made = client.post("/api/v1/help-requests", json=question(nadia), headers=nadia.learner.bearer)
    assert made.status_code == 201
    assert made.json["answer_by"] == "2026-03-12T09:00:00Z"
    messages = client.get(
        f"/api/v1/conversations/{made.json['conversation']}/messages", headers=nadia.tutor.bearer
    )
    (message,) = messages.json["items"]
    assert message["id"] == made.json["message"]
    assert message["client_id"] == CLIENT_ID
    assert message["anchor"] == {"kind": "block", "id": "choisir", "version": 1}


def test_the_same_question_sent_again_is_the_same_request(
    nadia: Accompanied, client: FlaskClient, session: Session
) -> None:
    first = client.post("/api/v1/help-requests", json=question(nadia), headers=nadia.learner.bearer)
    again = client.post("/api/v1/help-requests", json=question(nadia), headers=nadia.learner.bearer)
    assert (again.status_code, again.json) == (200, first.json)
    assert session.scalar(select(func.count()).select_from(HelpRequest)) == 1
    assert session.scalar(select(func.count()).select_from(Message)) == 1


def test_the_id_of_another_message_is_refused(nadia: Accompanied, client: FlaskClient) -> None:
    client.post("/api/v1/help-requests", json=question(nadia), headers=nadia.learner.bearer)
    other = client.post(
        "/api/v1/help-requests", json=question(nadia, block="compter"), headers=nadia.learner.bearer
    )
    assert (other.status_code, other.json["code"]) == (409, "client_id_taken")


@pytest.mark.parametrize("change", [{"block": "no-such-block"}, {"enrolment": str(uuid.uuid4())}])
def test_what_is_not_the_learners_is_not_found(
    nadia: Accompanied, client: FlaskClient, change: dict[str, str]
) -> None:
    refused = client.post(
        "/api/v1/help-requests", json=question(nadia, **change), headers=nadia.learner.bearer
    )
    assert refused.status_code == 404


def test_nobody_asks_in_the_learners_place(nadia: Accompanied, client: FlaskClient, cast: Cast) -> None:
    for other in (cast.tutor, cast.second_learner, cast.stranger, cast.manager):
        refused = client.post("/api/v1/help-requests", json=question(nadia), headers=other.bearer)
        assert refused.status_code == 404


def test_an_answer_at_the_block_answers_the_questions_of_that_block_alone(nadia: Accompanied) -> None:
    first, other, second = nadia.ask(), nadia.ask(block="compter"), nadia.ask("Et l’étiquette ?")
    answer = nadia.write(nadia.tutor, "Voici.", {"kind": "block", "id": "choisir", "version": 1})
    assert [asked.state for asked in (first, other, second)] == ["answered", "open", "answered"]
    assert (first.answer_message_id, first.answered_by) == (answer.id, nadia.tutor.id)


def test_an_answer_about_nothing_in_particular_answers_the_oldest_question(
    nadia: Accompanied, clock: Hands
) -> None:
    first = nadia.ask()
    clock.move(minutes=1)
    second = nadia.ask(block="compter")
    nadia.write(nadia.tutor, "Oui.")
    assert (first.state, second.state) == (HelpState.ANSWERED, HelpState.OPEN)


def test_plain_messages_wait_for_an_answer_too_and_are_one_question(
    nadia: Accompanied, session: Session
) -> None:
    nadia.write(nadia.learner, "Bonjour.")
    nadia.write(nadia.learner, "Je ne peux pas venir jeudi.")
    (reason,) = nadia.reasons()
    assert reason.facts["block"] is None
    nadia.write(nadia.tutor, "Merci, on déplace.")
    assert nadia.reasons() == []
    assert session.scalar(select(func.count()).select_from(HelpRequest)) == 1


def test_what_the_learner_writes_answers_nothing(nadia: Accompanied) -> None:
    asked = nadia.ask()
    nadia.write(nadia.learner, "Vous êtes là ?")
    assert asked.state is HelpState.OPEN


@pytest.mark.parametrize(
    ("asked_at", "promised"),
    [
        # Friday 15:00: two hours are left, then Monday whole, then six hours of Tuesday.
        (datetime(2026, 3, 13, 14, tzinfo=UTC), datetime(2026, 3, 17, 14, tzinfo=UTC)),
        # Saturday counts from Monday morning.
        (datetime(2026, 3, 14, 10, tzinfo=UTC), datetime(2026, 3, 17, 16, tzinfo=UTC)),
        # Easter Monday is no working day, and Brussels is two hours ahead by then.
        (datetime(2026, 4, 3, 14, tzinfo=UTC), datetime(2026, 4, 8, 14, tzinfo=UTC)),
        # The centre is closed that Wednesday.
        (datetime(2026, 3, 24, 9, tzinfo=UTC), datetime(2026, 3, 27, 9, tzinfo=UTC)),
    ],
)
def test_the_promise_counts_the_working_hours_of_the_centre(
    nadia: Accompanied, session: Session, cast: Cast, clock: Hands, asked_at: datetime, promised: datetime
) -> None:
    session.add(Closure(centre_id=cast.centre_id, first_on=date(2026, 3, 25), last_on=date(2026, 3, 25)))
    session.commit()
    clock.move_to(asked_at)
    assert nadia.ask().answer_by == promised


def test_a_week_end_is_no_waiting_time(nadia: Accompanied, clock: Hands) -> None:
    clock.move_to(datetime(2026, 3, 13, 15, tzinfo=UTC))
    nadia.ask()
    clock.move_to(datetime(2026, 3, 16, 8, tzinfo=UTC))
    (reason,) = nadia.reasons()
    assert reason.facts["waiting_hours"] == 2
