"""Blocks and units that a learner's version has no more: what points there still finds them, and is told so."""

import uuid

from sqlalchemy.orm import Session

from app.catalogue.outlines import BlockView, Outline
from app.catalogue.queries import get_block_data, get_outline
from app.learning.models import Enrolment
from app.learning.services.ground import list_former


def find_outline_of(session: Session, enrolment: Enrolment, block: str) -> Outline | None:
    """The outline of the learner's version, or of the last one they were on, that has the block."""
    outline = get_outline(session, enrolment.version_id)
    if outline.block(block) is not None:
        return outline
    return next((each for each in _former_outlines(session, enrolment) if each.block(block)), None)


def had_unit(session: Session, enrolment: Enrolment, unit: str) -> bool:
    """Whether a version that the learner was on had the unit."""
    return any(each.unit(unit) for each in _former_outlines(session, enrolment))


def version_with_unit(session: Session, enrolment: Enrolment, unit: str) -> uuid.UUID:
    """The learner's version, or the last one of theirs that had the unit where this one has it no more.

    No statement for who was never moved.
    """
    if enrolment.version_since is None:
        return enrolment.version_id
    present = get_outline(session, enrolment.version_id)
    if present.unit(unit):
        return present.version_id
    former = (each.version_id for each in _former_outlines(session, enrolment) if each.unit(unit))
    return next(former, present.version_id)


def find_block_data(session: Session, enrolment: Enrolment, block: str, language: str) -> BlockView | None:
    """The block as the learner's version has it, or the last one of theirs that did."""
    known = get_block_data(session, enrolment.version_id, [block], language).get(block)
    if known is not None or enrolment.version_since is None:
        return known
    outline = find_outline_of(session, enrolment, block)
    return get_block_data(session, outline.version_id, [block], language).get(block) if outline else None


def find_shown(session: Session, enrolment: Enrolment, block: str, number: int) -> BlockView | None:
    """The block as version `number` had it, if that was one of the learner's; else as `find_block_data`."""
    former = [each for each in _former_outlines(session, enrolment) if each.number == number]
    known = get_block_data(session, former[0].version_id, [block]) if former else {}
    return known.get(block) or find_block_data(session, enrolment, block, "")


def _former_outlines(session: Session, enrolment: Enrolment) -> list[Outline]:
    former = list_former(session, [enrolment]).get(enrolment.id, [])
    return [get_outline(session, each.version_id) for each in reversed(former)]
