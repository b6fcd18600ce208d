"""Editing verbs for the other languages of a module. They flush, never commit; each tells the history."""

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.catalogue.content.block_fields import Fields, FieldsUnfit
from app.catalogue.content.module_file import LANGUAGE
from app.catalogue.models import Block, ModuleVersion, Unit
from app.catalogue.services.editing.desk import Desk, State, hold_draft
from app.catalogue.services.editing.heads import put_head
from app.catalogue.services.editing.moved import theirs_since
from app.catalogue.services.editing.refusals import SourceMoved
from app.catalogue.services.editing.states import BEHIND, change_block, change_unit
from app.catalogue.translations import words_of_unit
from app.kernel.errors import NotFound
from app.people.actor import Actor


def begin_language(
    session: Session, actor: Actor, *, slug: str, language: str, unit: str | None = None
) -> ModuleVersion:
    """A language in which nothing is said yet: of one unit, or of the module and all that it holds.

    Raises FieldsUnfit for what is no other language, NotFound, Denied.
    """
    desk = hold_draft(session, actor, slug)
    if not re.fullmatch(LANGUAGE, language) or language == desk.language:
        raise FieldsUnfit(at="language")
    if unit is None:
        _begin_head(desk, language)
    for row in [desk.unit(unit)] if unit else _units(desk):
        _begin_unit(desk, row, language)
    return desk.draft


def _units(desk: Desk) -> list[Unit]:
    rows = select(Unit).where(Unit.version_id == desk.draft.id).order_by(Unit.position)
    return list(desk.session.scalars(rows))


def _begin_head(desk: Desk, language: str) -> None:
    head, behind = desk.draft.head, desk.draft.behind
    words = head.get("words", {})
    if language in words:
        return
    put_head(desk, {**head, "words": {**words, language: {}}}, {**behind, language: {}})
    before, after = {"head": head, BEHIND: behind}, {"head": desk.draft.head, BEHIND: desk.draft.behind}
    desk.note("language_begun", language=language, before=before, after=after)


def _begin_unit(desk: Desk, row: Unit, language: str) -> None:
    if language in row.words:
        return
    before: State = {"words": row.words, BEHIND: {language: None}}
    after: State = {"words": {**row.words, language: {}}, BEHIND: {language: {}}}
    change_unit(desk, row, after)
    desk.note("language_begun", unit=row.code, language=language, before=before, after=after)


def confirm_block(
    session: Session, actor: Actor, *, slug: str, block: str, language: str, seen: int
) -> Block:
    """The translation is still right, as its source was at the revision `seen`. Raises SourceMoved, NotFound."""
    desk = hold_draft(session, actor, slug)
    unit, row = desk.block(block)
    if language not in row.behind:
        return row
    if theirs_since(desk, seen, desk.language, block=block):
        raise SourceMoved
    before, after = _confirmed(row.behind[language], row.source[desk.language], language)
    change_block(desk, unit, row, after)
    desk.note("block_confirmed", unit=unit.code, block=block, language=language, before=before, after=after)
    return row


def confirm_unit(session: Session, actor: Actor, *, slug: str, unit: str, language: str, seen: int) -> Unit:
    """The same for what a unit says of itself."""
    desk = hold_draft(session, actor, slug)
    row = desk.unit(unit)
    if language not in row.behind:
        return row
    if theirs_since(desk, seen, desk.language, unit=unit):
        raise SourceMoved
    own = words_of_unit(row, desk.language)[desk.language]
    before, after = _confirmed(row.behind[language], own, language)
    change_unit(desk, row, after)
    desk.note("unit_confirmed", unit=unit, language=language, before=before, after=after)
    return row


def _confirmed(made_from: Fields, own: Fields, language: str) -> tuple[State, State]:
    return {BEHIND: {language: made_from}}, {BEHIND: {language: own}}


def confirm_head(session: Session, actor: Actor, *, slug: str, language: str, seen: int) -> ModuleVersion:
    """The same for what the module says of itself."""
    desk = hold_draft(session, actor, slug)
    draft = desk.draft
    if language not in draft.head.get("words", {}):
        raise NotFound
    if language not in draft.behind:
        return draft
    if theirs_since(desk, seen, desk.language):
        raise SourceMoved
    before = {"head": draft.head, BEHIND: draft.behind}
    put_head(desk, draft.head, {other: told for other, told in draft.behind.items() if other != language})
    after = {"head": draft.head, BEHIND: draft.behind}
    desk.note("head_confirmed", language=language, before=before, after=after)
    return draft
