"""What every kind of thing kept of an enrolment says of it."""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute

from app.catalogue.models import Block, BlockText, Module, ModuleVersion
from app.learning.models import Enrolment
from app.people.keeping import Statement

MODULE = ModuleVersion.title.label("module")


def of_enrolments(statement: Statement, person_id: Any) -> Statement:
    """Of the person's own enrolments; the statement is joined to them already."""
    return statement.join(ModuleVersion, ModuleVersion.id == Enrolment.version_id).where(
        Enrolment.learner_id == person_id
    )


def words_of(code: InstrumentedAttribute[str]) -> Any:
    """What the block is called in the version that is learned, in the module's language."""
    named = func.coalesce(func.nullif(BlockText.label, ""), func.nullif(BlockText.title, ""))
    return (
        select(named)
        .select_from(Block)
        .join(BlockText, BlockText.block_id == Block.id)
        .join(Module, Module.language == BlockText.language)
        .where(Block.version_id == Enrolment.version_id, Block.code == code, Module.id == Enrolment.module_id)
        .correlate(Enrolment, code.class_)
        .scalar_subquery()
        .label("title")
    )
