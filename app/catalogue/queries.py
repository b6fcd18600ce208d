"""Reading modules: what an actor may not know of is NotFound."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, or_, select
from sqlalchemy.orm import Session, defer, load_only

from app.catalogue import policy
from app.catalogue.models import (
    Block,
    BlockText,
    BlockType,
    Medium,
    Module,
    ModuleVersion,
    Unit,
    VersionMedium,
    VersionState,
)
from app.catalogue.outlines import BlockView, Outline
from app.catalogue.relations import is_related
from app.catalogue.row_reading import block_view, outlines_of
from app.catalogue.shelf import find_kept, keep
from app.kernel.errors import Denied, NotFound
from app.people.actor import Actor
from app.people.models import Role
from app.questions.spelling import plain

DRAFT = 0


def find_module(session: Session, slug: str) -> Module | None:
    """The module whoever asks; for who has asked already whether they may."""
    return session.scalars(select(Module).where(Module.slug == slug)).first()


def get_module(session: Session, actor: Actor, slug: str) -> Module:
    module = find_module(session, slug)
    if module is None or not policy.may_read(actor, module):
        raise NotFound
    return module


def get_editable_module(session: Session, actor: Actor, slug: str) -> Module:
    """Raises Denied for a module that the actor may read but not change."""
    module = get_module(session, actor, slug)
    if not policy.may_edit(actor, module):
        raise Denied
    return module


def page_modules(
    session: Session,
    actor: Actor,
    *,
    editable: bool = False,
    open_only: bool = False,
    search: str = "",
    after: str | None = None,
    limit: int = 50,
) -> tuple[list[Module], str | None]:
    """Modules in the order of their slugs, and the slug after which the next page begins.

    `open_only` leaves out those that nobody begins any more.
    """
    rows = select(Module).where(is_editable(actor) if editable else is_readable(actor))
    if open_only:
        rows = rows.where(Module.retired_at.is_(None), has_open_version())
    if search:
        titles = (Module.title, Module.words[actor.language]["title"].as_string())
        named = (title.icontains(search, autoescape=True) for title in titles)
        rows = rows.where(or_(*named, Module.slug == search))
    if after:
        rows = rows.where(Module.slug > after)
    found = list(session.scalars(rows.order_by(Module.slug).limit(limit + 1)))
    more = len(found) > limit
    return found[:limit], found[limit - 1].slug if more else None


def is_editable(actor: Actor) -> ColumnElement[bool]:
    return Module.centre_id.in_(actor.centres_as(Role.TRAINER))


def is_readable(actor: Actor) -> ColumnElement[bool]:
    """`policy.may_read` as a condition; the two change together."""
    published = and_(
        Module.current_number > 0,
        or_(Module.is_shared, Module.centre_id.in_(actor.centre_ids())),
    )
    return or_(published, is_editable(actor))


def has_open_version() -> ColumnElement[bool]:
    return exists().where(
        ModuleVersion.module_id == Module.id,
        ModuleVersion.number == Module.current_number,
        ModuleVersion.state == VersionState.PUBLISHED,
    )


def find_published(session: Session, module_id: uuid.UUID) -> ModuleVersion | None:
    """The version that one begins today."""
    return session.scalars(
        select(ModuleVersion)
        .join(Module, Module.id == ModuleVersion.module_id)
        .where(Module.id == module_id, ModuleVersion.number == Module.current_number)
        .where(ModuleVersion.state == VersionState.PUBLISHED)
    ).first()


def find_draft(session: Session, module_id: uuid.UUID) -> ModuleVersion | None:
    return session.scalars(
        select(ModuleVersion).where(ModuleVersion.module_id == module_id, ModuleVersion.number == DRAFT)
    ).first()


def list_drafts(session: Session, module_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, ModuleVersion]:
    """The drafts of modules that the caller edits, by module."""
    rows = session.scalars(
        select(ModuleVersion).where(ModuleVersion.module_id.in_(module_ids), ModuleVersion.number == DRAFT)
    )
    return {draft.module_id: draft for draft in rows}


def list_versions(session: Session, module_id: uuid.UUID) -> list[ModuleVersion]:
    """Published versions, the newest first."""
    return list(
        session.scalars(
            select(ModuleVersion)
            .where(ModuleVersion.module_id == module_id, ModuleVersion.number > DRAFT)
            .order_by(ModuleVersion.number.desc())
        )
    )


def get_version(session: Session, actor: Actor, slug: str, number: int) -> tuple[Module, ModuleVersion]:
    """A version of a module the actor may read; number 0 is the draft, there for authors."""
    found = session.execute(
        select(Module, ModuleVersion)
        .join(ModuleVersion, ModuleVersion.module_id == Module.id)
        .where(Module.slug == slug, ModuleVersion.number == number)
    ).first()
    if found is None or not policy.may_read(actor, found[0]):
        raise NotFound
    if number == DRAFT and not policy.may_edit(actor, found[0]):
        raise NotFound
    return found[0], found[1]


def get_editable_version(session: Session, actor: Actor, slug: str, number: int) -> ModuleVersion:
    """Raises Denied for a version that the actor may read, but whose source is not theirs."""
    module, version = get_version(session, actor, slug, number)
    if not policy.may_edit(actor, module):
        raise Denied
    return version


def get_outline(session: Session, version_id: uuid.UUID, language: str = "") -> Outline:
    """A whole version by name, in this language or the module's own; one statement at most for a unit of work.

    Raises NotFound where there is none.
    """
    kept = find_kept(version_id)
    outlines = kept.outlines if kept else _read_outlines(session, version_id)
    return outlines.get(language) or next(iter(outlines.values()))


def _read_outlines(session: Session, version_id: uuid.UUID) -> dict[str, Outline]:
    read: dict[uuid.UUID, dict[str, Outline]] = session.info.setdefault("outlines", {})
    if version_id in read:
        return read[version_id]
    outlines = outlines_of(_outline_rows(session, version_id))
    keep(session, outlines)
    if next(iter(outlines.values())).number and not session.info.get("reads"):
        read[version_id] = outlines
    return outlines


def _outline_rows(session: Session, version_id: uuid.UUID) -> Sequence[Any]:
    rows = session.execute(
        select(
            ModuleVersion,
            Module.slug,
            Module.language,
            Unit,
            Block,
            BlockText.language,
            BlockText.title,
            BlockText.label,
        )
        .join(Module, Module.id == ModuleVersion.module_id)
        .join(Unit, Unit.version_id == ModuleVersion.id)
        .join(Block, Block.unit_id == Unit.id, isouter=True)
        .join(BlockText, BlockText.block_id == Block.id, isouter=True)
        .where(ModuleVersion.id == version_id)
        .order_by(Unit.position, Block.position)
        # Repeated in each of several hundred rows, what authors alone read took 12 MB.
        .options(
            load_only(
                ModuleVersion.module_id, ModuleVersion.title, ModuleVersion.number, ModuleVersion.words
            ),
            defer(Unit.behind),
            defer(Block.source),
            defer(Block.behind),
        )
    ).all()
    if not rows:
        raise NotFound
    return rows


def list_blocks(session: Session, version_id: uuid.UUID, unit_code: str, language: str) -> list[BlockView]:
    """The blocks of a unit in this language; each falls back to the module's own."""
    kept = find_kept(version_id)
    known = kept.blocks.get((unit_code, language)) if kept else None
    if known is None:
        rows = _texts(version_id, language).where(Unit.code == unit_code)
        known = tuple(_read(session, rows, version_id).values())
        if kept and kept.holds(unit_code):
            kept.blocks[unit_code, language] = known
    return list(known)


def get_block_data(
    session: Session, version_id: uuid.UUID, codes: Collection[str], language: str = ""
) -> dict[str, BlockView]:
    """Blocks by code; a code that the version does not have is left out."""
    return _read(session, _texts(version_id, language).where(Block.code.in_(codes)), version_id)


def list_terms(session: Session, outline: Outline, language: str) -> list[tuple[str, BlockView]]:
    """The words of the trade of a version with the units that hold them, in alphabetical order."""
    codes = [block.code for unit in outline.units for block in unit.blocks if block.type is BlockType.TERM]
    if not codes:
        return []
    views = get_block_data(session, outline.version_id, codes, language).values()
    placed = [(unit.code, view) for view in views if (unit := outline.unit_of(view.code))]
    return sorted(placed, key=lambda pair: plain(pair[1].title))


Texts = Select[Block, BlockText]


def _texts(version_id: uuid.UUID, language: str) -> Texts:
    best_first = case(
        (BlockText.language == language, 0), (BlockText.language == Module.language, 1), else_=2
    )
    return (
        select(Block, BlockText)
        .join(BlockText, BlockText.block_id == Block.id)
        .join(Unit, Unit.id == Block.unit_id)
        .join(ModuleVersion, ModuleVersion.id == Block.version_id)
        .join(Module, Module.id == ModuleVersion.module_id)
        .where(Block.version_id == version_id)
        .order_by(Unit.position, Block.position, best_first, BlockText.language)
    )


def _read(session: Session, rows: Texts, version_id: uuid.UUID) -> dict[str, BlockView]:
    views: dict[str, BlockView] = {}
    for block, text in session.execute(rows):
        if block.code not in views:
            views[block.code] = block_view(block, text, version_id)
    return views


@dataclass(frozen=True, slots=True)
class ServedMedium:
    """A picture to send: its key in the store is `sha256`. `width` in pixels; 0 for what is no picture."""

    sha256: str
    media_type: str
    name: str
    width: int = 0


def get_medium(session: Session, actor: Actor, version_id: uuid.UUID, name: str) -> ServedMedium:
    """A picture of a version that opens for the actor, by role or by relation."""
    found = session.execute(
        select(Module, ModuleVersion.number, Medium)
        .join(ModuleVersion, ModuleVersion.module_id == Module.id)
        .join(VersionMedium, VersionMedium.version_id == ModuleVersion.id)
        .join(Medium, Medium.sha256 == VersionMedium.sha256)
        .where(ModuleVersion.id == version_id, VersionMedium.name == name)
    ).first()
    if found is None:
        raise NotFound
    module, number, medium = found
    if not policy.may_open(actor, module, number) and not is_related(session, actor, version_id):
        raise NotFound
    return ServedMedium(medium.sha256, medium.media_type, name, medium.width or 0)
