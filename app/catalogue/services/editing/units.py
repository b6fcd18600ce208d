"""Editing verbs for units. They flush, never commit; each raises NotFound, Denied, and tells the history."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.catalogue.content.block_checking import empty_fields
from app.catalogue.content.slugs import slug_of
from app.catalogue.models import Change, Place, Unit
from app.catalogue.services.editing.blocks import fresh_code, fresh_source
from app.catalogue.services.editing.codes import new_code
from app.catalogue.services.editing.desk import Desk, State, hold_draft
from app.catalogue.services.editing.moved import theirs_since, told_by
from app.catalogue.services.editing.placing import code_before, count, last_code
from app.catalogue.services.editing.refusals import LastUnit, UnitMoved
from app.catalogue.services.editing.states import (
    BEHIND,
    change_unit,
    move,
    put_unit,
    take_away,
    unit_state,
    unplaced_unit,
)
from app.catalogue.services.editing.words import LONGEST_TITLE, line, lines
from app.catalogue.services.editing.writing import canonical
from app.catalogue.translations import words_of_unit
from app.kernel.errors import NotFound
from app.people.actor import Actor

LISTS = ("outcomes", "bring", "resources")
FIRST_MINUTES, MOST_MINUTES, LAST_NUMBER = 30, 10_000, 99


def save_unit(
    session: Session,
    actor: Actor,
    *,
    slug: str,
    unit: str,
    language: str,
    words: dict[str, Any],
    revision: int,
    minutes: int | None = None,
    place: str | None = None,
    prerequisites: Sequence[str] | None = None,
) -> Unit:
    """Keep what a unit says of itself: `words` are its title, outcomes, bring and resources in one language.

    A language that the unit did not have begins here. None leaves a fact as it is. Raises UnitMoved, TextTooLong.
    """
    desk = hold_draft(session, actor, slug)
    row = desk.unit(unit)
    facts = {"minutes": minutes, "place": place, "prerequisites": prerequisites and list(prerequisites)}
    wanted = _wanted(desk, row, language, words, facts)
    before = {key: _now(row, key) for key in wanted}
    if before == wanted:
        return row
    if revision != row.revision:
        _refuse_if_moved(desk, row, language, revision)
    if language != desk.language:
        own = words_of_unit(row, desk.language)[desk.language]
        before[BEHIND], wanted[BEHIND] = {language: row.behind.get(language, own)}, {language: own}
    change_unit(desk, row, wanted)
    _note(desk, "unit_saved", row, before, wanted, language)
    return row


def _wanted(desk: Desk, row: Unit, language: str, words: dict[str, Any], facts: State) -> State:
    told: State = {"title": line(words.get("title", ""), LONGEST_TITLE)}
    told |= {name: lines(words.get(name, ())) for name in LISTS}
    if language != desk.language:
        told = {"words": {**row.words, language: told}}
    if facts["minutes"] is not None:
        facts["minutes"] = max(0, min(facts["minutes"], MOST_MINUTES))
    if facts["place"] is not None:
        facts["place"] = Place(facts["place"]).value
    return told | {key: value for key, value in facts.items() if value is not None}


def _now(row: Unit, key: str) -> Any:
    return row.place.value if key == "place" else getattr(row, key)


def _refuse_if_moved(desk: Desk, row: Unit, language: str, revision: int) -> None:
    theirs = theirs_since(desk, revision, language, unit=row.code)
    if theirs is not None:
        own = {"title": row.title} | {name: getattr(row, name) for name in LISTS}
        raise UnitMoved(
            unit=row.code,
            revision=row.revision,
            words=own if language == desk.language else row.words.get(language, own),
            minutes=row.minutes,
            place=row.place.value,
            prerequisites=row.prerequisites,
            **told_by(desk, theirs),
        )


def add_unit(session: Session, actor: Actor, *, slug: str, place: str, title: str = "") -> Unit:
    """A unit at the end with one block to begin with: a text, or in the centre a task and its grid."""
    desk = hold_draft(session, actor, slug)
    title = line(title, LONGEST_TITLE) or gettext("Nouvelle unité")
    state = first_unit(desk.language, title, Place(place)) | {
        "after": last_code(session, Unit, desk.draft.id)
    }
    return _put(desk, "unit_added", new_code(slug_of(title, "unite")[:40]), state)


def first_unit(language: str, title: str, place: Place) -> State:
    word = "in-centre" if place is Place.IN_CENTRE else "text"
    code = new_code(word)
    block = {
        "code": code,
        "type": word,
        "required": True,
        "hidden": False,
        "source": {language: canonical(word, code, True, empty_fields(word))},
    }
    return {
        "after": None,
        "title": title,
        "place": place.value,
        "minutes": FIRST_MINUTES,
        "hidden": False,
        "prerequisites": [],
        "words": {},
        **{name: list[str]() for name in LISTS},
        "blocks": [block],
    }


def _put(desk: Desk, verb: str, code: str, state: State) -> Unit:
    state = state | {"name": _free_name(desk, code)}
    row = put_unit(desk, code, state)
    _note(desk, verb, row, {}, state)
    return row


def _free_name(desk: Desk, code: str) -> str:
    names = desk.session.scalars(select(Unit.name).where(Unit.version_id == desk.draft.id))
    return _name_beside(names, code)


def _name_beside(names: Iterable[str], code: str) -> str:
    number = max((int(name[:2]) for name in names if name[:2].isdigit()), default=0) + 1
    return f"{min(number, LAST_NUMBER):02d}-{code}"


def copy_unit(session: Session, actor: Actor, *, slug: str, unit: str) -> Unit:
    """The same behind it: it and its blocks under ids of their own."""
    desk = hold_draft(session, actor, slug)
    units = list(session.scalars(select(Unit).where(Unit.version_id == desk.draft.id)))
    row = next((one for one in units if one.code == unit), None)
    if row is None:
        raise NotFound
    state = unplaced_unit(session, row)
    blocks = [
        told | {"code": fresh_code(told["code"]), "source": fresh_source(told["source"])}
        for told in state["blocks"]
    ]
    title = gettext("%(title)s (copie)", title=row.title)[:LONGEST_TITLE]
    state |= {"after": row.code, "title": title, "blocks": blocks}
    code = fresh_code(row.code)
    state |= {"name": _name_beside([one.name for one in units], code)}
    copied = put_unit(desk, code, state, row.position)
    _note(desk, "unit_copied", copied, {}, state)
    return copied


def move_unit(session: Session, actor: Actor, *, slug: str, unit: str, after: str | None) -> Unit:
    """Behind the unit `after`, or before all."""
    desk = hold_draft(session, actor, slug)
    row = desk.unit(unit)
    if after == unit:
        return row
    before = {"after": code_before(session, row)}
    move(session, row, after or None)
    _note(desk, "unit_moved", row, before, {"after": code_before(session, row)})
    return row


def hide_unit(session: Session, actor: Actor, *, slug: str, unit: str, hidden: bool) -> Unit:
    """Leave the unit out of what is published, or take it in again."""
    desk = hold_draft(session, actor, slug)
    row = desk.unit(unit)
    if row.is_hidden != hidden:
        row.is_hidden = hidden
        verb = "unit_hidden" if hidden else "unit_shown"
        _note(desk, verb, row, {"hidden": not hidden}, {"hidden": hidden})
    return row


def remove_unit(session: Session, actor: Actor, *, slug: str, unit: str) -> Change:
    """Returns the change, by which it can be put back. Raises LastUnit."""
    desk = hold_draft(session, actor, slug)
    row = desk.unit(unit)
    if count(session, Unit, desk.draft.id) == 1:
        raise LastUnit
    before = unit_state(session, row)
    take_away(session, row)
    return desk.note("unit_removed", unit=unit, before=before, after={})


def _note(desk: Desk, verb: str, row: Unit, before: State, after: State, language: str = "") -> None:
    desk.note(verb, unit=row.code, language=language, before=before, after=after)
