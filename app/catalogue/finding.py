"""Modules and units by their words. Who may find which is said by the floors that show them."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Text, and_, cast, or_, select
from sqlalchemy.orm import Session

from app.catalogue.models import (
    Block,
    BlockText,
    Module,
    ModuleVersion,
    Unit,
    UnitWords,
    VersionState,
    words_in,
)
from app.catalogue.queries import has_open_version, is_readable
from app.kernel.i18n import spoken
from app.kernel.search import MOST_FOUND, Hit, Tell, having_words, index_has, joined
from app.kernel.spoken import Spoken
from app.kernel.words import Sought, cut_around
from app.people.actor import Actor

INDEX = "search_unit"


def is_offered(actor: Actor) -> ColumnElement[bool]:
    """Modules that one may begin today."""
    return and_(is_readable(actor), Module.retired_at.is_(None), has_open_version())


def is_offered_version(actor: Actor) -> ColumnElement[bool]:
    """The same of a version, where it is looked for beside its module."""
    is_current = and_(
        ModuleVersion.number == Module.current_number, ModuleVersion.state == VersionState.PUBLISHED
    )
    return and_(is_readable(actor), Module.retired_at.is_(None), is_current)


def list_modules_having(session: Session, scope: ColumnElement[bool], sought: Sought) -> list[Module]:
    """By title; what a module says of itself, in any of its languages."""
    said = joined(Module.title, Module.summary, cast(Module.words, Text))
    rows = select(Module).where(scope, having_words(session, said, sought)).order_by(Module.title, Module.id)
    found = session.scalars(rows.limit(MOST_FOUND))
    return [module for module in found if sought.fits(module.title, module.summary, *_words_of(module))]


def _words_of(module: Module) -> list[str]:
    return [str(told.get(key, "")) for told in module.words.values() for key in ("title", "summary")]


@dataclass(frozen=True, slots=True)
class UnitFound:
    unit: Unit
    module: Module
    number: int
    #: What the caller asked beside: whether the unit is in the draft, too.
    beside: Any = None

    @property
    def title(self) -> Spoken:
        return words_in(spoken(), "title", self.unit.title, self.unit.words, self.module.language)


def in_words(session: Session, sought: Sought) -> ColumnElement[bool]:
    return index_has(session, INDEX, UnitWords.id, UnitWords.words, sought)


def in_title(session: Session, sought: Sought) -> ColumnElement[bool]:
    """Beside `in_words`, which finds the few rows that are looked at."""
    return having_words(session, UnitWords.title, sought)


@dataclass(frozen=True, slots=True)
class _Passage:
    block: str
    text: str
    language: str


Address = Callable[[UnitFound, str], str]


def tell_passages(
    session: Session,
    sought: Sought,
    units: Mapping[str, UnitFound],
    address: Address,
    *,
    silent: ColumnElement[bool] | None = None,
) -> Tell:
    """Complete the hits of these units by the passage that has most of the words, and lead to its block.

    `address` gives that of a block of a unit. Units that are `silent` are told by their titles.
    """

    def tell(hits: Sequence[Hit]) -> list[Hit]:
        wanted = {units[hit.key].unit.id: hit.key for hit in hits if hit.key in units}
        passages = _passages(session, sought, list(wanted), silent) if wanted else {}
        told = {wanted[unit_id]: passage for unit_id, passage in passages.items()}
        return [_told(hit, told[hit.key]) if hit.key in told else hit for hit in hits]

    def _told(hit: Hit, passage: _Passage) -> Hit:
        excerpt = Spoken(cut_around(passage.text, sought), passage.language)
        return replace(hit, excerpt=excerpt, url=address(units[hit.key], passage.block))

    return tell


def _passages(
    session: Session, sought: Sought, unit_ids: Sequence[uuid.UUID], silent: ColumnElement[bool] | None
) -> dict[uuid.UUID, _Passage]:
    said = joined(BlockText.title, BlockText.plain_text)
    rows = (
        select(Block, BlockText)
        .join(BlockText, BlockText.block_id == Block.id)
        .join(Unit, Unit.id == Block.unit_id)
        .join(ModuleVersion, ModuleVersion.id == Block.version_id)
        .where(Block.unit_id.in_(unit_ids))
        .where(or_(*(having_words(session, said, Sought((word,))) for word in sought.words)))
        .order_by(Block.position)
    )
    best: dict[uuid.UUID, tuple[tuple[int, bool], _Passage]] = {}
    for block, text in session.execute(rows if silent is None else rows.where(~silent)):
        if block.pool:
            continue
        rank = (sought.count_in(f"{text.title} {text.plain_text}"), text.language == spoken())
        if block.unit_id not in best or rank > best[block.unit_id][0]:
            best[block.unit_id] = rank, _Passage(block.code, _said(text), text.language)
    return {unit_id: passage for unit_id, (_rank, passage) in best.items()}


def _said(text: BlockText) -> str:
    if text.title and text.plain_text:
        return f"{text.title}\u00a0: {text.plain_text}"
    return text.title or text.plain_text
