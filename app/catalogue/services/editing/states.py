"""What the history keeps: the state of a block, a unit or a head, whole or only the keys that a change touched.

A block: {unit, after, type, required, hidden, source}; a unit: {after, name, words of its own language, …, blocks}.
`after` is the code of the neighbour before it, None at the beginning. An empty state is a thing that is not there.
`behind` (`translations.py`) is whole in a whole state; else it holds what the translation that changed was made from.
"""

from typing import Any
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.catalogue.models import Block, BlockText, BlockType, Place, Unit
from app.catalogue.services.editing.desk import Desk, State
from app.catalogue.services.editing.placing import close_gap, code_before, place_after
from app.catalogue.services.editing.writing import sources_of, text_rows, write_texts
from app.catalogue.translations import behind_after, put_behind, words_of_unit
from app.kernel.ids import new_id

#: Of a unit, as rows and states name it.
UNIT_KEYS = ("name", "title", "minutes", "outcomes", "prerequisites", "bring", "resources", "words")
BEHIND = "behind"


def block_state(session: Session, unit: Unit, block: Block) -> State:
    return {"unit": unit.code, "after": code_before(session, block), **block_facts(block)}


def block_facts(block: Block) -> State:
    return {
        "type": block.type.value,
        "required": block.is_required,
        "hidden": block.is_hidden,
        "source": block.source,
        BEHIND: block.behind,
    }


def unit_state(session: Session, unit: Unit) -> State:
    return {"after": code_before(session, unit), **unplaced_unit(session, unit)}


def unplaced_unit(session: Session, unit: Unit) -> State:
    """Its state, but for where it stands."""
    blocks = session.scalars(select(Block).where(Block.unit_id == unit.id).order_by(Block.position))
    told = [{"code": block.code, **block_facts(block)} for block in blocks]
    return {**unit_facts(unit), "blocks": told}


def unit_facts(unit: Unit) -> State:
    facts = {key: getattr(unit, key) for key in UNIT_KEYS}
    return {**facts, "place": unit.place.value, "hidden": unit.is_hidden, BEHIND: unit.behind}


def put_block(desk: Desk, code: str, state: State, behind: tuple[Unit, int] | None = None) -> Block:
    """A block that is not there, made as its state says; `behind` is its neighbour's place, where it is known."""
    unit, former = behind or (desk.unit(state["unit"]), None)
    position = place_after(desk.session, Block, unit.id, state["after"], former)
    block = _new_block(desk, unit.id, position, code, state)
    desk.session.add(block)
    desk.session.flush()
    rows = text_rows(desk.session, desk.draft.id, [(block.id, sources_of(block))])
    desk.session.execute(insert(BlockText), rows)
    return block


def _new_block(desk: Desk, unit_id: UUID, position: int, code: str, state: State) -> Block:
    return Block(
        id=new_id(),
        version_id=desk.draft.id,
        unit_id=unit_id,
        code=code,
        position=position,
        type=BlockType(state["type"]),
        is_required=state["required"],
        is_hidden=state["hidden"],
        source=state["source"],
        behind=state.get(BEHIND, {}),
        revision=desk.next_revision,
    )


def change_block(desk: Desk, unit: Unit, block: Block, state: State) -> None:
    """A block that is there, made to agree with the keys of a state."""
    block.is_required = state.get("required", block.is_required)
    block.is_hidden = state.get("hidden", block.is_hidden)
    if {"source", BEHIND} & state.keys():
        say(desk, block, state)
    if {"source", "required", BEHIND} & state.keys():
        block.revision = desk.next_revision
        write_texts(desk.session, desk.draft.id, block)
    if "after" in state:
        move(desk.session, block, state["after"], desk.unit(state["unit"]) if "unit" in state else unit)


def say(desk: Desk, block: Block, state: State) -> None:
    """The words of a state, and what follows for the translations that were made from the former ones."""
    own = desk.language
    told = {**block.source, **state.get("source", {})}
    source = {language: fields for language, fields in told.items() if fields is not None}
    behind = behind_after(own, block.source, block.behind, source)
    block.source, block.behind = source, put_behind(own, behind, state.get(BEHIND, {}), source)
    block.revision = desk.next_revision


def move(session: Session, row: Block | Unit, after: str | None, into: Unit | None = None) -> None:
    """Put a block behind another one, here or in another unit; a unit behind another one. Raises NotFound."""
    kind, former = type(row), row.position
    if isinstance(row, Block):
        assert into is not None
        close_gap(session, Block, row.unit_id, former)
        row.position = 0
        session.flush()
        row.position = place_after(session, Block, into.id, after)
        row.unit_id = into.id
    else:
        close_gap(session, kind, row.version_id, former)
        row.position = 0
        session.flush()
        row.position = place_after(session, kind, row.version_id, after)
    session.flush()


def take_away(session: Session, row: Block | Unit) -> None:
    kind, parent = type(row), row.unit_id if isinstance(row, Block) else row.version_id
    position = row.position
    session.delete(row)
    session.flush()
    close_gap(session, kind, parent, position)


def put_unit(desk: Desk, code: str, state: State, behind: int | None = None) -> Unit:
    """A unit that is not there, with its blocks; `behind` is its neighbour's position, where it is known."""
    position = place_after(desk.session, Unit, desk.draft.id, state["after"], behind)
    unit = Unit(id=new_id(), version_id=desk.draft.id, code=code, position=position)
    unit.revision = desk.next_revision
    _say_of_unit(unit, state)
    unit.behind = state.get(BEHIND, {})
    desk.session.add(unit)
    desk.session.flush()
    blocks = [
        _new_block(desk, unit.id, place, told["code"], told)
        for place, told in enumerate(state["blocks"], start=1)
    ]
    desk.session.add_all(blocks)
    desk.session.flush()
    if blocks:
        rows = text_rows(desk.session, desk.draft.id, [(block.id, sources_of(block)) for block in blocks])
        desk.session.execute(insert(BlockText), rows)
    return unit


def change_unit(desk: Desk, unit: Unit, state: State) -> None:
    """A unit that is there, made to agree with the keys of a state; its blocks are states of their own."""
    before = words_of_unit(unit, desk.language)
    _say_of_unit(unit, state)
    words = words_of_unit(unit, desk.language)
    behind = behind_after(desk.language, before, unit.behind, words)
    unit.behind = put_behind(desk.language, behind, state.get(BEHIND, {}), words)
    if state.keys() - {"after", "hidden"}:
        unit.revision = desk.next_revision
    if "after" in state:
        move(desk.session, unit, state["after"])


def _say_of_unit(unit: Unit, state: dict[str, Any]) -> None:
    for key in UNIT_KEYS:
        if key in state:
            setattr(unit, key, state[key])
    if "place" in state:
        unit.place = Place(state["place"])
    if "hidden" in state:
        unit.is_hidden = state["hidden"]
