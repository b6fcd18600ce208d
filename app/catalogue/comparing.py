"""What differs between two published versions, block by block."""

import enum
import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from app.catalogue.assessed import assessed_part
from app.catalogue.models import Block, BlockText, BlockType, Module, ModuleVersion, Unit


class Fate(enum.StrEnum):
    """What became of a block. `assessed`: its results may not hold. `counted`: it began or ceased to be required."""

    NEW = "new"
    GONE = "gone"
    ASSESSED = "assessed"
    WORDS = "words"
    COUNTED = "counted"


@dataclass(frozen=True, slots=True)
class BlockChange:
    """A block that is not the same in both versions, by its name in the newer one that has it."""

    code: str
    label: str
    unit: str
    type: BlockType
    fate: Fate
    was_required: bool
    is_required: bool


@dataclass(frozen=True, slots=True)
class _Read:
    code: str
    type: BlockType
    is_required: bool
    unit: str
    title: str
    label: str
    plain_text: str
    data: dict[str, Any]

    @property
    def assessed(self) -> object:
        return assessed_part(self.type, plain_text=self.plain_text, data=self.data)

    @property
    def words(self) -> object:
        return self.title, self.plain_text, self.data


Blocks = dict[str, _Read]


def compare_versions(session: Session, former_id: uuid.UUID, version_id: uuid.UUID) -> list[BlockChange]:
    """In the order of the newer version, what is gone at the end; one statement."""
    blocks = _read(session, Block.version_id.in_([former_id, version_id]))
    return _compare(blocks[former_id], blocks[version_id])


def compare_with_each(
    session: Session, former: Select[uuid.UUID], version_id: uuid.UUID
) -> dict[uuid.UUID, list[BlockChange]]:
    """The same from each of several versions, by their ids; one statement. What a draft hides is gone."""
    blocks = _read(session, or_(Block.version_id == version_id, Block.version_id.in_(former)))
    present = blocks.pop(version_id, {})
    return {former_id: _compare(known, present) for former_id, known in blocks.items()}


def _compare(former: Blocks, present: Blocks) -> list[BlockChange]:
    found = [
        _change(block, _fate(former.get(block.code), block), former.get(block.code), block)
        for block in present.values()
    ]
    found += [
        _change(block, Fate.GONE, block, None) for block in former.values() if block.code not in present
    ]
    return [change for change in found if change is not None]


def of_fate(changes: Iterable[BlockChange], fate: Fate) -> list[BlockChange]:
    return [change for change in changes if change.fate is fate]


def _fate(before: _Read | None, after: _Read) -> Fate | None:
    if before is None:
        return Fate.NEW
    if (before.type, before.assessed) != (after.type, after.assessed):
        return Fate.ASSESSED
    if before.is_required != after.is_required:
        return Fate.COUNTED
    return Fate.WORDS if before.words != after.words else None


def _change(shown: _Read, fate: Fate | None, before: _Read | None, after: _Read | None) -> BlockChange | None:
    if fate is None:
        return None
    return BlockChange(
        shown.code,
        shown.label or shown.title or shown.code,
        shown.unit,
        shown.type,
        fate,
        was_required=before is not None and before.is_required,
        is_required=after is not None and after.is_required,
    )


def _read(session: Session, which: ColumnElement[bool]) -> dict[uuid.UUID, Blocks]:
    """The blocks of each version by code, in the module's own language."""
    rows = session.execute(
        select(
            Block.version_id,
            Block.code,
            Block.type,
            Block.is_required,
            Unit.title,
            BlockText.title,
            BlockText.label,
            BlockText.plain_text,
            BlockText.data,
        )
        .join(Unit, Unit.id == Block.unit_id)
        .join(ModuleVersion, ModuleVersion.id == Block.version_id)
        .join(Module, Module.id == ModuleVersion.module_id)
        .join(
            BlockText,
            and_(BlockText.block_id == Block.id, BlockText.language == Module.language),
            isouter=True,
        )
        .where(which, Block.is_hidden.is_(False), Unit.is_hidden.is_(False))
        .order_by(Unit.position, Block.position)
    )
    found: dict[uuid.UUID, Blocks] = defaultdict(dict)
    for version_id, code, type_, is_required, unit, title, label, plain_text, data in rows:
        found[version_id][code] = _Read(
            code, type_, is_required, unit, title or "", label or "", plain_text or "", data or {}
        )
    return found
