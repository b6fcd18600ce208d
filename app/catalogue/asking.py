"""The questions of a version in one list, for who writes them."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from app.catalogue.content.rendering import words
from app.catalogue.models import Block, BlockText, BlockType, Unit

#: Fields of a question that a person reads after an answer (`content/question_sources.py`).
EXPLANATIONS = frozenset({"feedback", "right_feedback", "wrong_feedback", "elsewhere"})


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question as its author wrote it, in short. `missing` counts the explanations without a word, in every language."""

    unit: str
    unit_title: str
    code: str
    label: str
    type: str
    tries: int | None
    pool: str
    missing: int
    is_hidden: bool


def list_questions(session: Session, version_id: uuid.UUID, language: str) -> list[QuestionLine]:
    """In the order of the module, for who edits it; one statement. In a published version nothing is missing."""
    in_language = and_(BlockText.block_id == Block.id, BlockText.language == language)
    rows = session.execute(
        select(Unit, Block, BlockText.label, BlockText.data)
        .join(Block, Block.unit_id == Unit.id)
        .join(BlockText, in_language, isouter=True)
        .where(Block.version_id == version_id, Block.type == BlockType.QUESTION)
        .order_by(Unit.position, Block.position)
    )
    return [_line(unit, block, label or "", data or {}, language) for unit, block, label, data in rows]


def _line(unit: Unit, block: Block, label: str, data: dict[str, Any], language: str) -> QuestionLine:
    fields = block.source.get(language, {})
    return QuestionLine(
        unit=unit.code,
        unit_title=unit.title,
        code=block.code,
        label=label or words(str(fields.get("statement", ""))) or block.code,
        type=str(fields.get("type") or data.get("type", "")),
        tries=fields.get("tries", data.get("tries")),
        pool=str(fields.get("pool", "")),
        missing=sum(_missing(each) for each in block.source.values()),
        is_hidden=unit.is_hidden or block.is_hidden,
    )


def _missing(value: Any) -> int:
    if isinstance(value, dict):
        empty = sum(1 for name in EXPLANATIONS & value.keys() if not value[name])
        return empty + _missing_among(value.values())
    return _missing_among(value) if isinstance(value, list) else 0


def _missing_among(values: Iterable[Any]) -> int:
    return sum(_missing(each) for each in values)
