"""Naming a block inside another statement."""

from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from app.catalogue.models import Block, BlockText, Module, ModuleVersion

Column = ColumnElement[Any] | InstrumentedAttribute[Any]
Of, Version, Named, Text = aliased(Module), aliased(ModuleVersion), aliased(Block), aliased(BlockText)


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
