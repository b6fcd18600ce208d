"""Editing verbs for blocks. They flush, never commit; each raises NotFound, Denied, and tells the history."""

import re
from copy import deepcopy

from sqlalchemy.orm import Session

from app.catalogue.content.block_checking import empty_fields
from app.catalogue.content.block_fields import Fields
from app.catalogue.models import Block, Change, Unit
from app.catalogue.services.editing.codes import new_code
from app.catalogue.services.editing.desk import SAVED, Desk, State, hold_draft
from app.catalogue.services.editing.moved import source_seen, theirs_since, told_by
from app.catalogue.services.editing.refusals import BlockMoved
from app.catalogue.services.editing.states import (
    BEHIND,
    block_facts,
    block_state,
    move,
    put_block,
    say,
    take_away,
)
from app.catalogue.services.editing.writing import canonical, write_texts
from app.kernel.errors import NotFound
from app.people.actor import Actor


def save_block(
    session: Session,
    actor: Actor,
    *,
    slug: str,
    block: str,
    language: str,
    fields: Fields,
    required: bool,
    revision: int,
    seen: int | None = None,
) -> Block:
    """Keep what an author wrote over what they had read (`revision`). Saving the same again changes nothing.

    A translation is up to date, unless its source changed after the revision at which its author saw that (`seen`).

    Raises BlockMoved when someone saved this language meanwhile, FieldsUnfit, TextTooLong.
    """
    desk = hold_draft(session, actor, slug)
    unit, row = desk.block(block)
    if language != desk.language and language not in unit.words:
        raise NotFound
    written = canonical(row.type.value, row.code, required, fields)
    if (row.source.get(language), row.is_required) == (written, required):
        return row
    if revision != row.revision:
        _refuse_if_moved(desk, row, language, revision)
    before: State = {"source": {language: row.source.get(language)}, "required": row.is_required}
    after: State = {"source": {language: written}, "required": required}
    if language != desk.language:
        own = row.source.get(desk.language)
        before[BEHIND] = {language: row.behind.get(language, own)}
        after[BEHIND] = {language: source_seen(desk, row, revision if seen is None else seen) or own}
    say(desk, row, after)
    row.is_required = required
    write_texts(session, desk.draft.id, row, language)
    _note(desk, SAVED, unit, row, before, after, language)
    return row


def _refuse_if_moved(desk: Desk, row: Block, language: str, revision: int) -> None:
    theirs = theirs_since(desk, revision, language, block=row.code)
    if theirs is not None:
        raise BlockMoved(
            block=row.code,
            revision=row.revision,
            fields=row.source.get(language) or row.source.get(desk.language, {}),
            required=row.is_required,
            **told_by(desk, theirs),
        )


def add_block(
    session: Session,
    actor: Actor,
    *,
    slug: str,
    unit: str,
    after: str | None,
    type: str,
    question_type: str | None = None,
    fields: Fields | None = None,
    required: bool = True,
) -> Block:
    """A new block behind the block `after`, or before all; empty, unless `fields` are given.

    Raises FieldsUnfit where there is no such type, or the fields are not of it.
    """
    desk = hold_draft(session, actor, slug)
    code = new_code(question_type or type)
    fields = canonical(type, code, required, fields or empty_fields(type, question_type))
    place = {"unit": unit, "after": after or None}
    return _put(desk, "block_added", code, place | _new(desk, type, required, fields))


def add_behind(
    session: Session, actor: Actor, *, slug: str, block: str, type: str, fields: Fields, required: bool = True
) -> Block:
    """A new block behind the block `block`, in whatever unit that one stands. Raises FieldsUnfit as `add_block` does."""
    desk = hold_draft(session, actor, slug)
    unit, neighbour = desk.block(block)
    code = new_code(type)
    state = _new(desk, type, required, canonical(type, code, required, fields))
    place = {"unit": unit.code, "after": neighbour.code}
    return _put(desk, "block_added", code, place | state, (unit, neighbour.position))


def _new(desk: Desk, type: str, required: bool, fields: Fields) -> State:
    return {"type": type, "required": required, "hidden": False, "source": {desk.language: fields}}


def _put(desk: Desk, verb: str, code: str, state: State, behind: tuple[Unit, int] | None = None) -> Block:
    row = put_block(desk, code, state, behind)
    desk.note(verb, unit=state["unit"], block=code, before={}, after=state)
    return row


def copy_block(session: Session, actor: Actor, *, slug: str, block: str) -> Block:
    """The same behind it, under ids of its own."""
    desk = hold_draft(session, actor, slug)
    unit, row = desk.block(block)
    own = {"unit": unit.code, "after": row.code, "source": fresh_source(row.source)}
    state = block_facts(row) | own
    return _put(desk, "block_copied", fresh_code(row.code), state)


MADE = re.compile(r"-[bcdfghjkmnpqrstvwxz23456789]{5}$")


def fresh_code(code: str) -> str:
    return new_code(MADE.sub("", code)[:48])


def fresh_source(source: dict[str, Fields]) -> dict[str, Fields]:
    """With other ids for criteria, the same in each language; how many a pool draws is said by its first question."""
    copied, made = deepcopy(source), dict[str, str]()
    for fields in copied.values():
        for criterion in fields.get("criteria", ()):
            criterion["id"] = made.setdefault(criterion["id"], new_code("critere"))
        if fields.get("pick") is not None:
            fields["pick"] = None
    return copied


def move_block(
    session: Session, actor: Actor, *, slug: str, block: str, unit: str, after: str | None
) -> Block:
    """Behind the block `after` of a unit, or before all of them."""
    desk = hold_draft(session, actor, slug)
    here, row = desk.block(block)
    if after == block:
        return row
    into = here if unit == here.code else desk.unit(unit)
    former = _place_of(session, here, row)
    move(session, row, after or None, into)
    _note(desk, "block_moved", into, row, former, _place_of(session, into, row))
    return row


def _place_of(session: Session, unit: Unit, row: Block) -> State:
    state = block_state(session, unit, row)
    return {"unit": state["unit"], "after": state["after"]}


def hide_block(session: Session, actor: Actor, *, slug: str, block: str, hidden: bool) -> Block:
    """Leave the block out of what is published, or take it in again."""
    desk = hold_draft(session, actor, slug)
    unit, row = desk.block(block)
    if row.is_hidden != hidden:
        row.is_hidden = hidden
        verb = "block_hidden" if hidden else "block_shown"
        _note(desk, verb, unit, row, {"hidden": not hidden}, {"hidden": hidden})
    return row


def remove_block(session: Session, actor: Actor, *, slug: str, block: str) -> Change:
    """Returns the change, by which it can be put back."""
    desk = hold_draft(session, actor, slug)
    unit, row = desk.block(block)
    before = block_state(session, unit, row)
    take_away(session, row)
    return desk.note("block_removed", unit=unit.code, block=block, before=before, after={})


def _note(
    desk: Desk, verb: str, unit: Unit, row: Block, before: State, after: State, language: str = ""
) -> None:
    desk.note(
        verb,
        unit=unit.code,
        block=row.code,
        language=language,
        before=before,
        after=after,
    )
