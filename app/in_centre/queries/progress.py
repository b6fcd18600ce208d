import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, Select, and_, bindparam, case, func, select
from sqlalchemy.orm import Session

from app.catalogue.models import Block, BlockText, Module, Unit, words_in
from app.in_centre.readiness import UnitProgress
from app.kernel.i18n import spoken
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


IDS: BindParameter[uuid.UUID] = bindparam("ids", type_=Enrolment.id.type, expanding=True)
#: In the order of the fields of `UnitProgress`, after the enrolment.
UNIT_PROGRESS: Select[*tuple[Any, ...]] = (
    select(
        Enrolment.id,
        Unit.code,
        Unit.position,
        Unit.title,
        Unit.place,
        Unit.minutes,
        func.sum(case((Block.id.is_(None), 0), (Block.is_surplus, 0), else_=1)),
        func.count(BlockState.block),
        func.sum(case((BlockState.state == State.WAIVED, 1), else_=0)),
        Unit.prerequisites,
        Unit.bring,
        Unit.words,
        Module.language,
    )
    .join(Module, Module.id == Enrolment.module_id)
    .join(Unit, Unit.version_id == Enrolment.version_id)
    .join(Block, and_(Block.unit_id == Unit.id, Block.is_required), isouter=True)
    .join(
        BlockState,
        and_(
            BlockState.enrolment_id == Enrolment.id,
            BlockState.block == Block.code,
            BlockState.state.in_(FINISHED),
        ),
        isouter=True,
    )
    .where(Enrolment.id.in_(IDS))
    .group_by(Enrolment.id, Unit.id, Module.language)
    .order_by(Unit.position)
)


def list_unit_progress(
    session: Session, enrolment_ids: Iterable[uuid.UUID]
) -> dict[uuid.UUID, tuple[UnitProgress, ...]]:
    """Every unit of each enrolment's version with what is done of it; one statement.

    For enrolments that the caller has already been allowed to see.
    """
    found: dict[uuid.UUID, list[UnitProgress]] = defaultdict(list)
    for enrolment_id, *unit in session.execute(UNIT_PROGRESS, {"ids": list(enrolment_ids)}):
        found[enrolment_id].append(_progress(*unit))
    return {enrolment_id: tuple(units) for enrolment_id, units in found.items()}


def _progress(*facts: Any) -> UnitProgress:
    """By its name, and with what one brings, in the reader's language where the module has it."""
    code, position, title, *counted, prerequisites, bring, words, own = facts
    title = words_in(spoken(), "title", title, words, own)
    bring = words.get(spoken(), {}).get("bring", bring)
    fields: tuple[Any, ...] = (code, position, title, *counted, tuple(prerequisites), tuple(bring))
    return UnitProgress(*fields)


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
