"""Progress again from the steps alone: what is stored must equal it, for ever."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.learning.folding import Folded, StepFact, fold_block, is_move
from app.learning.models import BlockState, Enrolment, Step, StudyInterval
from app.learning.presence import length, union
from app.learning.services.ground import FACT_COLUMNS, KnownBlock, load_blocks
from app.learning.services.studying import MICROSECOND, stretches_of
from app.questions.pools import meets


@dataclass(frozen=True, slots=True)
class Replayed:
    """What the steps of one enrolment say."""

    blocks: dict[str, Folded] = field(default_factory=dict)
    done_blocks: int = 0
    last_step_at: datetime | None = None
    last_block: str | None = None


def replay(session: Session, enrolment: Enrolment) -> Replayed:
    """Fold every step of the enrolment anew; reads nothing that was derived from them."""
    rows = session.execute(select(*FACT_COLUMNS).where(Step.enrolment_id == enrolment.id))
    steps = [StepFact(*row[1:]) for row in rows]
    known = load_blocks(session, [enrolment.version_id], {step.block for step in steps})
    return replay_steps(steps, {code: block for (_version, code), block in known.items()}, enrolment.id)


def replay_steps(
    steps: Sequence[StepFact], known: Mapping[str, KnownBlock], enrolment_id: uuid.UUID
) -> Replayed:
    """What the steps of an enrolment say in a version that has the blocks `known`. Pure.

    Steps at other blocks, and at questions that this enrolment does not draw from their pool, say nothing here.
    """
    by_block: dict[str, list[StepFact]] = defaultdict(list)
    for step in steps:
        if step.block in known and meets(step.block, known[step.block].pool, str(enrolment_id)):
            by_block[step.block].append(step)
    folds = {code: fold_block(known[code].rule, by_block[code]) for code in by_block}
    blocks = {code: folded for code, folded in folds.items() if folded}
    done = sum(folded.is_final and known[code].rule.is_required for code, folded in blocks.items())
    acts = (step for step in steps if not is_move(step))
    last = max(acts, key=lambda step: (step.counted_at, step.sequence), default=None)
    return Replayed(blocks, done, last.counted_at if last else None, last.block if last else None)


def verify_progress(session: Session, enrolment_id: uuid.UUID) -> list[str]:
    """What is stored of an enrolment and does not follow from its steps; empty when all is well."""
    enrolment = session.get_one(Enrolment, enrolment_id)
    told = replay(session, enrolment)
    states = session.scalars(select(BlockState).where(BlockState.enrolment_id == enrolment_id)).all()
    stored = {state.block: _folded(state) for state in states}
    codes = sorted(stored.keys() | told.blocks.keys())
    faults = [f"block {code}" for code in codes if stored.get(code) != told.blocks.get(code)]
    pairs = {
        "done_blocks": (enrolment.done_blocks, told.done_blocks),
        "last_step_at": (enrolment.last_step_at, told.last_step_at),
        "last_block": (enrolment.last_block, told.last_block),
    }
    faults += [name for name, (kept, replayed) in pairs.items() if kept != replayed]
    return faults + _faults_of_time(session, enrolment)


def _folded(state: BlockState) -> Folded:
    return Folded(
        state=state.state,
        since=state.since,
        because=state.because,
        tries=state.tries,
        wrong_in_a_row=state.wrong_in_a_row,
        last_response=state.last_response,
    )


def _faults_of_time(session: Session, enrolment: Enrolment) -> list[str]:
    intervals = session.scalars(select(StudyInterval).where(StudyInterval.enrolment_id == enrolment.id))
    stretches = stretches_of(intervals)
    faults = [] if len(union(stretches)) == len(stretches) else ["overlapping study intervals"]
    if length(stretches) // MICROSECOND != enrolment.active_microseconds:
        faults.append("active_microseconds")
    return faults
