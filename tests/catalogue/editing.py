"""A draft of the sample that its author works on, and ways to look at it."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.catalogue.models import Block
from app.catalogue.queries import find_draft, find_module, get_outline, list_blocks
from tests.catalogue.conftest import SLUG

#: The revision of everything in the draft of a module that was saved once.
FIRST = 1
Edit = Callable[..., Any]


def draft_id(session: Session) -> Any:
    module = find_module(session, SLUG)
    assert module is not None
    draft = find_draft(session, module.id)
    assert draft is not None
    return draft.id


def row(session: Session, code: str) -> Block:
    session.rollback()
    found = session.scalars(
        select(Block).where(Block.version_id == draft_id(session), Block.code == code)
    ).one()
    return found


def codes(session: Session, unit: str) -> list[str]:
    session.rollback()
    found = get_outline(session, draft_id(session)).unit(unit)
    assert found is not None
    assert [block.position for block in found.blocks] == list(range(1, len(found.blocks) + 1))
    return [block.code for block in found.blocks]


def html(session: Session, code: str, unit: str = "la-scie") -> str:
    session.rollback()
    views = list_blocks(session, draft_id(session), unit, "fr")
    return next(str(view.html).strip() for view in views if view.code == code)
