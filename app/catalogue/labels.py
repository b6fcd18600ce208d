"""Naming a block inside another statement."""

from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, and_, case, literal, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from app.catalogue.models import Block, BlockText, Module, ModuleVersion
from app.kernel.i18n import spoken

Column = ColumnElement[Any] | InstrumentedAttribute[Any]
Of, Version, Named, Text = aliased(Module), aliased(ModuleVersion), aliased(Block), aliased(BlockText)


def words_of_block() -> ColumnElement[bool]:
    """Joins `BlockText` to `Block`: the words of the reader's language, or the module's own where it lacks them."""
    theirs = select(Text.block_id).where(Text.block_id == Block.id, Text.language == spoken()).exists()
    language = case((theirs, literal(spoken())), else_=Module.language)
    return and_(BlockText.block_id == Block.id, BlockText.language == language)


def last_label(module_id: Column, code: Column) -> ScalarSelect[str]:
    """What the newest published version that had the block called it: for what is said of a block that is gone."""
    return (
        select(Text.label)
        .join(Named, Named.id == Text.block_id)
        .join(Version, Version.id == Named.version_id)
        .join(Of, Of.id == Version.module_id)
        .where(Of.id == module_id, Named.code == code, Version.number > 0, Text.language == Of.language)
        .order_by(Version.number.desc())
        .limit(1)
        .scalar_subquery()
    )
