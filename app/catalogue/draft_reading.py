"""A draft as its authors work on it: every unit by name, one of them with its blocks, hidden ones too."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.catalogue.models import (
    Block,
    BlockText,
    Medium,
    Module,
    ModuleVersion,
    Place,
    Unit,
    VersionMedium,
)
from app.catalogue.outlines import BlockView
from app.catalogue.queries import DRAFT, find_draft, get_editable_module
from app.catalogue.row_reading import block_view, media_address
from app.kernel.errors import DomainError, NotFound
from app.people.actor import Actor


class NoDraftOpen(DomainError):
    """Nothing has been opened for writing yet; `facts["slug"]` is the module."""

    status = 409
    code = "no_draft_open"


@dataclass(frozen=True, slots=True)
class DraftUnit:
    """A unit by its name, in the language that was asked for."""

    row: Unit
    title: str
    outcomes: tuple[str, ...]
    bring: tuple[str, ...]
    resources: tuple[str, ...]

    @property
    def code(self) -> str:
        return self.row.code

    @property
    def minutes(self) -> int:
        return self.row.minutes

    @property
    def is_hidden(self) -> bool:
        return self.row.is_hidden

    @property
    def is_in_centre(self) -> bool:
        return self.row.place is Place.IN_CENTRE


@dataclass(frozen=True, slots=True)
class DraftBlock:
    """A block as it was last saved. `view` is None where it has never been made into a page; `own_view` is the same in the
    module's own language."""

    row: Block
    view: BlockView | None
    label: str
    own_view: BlockView | None = None

    @property
    def question_type(self) -> str:
        """Of a question; every language has the same."""
        for fields in self.row.source.values():
            return str(fields.get("type", ""))
        return ""

    def fields_in(self, language: str) -> dict[str, Any]:
        """What is written in this language; empty where it is not written yet."""
        found: dict[str, Any] = self.row.source.get(language, {})
        return found


@dataclass(frozen=True, slots=True)
class Draft:
    """A module and its draft."""

    module: Module
    version: ModuleVersion
    units: tuple[DraftUnit, ...] = field(default=())

    def unit(self, code: str) -> DraftUnit:
        """Raises NotFound."""
        for unit in self.units:
            if unit.code == code:
                return unit
        raise NotFound


def get_draft(session: Session, actor: Actor, slug: str, language: str = "") -> Draft:
    """Raises NotFound and Denied as `get_editable_module`, NoDraftOpen before anybody began to write."""
    module = get_editable_module(session, actor, slug)
    version = find_draft(session, module.id)
    if version is None or not version.head:
        raise NoDraftOpen(slug=slug)
    rows = session.scalars(select(Unit).where(Unit.version_id == version.id).order_by(Unit.position))
    return Draft(module, version, tuple(_unit(unit, unit.words.get(language, {})) for unit in rows))


def _unit(unit: Unit, words: Mapping[str, Any]) -> DraftUnit:
    return DraftUnit(
        unit,
        words.get("title") or unit.title,
        tuple(words.get("outcomes", unit.outcomes)),
        tuple(words.get("bring", unit.bring)),
        tuple(words.get("resources", unit.resources)),
    )


def list_draft_blocks(session: Session, draft: Draft, unit: str, language: str) -> list[DraftBlock]:
    """The blocks of a unit, in order; the draft was got for who asks (`get_draft`)."""
    rows = session.execute(
        select(Block, BlockText)
        .join(Unit, Unit.id == Block.unit_id)
        .join(BlockText, BlockText.block_id == Block.id, isouter=True)
        .where(Block.version_id == draft.version.id, Unit.code == unit)
        .order_by(Block.position, BlockText.language)
    )
    found: dict[str, tuple[Block, dict[str, BlockText]]] = {}
    for block, text in rows:
        texts = found.setdefault(block.code, (block, {}))[1]
        if text:
            texts[text.language] = text
    return [
        _block(draft, block, texts.get(language), texts.get(draft.module.language) or _any(texts))
        for block, texts in found.values()
    ]


def _any(texts: Mapping[str, BlockText]) -> BlockText | None:
    return next(iter(texts.values()), None)


def _block(draft: Draft, block: Block, text: BlockText | None, own: BlockText | None) -> DraftBlock:
    shown = text or own
    if shown is None:
        return DraftBlock(block, None, "")
    view = block_view(block, shown, draft.version.id)
    own_view = view if own is None or own is shown else block_view(block, own, draft.version.id)
    return DraftBlock(block, view, shown.label, own_view)


def find_unit_of(session: Session, slug: str, block: str) -> str:
    """The code of the unit that holds a block of the draft, for an act that asks by itself whether it may.

    Raises NotFound.
    """
    found = session.scalars(_draft_blocks(slug).where(Block.code == block)).first()
    if found is None:
        raise NotFound
    return found


def _draft_blocks(slug: str) -> Select[str]:
    return (
        select(Unit.code)
        .join(Block, Block.unit_id == Unit.id)
        .join(ModuleVersion, ModuleVersion.id == Block.version_id)
        .join(Module, Module.id == ModuleVersion.module_id)
        .where(Module.slug == slug, ModuleVersion.number == DRAFT)
    )


def find_last_block(session: Session, slug: str, unit: str) -> str | None:
    """The code of the last block of a unit of the draft."""
    rows = _draft_blocks(slug).with_only_columns(Block.code).where(Unit.code == unit)
    return session.scalars(rows.order_by(Block.position.desc()).limit(1)).first()


def list_unit_codes(session: Session, slug: str) -> list[str]:
    """The units of the draft, in order."""
    rows = (
        select(Unit.code)
        .join(ModuleVersion, ModuleVersion.id == Unit.version_id)
        .join(Module, Module.id == ModuleVersion.module_id)
        .where(Module.slug == slug, ModuleVersion.number == DRAFT)
        .order_by(Unit.position)
    )
    return list(session.scalars(rows))


@dataclass(frozen=True, slots=True)
class DraftMedium:
    """A file that a block may name."""

    name: str
    type: str
    url: str


def list_draft_media(session: Session, draft: Draft) -> list[DraftMedium]:
    """The files of the draft, by name."""
    rows = session.execute(
        select(VersionMedium.name, Medium.media_type)
        .join(Medium, Medium.sha256 == VersionMedium.sha256)
        .where(VersionMedium.version_id == draft.version.id)
        .order_by(VersionMedium.name)
    )
    return [DraftMedium(name, kind, media_address(draft.version.id, name)) for name, kind in rows]
