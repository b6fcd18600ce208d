"""Progress is the replay of the steps, whatever order they come in, however often, in however many batches."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.kernel.clock import now
from app.kernel.ids import new_id
from app.learning.folding import StepFact, fold_block, in_order
from app.learning.models import BlockState, Enrolment, Presence, Step, StudyInterval, Verb
from app.learning.rules import BlockRule, DoneBy
from app.learning.services.recording import record_events
from app.learning.services.replaying import replay, verify_progress
from app.learning.services.work import Work, send_work
from tests.cast import Cast
from tests.learning.samples import Study

pytestmark = pytest.mark.postgres

ANSWERS = {
    "choisir": ["a1", "a2"],
    "ordonner": [["i1", "i2", "i3"], ["i2", "i1", "i3"]],
    "compter": ["9", "10", "8"],
    "verifier": [["k1"], ["k1", "k2"]],
    "associer": [["r2", "r1"], ["r1", "r2"], ["r1", "r1"]],
}
BLOCKS = ["lire", "alerte", "en-plus", "atelier", "dire", *ANSWERS]


@st.composite
def doings(draw: st.DrawFn) -> list[dict[str, Any]]:
    """What happened on two devices, each numbering its own, with clocks that jump."""
    made: list[dict[str, Any]] = []
    for device in ("telephone", "tablette"):
        for n in range(draw(st.integers(0, 10))):
            block = draw(st.sampled_from(BLOCKS))
            verbs = ["opened", "seen", "left", "active"]
            verbs += ["answered"] * 4 if block in ANSWERS else ["completed"]
            made.append(
                {
                    "device": device,
                    "n": n,
                    "block": block,
                    "verb": draw(st.sampled_from(verbs)),
                    "minute": draw(st.integers(0, 59)),
                    "pick": draw(st.integers(0, 5)),
                }
            )
    return made


def as_event(study: Study, doing: dict[str, Any], start: datetime) -> dict[str, Any]:
    data: dict[str, Any] = {}
    if doing["verb"] == "answered":
        choices = ANSWERS[doing["block"]]
        data = {"response": choices[doing["pick"] % len(choices)]}
    if doing["verb"] == "active":
        data = {"seconds": doing["pick"] * 10}
    return study.event(
        doing["block"],
        doing["verb"],
        n=doing["n"],
        data=data,
        occurred_at=(start + timedelta(minutes=doing["minute"])).isoformat(),
    )


Batches = list[tuple[str, list[dict[str, Any]]]]


def batches(events: list[tuple[str, dict[str, Any]]], seed: int) -> Iterator[Batches]:
    """The same events cut up, repeated and mixed in two ways."""
    chance = random.Random(seed)
    for _ in range(2):
        mixed = events + chance.sample(events, len(events) // 2)
        chance.shuffle(mixed)
        cut: Batches = []
        while mixed:
            size = chance.randint(1, 5)
            some, mixed = mixed[:size], mixed[size:]
            for device in ("telephone", "tablette"):
                own = [event for name, event in some if name == device]
                if own:
                    cut.append((device, own))
        yield cut


def stored(session: Session, enrolment: Enrolment) -> tuple[Any, ...]:
    session.expire_all()
    states = session.scalars(select(BlockState).where(BlockState.enrolment_id == enrolment.id))
    blocks = sorted(
        (
            row.block,
            row.state,
            row.since,
            row.tries,
            row.wrong_in_a_row,
            str(row.because),
            str(row.last_response),
        )
        for row in states
    )
    return blocks, enrolment.done_blocks, enrolment.active_microseconds, enrolment.last_step_at


def forget(session: Session, enrolment: Enrolment) -> None:
    for table in (Step, BlockState, Presence, StudyInterval):
        session.execute(delete(table))
    enrolment.done_blocks = enrolment.active_microseconds = enrolment.active_seconds = 0
    enrolment.last_step_at = enrolment.last_block = enrolment.completed_at = None
    session.flush()


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(doing=doings(), seed=st.integers(0, 1000))
def test_replay_equals_what_is_stored_and_the_order_of_arrival_does_not_matter(
    app: Flask, session: Session, cast: Cast, study: Study, clock: Any, doing: list[dict[str, Any]], seed: int
) -> None:
    start = study.enrolment.begun_at
    clock.move_to(start + timedelta(hours=2))
    events = [(each["device"], as_event(study, each, start)) for each in doing]
    outcomes = []
    for cut in batches(events, seed):
        forget(session, study.enrolment)
        for device, some in cut:
            record_events(session, cast.learner.actor, events=some, device=device)
        assert verify_progress(session, study.enrolment.id) == []
        outcomes.append(stored(session, study.enrolment))
    assert outcomes[0] == outcomes[1]


def fact(
    n: int | None, minute: int, *, device: str = "d", right: bool = False, sequence: int = 0
) -> StepFact:
    return StepFact(
        id=new_id(),
        block="b",
        verb=Verb.ANSWERED,
        counted_at=now() + timedelta(minutes=minute),
        sequence=sequence,
        device=device,
        n=n,
        data={"response": n},
        result={"right": right, "mark": str(int(right))},
    )


def test_inside_a_device_n_decides_and_never_its_clock() -> None:
    steps = [fact(3, 5), fact(1, 30), fact(2, 10)]
    assert [step.n for step in in_order(steps)] == [1, 2, 3]


def test_between_devices_the_counted_moment_decides() -> None:
    steps = [fact(1, 20, device="a"), fact(1, 10, device="b"), fact(2, 30, device="b")]
    assert [(step.device, step.n) for step in in_order(steps)] == [("b", 1), ("a", 1), ("b", 2)]


def test_steps_without_n_at_one_moment_stand_as_they_came(clock: Any) -> None:
    steps = [fact(None, 0, sequence=2), fact(None, 0, sequence=1)]
    assert [step.sequence for step in in_order(steps)] == [1, 2]


def test_an_answer_that_comes_late_is_counted_where_it_belongs() -> None:
    rule = BlockRule(DoneBy.ANSWER, is_required=True)
    right = fact(2, 10, right=True)
    alone = fold_block(rule, [right])
    both = fold_block(rule, [right, fact(1, 5)])
    assert alone is not None
    assert both is not None
    assert (alone.tries, both.tries) == (1, 2)
    assert both.since == right.counted_at


def test_work_that_is_sent_completes_its_block_in_whatever_order_its_steps_come() -> None:
    rule = BlockRule(DoneBy.SUBMITTED, is_required=True)
    opened = StepFact(new_id(), "b", Verb.OPENED, now(), 1, n=1)
    seen = StepFact(new_id(), "b", Verb.SEEN, now() + timedelta(minutes=1), 2, n=2)
    stated = {"stated": {"kind": "submission", "id": str(new_id())}}
    sent = StepFact(new_id(), "b", Verb.COMPLETED, now() + timedelta(minutes=2), 3, result=stated)
    unsent = fold_block(rule, [seen, opened])
    assert unsent is not None
    assert not unsent.is_final
    for steps in ([opened, seen, sent], [sent, seen, opened]):
        folded = fold_block(rule, steps)
        assert folded is not None
        assert (folded.is_final, folded.because["kind"]) == (True, "submission")


def test_replay_with_work_sent_equals_what_is_stored(session: Session, cast: Cast, study: Study) -> None:
    record_events(session, cast.learner.actor, events=[study.event("dire", "opened")])
    send_work(session, study.enrolment, block="dire", work=Work(new_id(), "Voici."))
    record_events(session, cast.learner.actor, events=[study.event("dire", "seen")])
    assert replay(session, study.enrolment).blocks["dire"].is_final
    assert verify_progress(session, study.enrolment.id) == []


def test_replay_reads_nothing_that_was_derived(session: Session, cast: Cast, study: Study) -> None:
    record_events(session, cast.learner.actor, events=[study.event("lire", "seen")])
    told = replay(session, study.enrolment)
    session.execute(delete(BlockState))
    study.enrolment.done_blocks = 5
    session.flush()
    assert replay(session, study.enrolment) == told
    assert verify_progress(session, study.enrolment.id) == ["block lire", "done_blocks"]
