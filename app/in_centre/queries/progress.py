import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import Session

from app.catalogue.models import Block, BlockText, Unit
from app.in_centre.readiness import UnitProgress
from app.learning.models import BlockState, Enrolment, State

FINISHED = (State.DONE, State.WAIVED)
# As the tutor's signal: three wrong answers in a row at one block.
HARD_FROM = 3


@dataclass(frozen=True, slots=True)
class HardBlock:
    """A block at which answers keep missing: what the host looks at closely."""

    block: str
    label: str
    wrong_in_a_row: int


def list_unit_progress(
    session: Session, enrolment_ids: Iterable[uuid.UUID]
) -> dict[uuid.UUID, tuple[UnitProgress, ...]]:
    """Every unit of each enrolment's version with what is done of it; one statement.

    For enrolments that the caller has already been allowed to see.
    """
    rows = session.execute(
        select(
            Enrolment.id,
            Unit,
            func.count(Block.id),
            func.sum(case((BlockState.state.in_(FINISHED), 1), else_=0)),
            func.sum(case((BlockState.state == State.WAIVED, 1), else_=0)),
        )
        .join(Unit, Unit.version_id == Enrolment.version_id)
        .join(Block, and_(Block.unit_id == Unit.id, Block.is_required), isouter=True)
        .join(
            BlockState,
            and_(BlockState.enrolment_id == Enrolment.id, BlockState.block == Block.code),
            isouter=True,
        )
        .where(Enrolment.id.in_(list(enrolment_ids)))
        .group_by(Enrolment.id, Unit.id)
        .order_by(Unit.position)
    )
    found: dict[uuid.UUID, list[UnitProgress]] = defaultdict(list)
    for enrolment_id, unit, required, done, waived in rows:
        found[enrolment_id].append(_progress(unit, required, done, waived))
    return {enrolment_id: tuple(units) for enrolment_id, units in found.items()}


def _progress(unit: Unit, required: int, done: int, waived: int) -> UnitProgress:
    return UnitProgress(
        code=unit.code,
        title=unit.title,
        place=unit.place,
        minutes=unit.minutes,
        required=required,
        done=done,
        waived=waived,
        prerequisites=tuple(unit.prerequisites),
        bring=tuple(unit.bring),
    )


def list_hard_blocks(
    session: Session, enrolment_ids: Iterable[uuid.UUID], language: str
) -> dict[uuid.UUID, list[HardBlock]]:
    """Where each of these enrolments has missed three times in a row or more; one statement."""
    rows = session.execute(
        select(BlockState.enrolment_id, BlockState.block, BlockText.label, BlockState.wrong_in_a_row)
        .join(Enrolment, Enrolment.id == BlockState.enrolment_id)
        .join(Block, and_(Block.version_id == Enrolment.version_id, Block.code == BlockState.block))
        .join(BlockText, and_(BlockText.block_id == Block.id, BlockText.language == language), isouter=True)
        .where(BlockState.enrolment_id.in_(list(enrolment_ids)))
        .where(BlockState.wrong_in_a_row >= HARD_FROM, BlockState.state.not_in(FINISHED))
        .order_by(BlockState.wrong_in_a_row.desc(), BlockState.block)
    )
    found: dict[uuid.UUID, list[HardBlock]] = defaultdict(list)
    for enrolment_id, block, label, wrong in rows:
        found[enrolment_id].append(HardBlock(block, label or block, wrong))
    return found
