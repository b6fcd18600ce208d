"""The words by which units are found: those of a published version, which never change after it."""

import uuid
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Select, and_, delete, insert, or_, select, text
from sqlalchemy.orm import Session

from app.catalogue.models import Block, BlockText, ModuleVersion, Unit, UnitWords
from app.kernel.search import is_on_postgres
from app.kernel.words import words_in

Said = Sequence[Any]
SAID = (
    select(
        Unit.id,
        Unit.title,
        Unit.outcomes,
        Unit.words,
        or_(Unit.is_hidden, and_(Block.id.is_not(None), Block.is_hidden)).label("is_hidden"),
        Block.pool,
        BlockText.title.label("block_title"),
        BlockText.plain_text,
        BlockText.sanitiser_version,
    )
    .join(Block, Block.unit_id == Unit.id, isouter=True)
    .join(BlockText, BlockText.block_id == Block.id, isouter=True)
)


def read_said(session: Session, version_id: uuid.UUID) -> Said:
    """All that a version says, one row for each block and language; one statement."""
    return session.execute(SAID.where(Unit.version_id == version_id)).all()


def index_said(session: Session, said: Said) -> None:
    """Keep the words of a version that is published now. Flushes."""
    if rows := _rows(said):
        session.execute(insert(UnitWords), rows)


def index_again(session: Session) -> int:
    """Keep the words of every published version anew; how many units have some. Flushes."""
    session.execute(delete(UnitWords))
    for version_id in session.scalars(_published()).all():
        index_said(session, read_said(session, version_id))
    if not is_on_postgres(session):
        session.execute(text("INSERT INTO search_unit (search_unit) VALUES ('rebuild')"))
    return len(session.scalars(select(UnitWords.id)).all())


def list_drifted(session: Session) -> Iterator[str]:
    """The units whose kept words are not what they say, or that have some and are in no version."""
    kept = {row.unit_id: row for row in session.scalars(select(UnitWords))}
    for version_id in session.scalars(_published()).all():
        for row in _rows(read_said(session, version_id)):
            known = kept.pop(row["unit_id"], None)
            if known is None or _is_other(known.words, row["words"]) or _is_other(known.title, row["title"]):
                yield f"unit {row['unit_id']} is not found by its words: flask compagnon index"
    for unit_id in kept:
        yield f"unit {unit_id} is found and is not published: flask compagnon index"


def _is_other(kept: str, said: str) -> bool:
    return set(kept.split()) != set(said.split())


def _published() -> Select[uuid.UUID]:
    return select(ModuleVersion.id).where(ModuleVersion.number > 0).order_by(ModuleVersion.id)


def _rows(said: Said) -> list[dict[str, Any]]:
    units = {row.id: row for row in said}
    texts: dict[uuid.UUID, list[str]] = {unit_id: [] for unit_id in units}
    for row in said:
        if not row.pool and row.plain_text is not None:
            texts[row.id] += [row.block_title, row.plain_text]
    return [_row(unit, texts[unit_id]) for unit_id, unit in units.items()]


def _row(unit: Any, texts: list[str]) -> dict[str, Any]:
    others = list(unit.words.values())
    titles = " ".join([unit.title, *(each.get("title", "") for each in others)])
    outcomes = [*unit.outcomes, *(line for each in others for line in each.get("outcomes", ()))]
    return {
        "unit_id": unit.id,
        "title": _once(titles),
        "words": _once(" ".join([titles, *outcomes, *texts])),
    }


def _once(text_of_unit: str) -> str:
    return " ".join(dict.fromkeys(words_in(text_of_unit)))
