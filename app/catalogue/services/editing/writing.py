"""What a block of a draft says, kept as its author wrote it and compiled for who looks at it."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from app.catalogue.content.block_checking import read_back
from app.catalogue.content.block_fields import Fields, from_fields, to_fields
from app.catalogue.content.block_sources import InCentreBlock
from app.catalogue.content.question_sources import ClozeQuestion, ShortQuestion
from app.catalogue.content.showing import compile_leniently
from app.catalogue.content.sources import BlockSource, media_used
from app.catalogue.models import Block, BlockText, Medium, VersionMedium
from app.catalogue.pictures import Size
from app.catalogue.services.editing.codes import new_code
from app.catalogue.services.version_rows import text_values


def canonical(block_type: str, code: str, required: bool, fields: Fields) -> Fields:
    """In the form that files have, where there is no fault; new criteria get their ids. Raises FieldsUnfit."""
    block = from_fields(block_type, code, required, fields)
    if isinstance(block, InCentreBlock):
        named = (item if item.id else replace(item, id=new_code("critere")) for item in block.criteria)
        block = replace(block, criteria=tuple(named))
    return to_fields(read_back(block).block)


def sources_of(block: Block) -> dict[str, BlockSource]:
    """By language."""
    return {
        language: from_fields(block.type.value, block.code, block.is_required, fields)
        for language, fields in block.source.items()
    }


def write_texts(session: Session, version_id: UUID, block: Block, language: str | None = None) -> None:
    """Compile what the block says, in one language where no other depends on it."""
    sources = sources_of(block)
    depends = any(isinstance(source, ShortQuestion | ClozeQuestion) for source in sources.values())
    languages = sources.keys() if language is None or depends else {language}
    rows = text_rows(session, version_id, [(block.id, sources)], languages)
    session.execute(
        delete(BlockText).where(BlockText.block_id == block.id, BlockText.language.in_(languages))
    )
    session.execute(insert(BlockText), rows)


def text_rows(
    session: Session,
    version_id: UUID,
    blocks: Iterable[tuple[UUID, dict[str, BlockSource]]],
    languages: Collection[str] | None = None,
) -> list[dict[str, Any]]:
    blocks = list(blocks)
    names = {name for _, told in blocks for source in told.values() for _, name in media_used(source)}
    sizes = _sizes(session, version_id, names) if names else {}
    return [
        text_values(block_id, compile_leniently(source, language, _others(told, language)), sizes)
        for block_id, told in blocks
        for language, source in told.items()
        if languages is None or language in languages
    ]


def _others(sources: dict[str, BlockSource], language: str) -> list[BlockSource]:
    return [source for other, source in sources.items() if other != language]


def _sizes(session: Session, version_id: UUID, names: Collection[str]) -> dict[str, Size]:
    rows = session.execute(
        select(VersionMedium.name, Medium.width, Medium.height)
        .join(Medium, Medium.sha256 == VersionMedium.sha256)
        .where(VersionMedium.version_id == version_id, VersionMedium.name.in_(names))
    )
    return {name: (width, height) for name, width, height in rows if width and height}
