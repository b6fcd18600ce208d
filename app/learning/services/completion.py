"""Blocks that are done by what a higher floor states: an observation signed at the centre, a waiver."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.kernel.clock import now
from app.kernel.errors import NotFound
from app.kernel.ids import new_id
from app.learning.folding import REDO, Folded, fold_block
from app.learning.models import Verb
from app.learning.services.applying import NewStep, announce_changes, apply_steps, write_sums
from app.learning.services.ground import lock_enrolments, survey


def complete_block(
    session: Session,
    *,
    enrolment_id: uuid.UUID,
    block: str,
    because: dict[str, Any],
    shown_at: datetime | None = None,
) -> None:
    """Note that the block is done, or waived when `because["kind"]` is "waiver". Flushes, never commits.

    A block that is final already stays as it is. One that the learner's version has no more is noted and counts for
    nothing; no more does what was shown before the author had the block done anew. The caller has checked who may state
    this. Raises NotFound.
    """
    ground = survey(session, lock_enrolments(session, [enrolment_id]), codes=[block])
    enrolment, moment = ground.enrolments.get(enrolment_id), now()
    judged = ground.judge_by(enrolment, block, at=moment) if enrolment else None
    if enrolment is None or judged is None:
        raise NotFound
    before = fold_block(judged.known.rule, ground.steps[enrolment_id, block])
    if before and (before.is_final or (shown_at and _is_anew(before, shown_at))):
        return
    step = NewStep(
        enrolment=enrolment,
        id=new_id(),
        block=block,
        verb=Verb.COMPLETED,
        occurred_at=moment,
        counted_at=moment,
        n=None,
        data={},
        result={"stated": because},
    )
    changes = apply_steps(session, ground, [step], device="", received_at=moment)
    write_sums(session, [enrolment])
    announce_changes(session, changes, moment)


def _is_anew(standing: Folded, shown_at: datetime) -> bool:
    return standing.because.get("kind") == REDO and shown_at < standing.since
