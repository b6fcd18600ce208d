"""Ways back: a change undone while nothing has followed it, or an earlier state taken up again whatever has."""

import uuid
from typing import Any

from sqlalchemy.orm import Session

from app.catalogue.models import Block, Change, Unit
from app.catalogue.services.editing.desk import PUT_BACK, Desk, State, hold_draft
from app.catalogue.services.editing.drafts_whole import draft_state, put_draft_state
from app.catalogue.services.editing.heads import put_head
from app.catalogue.services.editing.media_states import MEDIA, is_of_media, media_state, put_media
from app.catalogue.services.editing.placing import last_code, stands
from app.catalogue.services.editing.refusals import ChangedSince, LastUnit
from app.catalogue.services.editing.states import (
    BEHIND,
    block_state,
    change_block,
    change_unit,
    put_block,
    put_unit,
    take_away,
    unit_state,
)
from app.kernel.errors import NotFound
from app.people.actor import Actor

UNDONE, RESTORED = "undone", "block_restored"


def undo(session: Session, actor: Actor, *, slug: str, change_id: uuid.UUID) -> Change:
    """Put back what a change took away, and take away what it put there; that is a change, and can be undone.

    Raises ChangedSince where what it touched is not as it left it, NotFound, Denied.
    """
    desk, change = _hold(session, actor, slug, change_id)
    now = _state_now(desk, change)
    if not _agrees(change.after, now):
        raise ChangedSince
    return _put(desk, change, UNDONE, now, change.before)


def restore(
    session: Session, actor: Actor, *, slug: str, change_id: uuid.UUID, before: bool = False
) -> Change:
    """Make what a change touched as the change left it, or as it found it. What stands there now stays in the history.

    Raises ChangedSince where it has nowhere to stand, NotFound, Denied.
    """
    desk, change = _hold(session, actor, slug, change_id)
    wanted = change.before if before else change.after
    return _put(desk, change, RESTORED, _state_now(desk, change), wanted)


def _hold(session: Session, actor: Actor, slug: str, change_id: uuid.UUID) -> tuple[Desk, Change]:
    desk = hold_draft(session, actor, slug)
    change = session.get(Change, change_id)
    if change is None or change.module_id != desk.module.id:
        raise NotFound
    if not change.before and not change.after:
        raise ChangedSince
    return desk, change


def _row(desk: Desk, change: Change) -> Block | Unit | None:
    try:
        return desk.block(change.block)[1] if change.block else desk.unit(change.unit)
    except NotFound:
        return None


def _state_now(desk: Desk, change: Change) -> State:
    """Of what the change touched, whole; empty where it is gone."""
    if not change.unit:
        if is_of_media(change.before):
            return media_state(desk.session, desk.draft, change.before[MEDIA].keys())
        if "head" in change.before and "units" not in change.before:
            return {"head": desk.draft.head, BEHIND: desk.draft.behind}
        return {"revision": desk.draft.revision}
    row = _row(desk, change)
    if isinstance(row, Block):
        return block_state(desk.session, desk.block(change.block)[0], row)
    return unit_state(desk.session, row) if row else {}


#: Where a thing stands says nothing about whether it is the same.
PLACED = frozenset({"unit", "after"})
#: Keys that say by language what they say.
BY_LANGUAGE = ("source", BEHIND)


def _agrees(wanted: Any, now: Any) -> bool:
    """Whether what stands there is what the change left; keys that it did not touch do not count."""
    if not wanted or not now:
        return bool(wanted) == bool(now)
    is_whole = "type" in wanted or "blocks" in wanted
    keys = wanted.keys() - PLACED if is_whole else wanted.keys()
    keys -= {BEHIND}
    return all(_same(key, wanted[key], now.get(key)) for key in keys)


def _same(key: str, wanted: Any, now: Any) -> bool:
    if key == "source":
        return all((now or {}).get(language) == fields for language, fields in wanted.items())
    if key == "blocks":
        return [_but_marks(block) for block in wanted] == [_but_marks(block) for block in now or []]
    return bool(wanted == now)


def _but_marks(block: State) -> State:
    return {key: value for key, value in block.items() if key != BEHIND}


def _put(desk: Desk, change: Change, verb: str, now: State, wanted: State) -> Change:
    """Only the keys of `wanted` change; the change that is noted takes away what they were."""
    if not change.unit:
        return _put_media(desk, verb, now, wanted) if is_of_media(wanted) else _put_whole(desk, verb, wanted)
    row = _row(desk, change)
    if not wanted and row is not None:
        _remove(desk, row)
    elif wanted and row is None:
        _make(desk, change, _with_place(desk, change, wanted))
    elif wanted and row is not None:
        _change(desk, row, wanted)
    return desk.note(
        verb,
        unit=change.unit,
        block=change.block,
        language=change.language,
        before=_taken_away(now, wanted),
        after=wanted,
    )


def _taken_away(now: State, wanted: State) -> State:
    """What of the present state gives way to the wanted one."""
    if not wanted or not now:
        return now
    before = {key: now[key] for key in wanted if key in now}
    for key in BY_LANGUAGE:
        if key in before:
            before[key] = {language: now[key].get(language) for language in wanted[key]}
    return before


def _put_media(desk: Desk, verb: str, now: State, wanted: State) -> Change:
    if put_media(desk, wanted[MEDIA]):
        desk.touch()
    return desk.write(verb, before=now, after=wanted)


def _put_whole(desk: Desk, verb: str, wanted: State) -> Change:
    if "units" in wanted:
        before = draft_state(desk.session, desk.draft)
        put_draft_state(desk, wanted)
        return desk.note(PUT_BACK, before=before, after={"revision": desk.next_revision})
    if "head" not in wanted:
        raise ChangedSince
    former = {"head": desk.draft.head, BEHIND: desk.draft.behind}
    put_head(desk, wanted["head"], wanted.get(BEHIND))
    return desk.note(verb, before=former, after=wanted)


def _remove(desk: Desk, row: Block | Unit) -> None:
    if (
        isinstance(row, Unit)
        and last_code(desk.session, Unit, desk.draft.id) == row.code
        and row.position == 1
    ):
        raise LastUnit
    take_away(desk.session, row)


def _make(desk: Desk, change: Change, wanted: State) -> None:
    if "type" not in wanted and "blocks" not in wanted:
        raise ChangedSince
    if change.block:
        put_block(desk, change.block, wanted)
    else:
        put_unit(desk, change.unit, wanted)


def _change(desk: Desk, row: Block | Unit, wanted: State) -> None:
    if isinstance(row, Block):
        unit = desk.block(row.code)[0]
        change_block(desk, unit, row, _with_place_of(desk, unit, wanted))
    else:
        change_unit(desk, row, {key: value for key, value in wanted.items() if key != "blocks"})
    desk.session.flush()


def _with_place(desk: Desk, change: Change, wanted: State) -> State:
    """Behind its former neighbour, or at the end where that one is gone. Raises ChangedSince without its unit."""
    if not change.block:
        return wanted | {"after": stands(desk.session, Unit, desk.draft.id, wanted["after"])}
    try:
        unit = desk.unit(wanted["unit"])
    except NotFound:
        raise ChangedSince from None
    return wanted | {"after": stands(desk.session, Block, unit.id, wanted["after"])}


def _with_place_of(desk: Desk, unit: Unit, wanted: State) -> State:
    if "after" not in wanted:
        return wanted
    try:
        into = desk.unit(wanted["unit"]) if "unit" in wanted else unit
    except NotFound:
        raise ChangedSince from None
    return wanted | {"after": stands(desk.session, Block, into.id, wanted["after"])}
