"""Writing new steps and everything that follows from them, in the caller's transaction."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, insert
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from app.kernel.db import inserting
from app.kernel.events import announce
from app.learning.events import AnswerGiven, BlockDone, EnrolmentCompleted
from app.learning.folding import Folded, StepFact, fold_block
from app.learning.models import BlockState, Enrolment, Step, Verb
from app.learning.services.ground import Ground, Place

# Tables, not classes: the ORM would send rows with and without `n` apart.
STATES, STEPS = cast(Table, BlockState.__table__), cast(Table, Step.__table__)
SUMS = (
    "done_blocks",
    "active_seconds",
    "active_microseconds",
    "last_sequence",
    "last_step_at",
    "last_block",
)


@dataclass(frozen=True, slots=True)
class NewStep:
    """A step that is accepted. Its place among the enrolment's steps is given when it is written."""

    enrolment: Enrolment
    id: uuid.UUID
    block: str
    verb: Verb
    occurred_at: datetime
    counted_at: datetime
    n: int | None
    data: dict[str, Any]
    result: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """One block before and after a batch."""

    enrolment: Enrolment
    block: str
    before: Folded | None
    after: Folded
    last_answer: StepFact | None

    @property
    def is_newly_final(self) -> bool:
        return self.after.is_final and not (self.before and self.before.is_final)


def apply_steps(
    session: Session, ground: Ground, steps: Iterable[NewStep], *, device: str, received_at: datetime
) -> list[Change]:
    """Write the steps and the states: two statements. The sums stay for `write_sums`, the news for `announce_changes`."""
    written = [(step, _number(step, device)) for step in _by_device_order(steps)]
    if not written:
        return []
    session.execute(insert(STEPS), [_row(step, fact, received_at) for step, fact in written])
    changes = _changes(ground, written)
    _write_states(session, changes)
    for change in changes:
        known = ground.block(change.enrolment, change.block)
        if change.is_newly_final and known and known.rule.is_required:
            change.enrolment.done_blocks += 1
    return changes


def write_sums(session: Session, enrolments: Iterable[Enrolment]) -> None:
    """The same columns of each, so that they go in one statement."""
    for enrolment in enrolments:
        for name in SUMS:
            flag_modified(enrolment, name)
    session.flush()


def _by_device_order(steps: Iterable[NewStep]) -> list[NewStep]:
    return sorted(steps, key=lambda step: (step.n is None, step.n or 0))


def _number(step: NewStep, device: str) -> StepFact:
    """Give the step its number, and let the enrolment remember where its learner was last."""
    enrolment = step.enrolment
    enrolment.last_sequence += 1
    if enrolment.last_step_at is None or step.counted_at >= enrolment.last_step_at:
        enrolment.last_step_at, enrolment.last_block = step.counted_at, step.block
    return StepFact(
        id=step.id,
        block=step.block,
        verb=step.verb,
        counted_at=step.counted_at,
        sequence=enrolment.last_sequence,
        device=device,
        n=step.n,
        data=step.data,
        result=step.result,
    )


def _row(step: NewStep, fact: StepFact, received_at: datetime) -> dict[str, Any]:
    moments = {"occurred_at": step.occurred_at, "received_at": received_at}
    return {"enrolment_id": step.enrolment.id, **asdict(fact), **moments}


def _changes(ground: Ground, written: Sequence[tuple[NewStep, StepFact]]) -> list[Change]:
    fresh: Mapping[Place, list[StepFact]] = defaultdict(list)
    for step, fact in written:
        fresh[step.enrolment.id, step.block].append(fact)
    found: list[Change] = []
    for (enrolment_id, block), facts in fresh.items():
        enrolment = ground.enrolments[enrolment_id]
        known = ground.block(enrolment, block)
        if known is None:
            continue
        older = ground.steps.get((enrolment_id, block), [])
        after = fold_block(known.rule, [*older, *facts])
        if after is not None:
            answers = [fact for fact in facts if fact.verb is Verb.ANSWERED and "late" not in fact.result]
            before = fold_block(known.rule, older)
            found.append(Change(enrolment, block, before, after, answers[-1] if answers else None))
    return found


def _write_states(session: Session, changes: Sequence[Change]) -> None:
    rows = [
        {"enrolment_id": change.enrolment.id, "block": change.block, **asdict(change.after)}
        for change in changes
        if change.after != change.before
    ]
    if not rows:
        return
    upsert = inserting(session, STATES)
    fresh = {name: upsert.excluded[name] for name in rows[0] if name not in {"enrolment_id", "block"}}
    session.execute(upsert.on_conflict_do_update(index_elements=["enrolment_id", "block"], set_=fresh), rows)


def announce_changes(session: Session, changes: Sequence[Change], now: datetime) -> None:
    for change in changes:
        who = change.enrolment
        if change.last_answer is not None:
            announce(session, _answer_given(change, change.last_answer))
        if change.is_newly_final:
            announce(
                session, BlockDone(who.id, who.learner_id, who.tutor_id, change.block, change.after.since)
            )
    for who in {change.enrolment.id: change.enrolment for change in changes}.values():
        if who.completed_at is None and who.required_blocks and who.done_blocks >= who.required_blocks:
            who.completed_at = now
            announce(session, EnrolmentCompleted(who.id, who.learner_id, now))


def _answer_given(change: Change, answer: StepFact) -> AnswerGiven:
    return AnswerGiven(
        enrolment_id=change.enrolment.id,
        learner_id=change.enrolment.learner_id,
        tutor_id=change.enrolment.tutor_id,
        block=change.block,
        right=bool(answer.result["right"]),
        tries=change.after.tries,
        wrong_in_a_row=change.after.wrong_in_a_row,
        at=answer.counted_at,
    )
