"""What the server makes of the events a device sends."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.kernel.ids import new_id
from app.learning.models import BlockState, Enrolment, State, Step
from app.learning.queries import explain
from app.learning.services.completion import complete_block
from app.learning.services.recording import TooManyEvents, record_events
from app.learning.services.replaying import verify_progress
from tests.cast import Cast
from tests.learning.samples import REQUIRED, Study, send

pytestmark = pytest.mark.postgres


def state_of(session: Session, study: Study, block: str) -> BlockState | None:
    session.expire_all()
    return session.get(BlockState, (study.enrolment.id, block))


def test_a_text_is_done_by_being_seen(session: Session, cast: Cast, study: Study) -> None:
    send(session, cast.learner, study.event("lire", "opened"))
    assert state_of(session, study, "lire").state is State.OPENED
    send(session, cast.learner, study.event("lire", "seen"))
    assert state_of(session, study, "lire").state is State.DONE
    assert study.enrolment.done_blocks == 1


def test_a_question_is_not_done_by_being_seen(session: Session, cast: Cast, study: Study) -> None:
    send(session, cast.learner, study.event("choisir", "seen"))
    assert state_of(session, study, "choisir").state is State.OPENED


def test_the_server_marks_an_answer(session: Session, cast: Cast, study: Study) -> None:
    send(session, cast.learner, study.answer("choisir", "a2"))
    tried = state_of(session, study, "choisir")
    assert (tried.state, tried.tries, tried.wrong_in_a_row) == (State.TRIED, 1, 1)
    send(session, cast.learner, study.event("choisir", "answered", data={"response": "a1", "right": False}))
    done = state_of(session, study, "choisir")
    assert (done.state, done.tries, done.wrong_in_a_row) == (State.DONE, 2, 0)
    assert done.because["kind"] == "answered"
    assert (done.because["right"], done.because["try"]) == (True, 2)


def test_a_question_is_done_when_its_tries_are_used_up(session: Session, cast: Cast, study: Study) -> None:
    send(session, cast.learner, study.answer("compter", "9"), study.answer("compter", "8"))
    done = state_of(session, study, "compter")
    assert (done.state, done.tries, done.because["right"]) == (State.DONE, 2, False)


def test_answers_after_the_end_are_kept_and_change_nothing(
    session: Session, cast: Cast, study: Study
) -> None:
    send(session, cast.learner, study.answer("choisir", "a1"))
    before = state_of(session, study, "choisir")
    session.expunge(before)
    answer = send(session, cast.learner, study.answer("choisir", "a2"))
    after = state_of(session, study, "choisir")
    assert len(answer.accepted) == 1
    assert (after.state, after.tries, after.because) == (before.state, before.tries, before.because)
    assert len(session.scalars(select(Step)).all()) == 2


def test_a_checklist_is_done_when_all_is_ticked(session: Session, cast: Cast, study: Study) -> None:
    send(session, cast.learner, study.answer("verifier", ["k1"]))
    assert state_of(session, study, "verifier").state is State.TRIED
    send(session, cast.learner, study.answer("verifier", ["k2", "k1"]))
    assert state_of(session, study, "verifier").state is State.DONE


def test_what_is_done_at_the_centre_is_done_from_above_alone(
    session: Session, cast: Cast, study: Study
) -> None:
    send(session, cast.learner, study.event("atelier", "seen"))
    answer = send(session, cast.learner, study.event("atelier", "completed"))
    assert [each.reason for each in answer.rejected] == ["not_by_client"]
    because = {"kind": "observation", "id": str(new_id())}
    complete_block(session, enrolment_id=study.enrolment.id, block="atelier", because=because)
    session.commit()
    done = state_of(session, study, "atelier")
    assert (done.state, done.because) == (State.DONE, because)
    assert verify_progress(session, study.enrolment.id) == []


def test_a_waiver_counts_as_done(session: Session, cast: Cast, study: Study) -> None:
    complete_block(session, enrolment_id=study.enrolment.id, block="lire", because={"kind": "waiver"})
    session.commit()
    assert state_of(session, study, "lire").state is State.WAIVED
    assert study.enrolment.done_blocks == 1


def test_a_module_is_complete_when_its_last_required_block_is(
    session: Session, cast: Cast, study: Study
) -> None:
    send(
        session,
        cast.learner,
        study.event("lire", "seen"),
        study.event("alerte", "completed"),
        study.answer("choisir", "a1"),
        study.answer("ordonner", ["i1", "i2", "i3"]),
        study.answer("compter", "10"),
        study.answer("verifier", ["k1", "k2"]),
    )
    assert study.enrolment.completed_at is None
    complete_block(session, enrolment_id=study.enrolment.id, block="atelier", because={"kind": "observation"})
    session.commit()
    session.expire_all()
    told = explain(session, study.enrolment)
    assert study.enrolment.completed_at is not None
    assert (told.percent, told.done, told.required) == (100, REQUIRED, REQUIRED)


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        ({"verb": "completed", "block": "choisir"}, "not_by_client"),
        ({"verb": "answered", "block": "lire", "data": {"response": "a1"}}, "not_a_question"),
        ({"verb": "answered", "block": "choisir", "data": {"response": "zz"}}, "unreadable_response"),
        ({"verb": "answered", "block": "choisir", "data": {}}, "unreadable_response"),
        ({"verb": "answered", "block": "verifier", "data": {"response": []}}, "unreadable_response"),
        ({"block": "ailleurs"}, "not_found"),
        ({"block": "a'; drop table"}, "not_found"),
        ({"block": "x\x00y"}, "not_found"),
        ({"enrolment": "0190aaaa-0000-7000-8000-000000000000"}, "not_found"),
        ({"enrolment": "rien"}, "not_found"),
        ({"enrolment": None}, "unreadable"),
        ({"verb": "won"}, "unreadable"),
        ({"verb": ["seen"]}, "unreadable"),
        ({"occurred_at": "hier"}, "unreadable"),
        ({"occurred_at": "2026-03-10T09:00:00"}, "unreadable"),
        ({"occurred_at": "0001-01-01T00:00:00+14:00"}, "unreadable"),
        ({"n": -1}, "unreadable"),
        ({"n": 2**40}, "unreadable"),
        ({"n": True}, "unreadable"),
        ({"data": []}, "unreadable"),
        ({"data": {"note": "\x00"}}, "unreadable"),
        ({"data": {"note": "\ud800"}}, "unreadable"),
        ({"data": {"note": "x" * 20_000}}, "too_large"),
        ({"verb": "active", "data": {"seconds": 61}}, "too_large"),
        ({"verb": "active", "data": {"seconds": -1}}, "unreadable"),
        ({"verb": "active", "data": {"seconds": True}}, "unreadable"),
        ({"verb": "active", "data": {}}, "unreadable"),
    ],
)
def test_a_rejection_names_its_event_and_its_reason(
    session: Session, cast: Cast, study: Study, spoil: dict[str, Any], reason: str
) -> None:
    event = study.event("lire", "seen") | spoil
    good = study.event("lire", "seen")
    answer = send(session, cast.learner, event, good)
    assert [(each.id, each.reason) for each in answer.rejected] == [(event["id"], reason)]
    assert answer.accepted == [good["id"]]


def test_what_has_no_id_is_rejected_without_one(session: Session, cast: Cast, study: Study) -> None:
    answer = send(
        session,
        cast.learner,
        7,
        None,
        "x",
        [],
        study.event("lire", "seen", id=7),
        study.event("lire", "seen", id="non"),
    )
    assert [(each.id, each.reason) for each in answer.rejected] == [
        *[(None, "unreadable")] * 5,
        ("non", "unreadable"),
    ]


def test_nobody_records_for_someone_else(session: Session, cast: Cast, study: Study) -> None:
    for other in (cast.second_learner, cast.tutor, cast.manager, cast.stranger):
        answer = send(session, other, study.event("lire", "seen"))
        assert [each.reason for each in answer.rejected] == ["not_found"]
    assert state_of(session, study, "lire") is None


def test_more_than_500_events_are_refused_whole(session: Session, cast: Cast, study: Study) -> None:
    with pytest.raises(TooManyEvents):
        record_events(session, cast.learner.actor, events=[study.event("lire", "seen")] * 501)


def test_what_comes_after_the_end_is_kept_as_late_and_not_applied(
    session: Session, cast: Cast, study: Study, clock: Any
) -> None:
    session.get_one(Enrolment, study.enrolment.id).ended_at = clock()
    session.commit()
    clock.move(hours=1)
    answer = send(session, cast.learner, study.event("lire", "seen"), study.active(30, clock()))
    assert len(answer.accepted) == 1
    assert [each.reason for each in answer.rejected] == ["ended"]
    assert state_of(session, study, "lire") is None
    assert study.enrolment.done_blocks == 0
    assert verify_progress(session, study.enrolment.id) == []


def test_the_learner_is_found_again_where_the_last_step_was(
    session: Session, cast: Cast, study: Study, clock: Any
) -> None:
    clock.move(hours=2)
    send(session, cast.learner, study.event("choisir", "opened"), device="telephone")
    earlier = study.event("lire", "seen", occurred_at=(clock() - timedelta(hours=1)).isoformat())
    send(session, cast.learner, earlier, device="tablette")
    session.expire_all()
    assert study.enrolment.last_block == "choisir"
