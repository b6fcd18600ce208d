"""Blocks that are done by what a higher floor states: an observation signed at the centre, a waiver."""

import uuid
from typing import Any

from sqlalchemy.orm import Session

from app.kernel.clock import now
from app.kernel.errors import NotFound
from app.kernel.ids import new_id
from app.learning.folding import fold_block
from app.learning.models import Verb
from app.learning.services.applying import NewStep, announce_changes, apply_steps, write_sums
from app.learning.services.ground import lock_enrolments, survey


def complete_block(session: Session, *, enrolment_id: uuid.UUID, block: str, because: dict[str, Any]) -> None:
    """Note that the block is done, or waived when `because["kind"]` is "waiver". Flushes, never commits.

    A block that is final already stays as it is. The caller has checked who may state this. Raises NotFound.
    """
    ground = survey(session, lock_enrolments(session, [enrolment_id]), codes=[block])
    enrolment = ground.enrolments.get(enrolment_id)
    known = ground.block(enrolment, block) if enrolment else None
    if enrolment is None or known is None:
        raise NotFound
    before = fold_block(known.rule, ground.steps[enrolment_id, block])
    if before and before.is_final:
        return
    moment = now()
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
