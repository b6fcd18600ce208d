"""What the rules look at, for many enrolments at once: one statement a kind, however many learners there are."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    ColumnOperators,
    Row,
    and_,
    bindparam,
    func,
    select,
)
from sqlalchemy.orm import Session

from app.catalogue.labels import last_label
from app.catalogue.models import Block, BlockText, Module, Unit
from app.chat.models import Message
from app.in_centre.models import Booking, BookingState, InCentreSession
from app.in_centre.queries.progress import list_unit_progress
from app.in_centre.readiness import UnitProgress, weigh
from app.kernel.clock import now
from app.kernel.db import UtcDateTime
from app.learning.former import find_outline_of
from app.learning.models import BlockState, Enrolment, State
from app.tutoring.models import HelpRequest, HelpState
from app.tutoring.rules import STUCK_AFTER_TRIES, OpenQuestion, Trial, Visit

BEHIND = (State.DONE, State.WAIVED)
IDS: BindParameter[uuid.UUID] = bindparam("ids", type_=Enrolment.id.type, expanding=True)


def _block_of_version(code: ColumnOperators) -> ColumnElement[bool]:
    return and_(Block.version_id == Enrolment.version_id, Block.code == code)


def _text_of_block() -> ColumnElement[bool]:
    return and_(BlockText.block_id == Block.id, BlockText.language == Module.language)


#: In the order of the fields of `OpenQuestion`.
OPEN_QUESTIONS = (
    select(
        HelpRequest.id,
        HelpRequest.enrolment_id,
        HelpRequest.block,
        func.coalesce(BlockText.label, last_label(Enrolment.module_id, HelpRequest.block), ""),
        HelpRequest.asked_at,
        HelpRequest.answer_by,
        func.coalesce(BlockState.tries, 0),
        Message.text,
    )
    .join(Message, Message.id == HelpRequest.message_id)
    .join(Enrolment, Enrolment.id == HelpRequest.enrolment_id)
    .join(Module, Module.id == Enrolment.module_id)
    .join(Block, _block_of_version(HelpRequest.block), isouter=True)
    .join(BlockText, _text_of_block(), isouter=True)
    .join(
        BlockState,
        and_(BlockState.enrolment_id == HelpRequest.enrolment_id, BlockState.block == HelpRequest.block),
        isouter=True,
    )
    .where(HelpRequest.enrolment_id.in_(IDS), HelpRequest.state == HelpState.OPEN)
    .order_by(HelpRequest.asked_at, HelpRequest.id)
)


def list_open_questions(session: Session, enrolment_ids: Collection[uuid.UUID]) -> list[OpenQuestion]:
    rows = session.execute(OPEN_QUESTIONS, {"ids": list(enrolment_ids)})
    return [OpenQuestion(*row) for row in rows]


#: In the order of the fields of `Trial`.
HARD_TRIALS = (
    select(
        BlockState.enrolment_id,
        BlockState.block,
        func.coalesce(BlockText.label, BlockState.block),
        Unit.position,
        BlockState.wrong_in_a_row,
        BlockState.since,
    )
    .join(Enrolment, Enrolment.id == BlockState.enrolment_id)
    .join(Module, Module.id == Enrolment.module_id)
    .join(Block, _block_of_version(BlockState.block))
    .join(Unit, Unit.id == Block.unit_id)
    .join(BlockText, _text_of_block(), isouter=True)
    .where(BlockState.enrolment_id.in_(IDS))
    .where(BlockState.wrong_in_a_row >= STUCK_AFTER_TRIES, BlockState.state.not_in(BEHIND))
    .where(Enrolment.completed_at.is_(None))
    .order_by(BlockState.since, BlockState.block)
)


def list_hard_trials(session: Session, enrolment_ids: Collection[uuid.UUID]) -> list[Trial]:
    """The blocks with several wrong tries in a row and no right one yet."""
    return [Trial(*row) for row in session.execute(HARD_TRIALS, {"ids": list(enrolment_ids)})]


VISITS = (
    select(
        Booking.id,
        InCentreSession.id,
        Booking.enrolment_id,
        func.coalesce(Unit.title, InCentreSession.unit),
        InCentreSession.room,
        InCentreSession.starts_at,
        InCentreSession.ends_at,
        Booking.booked_at,
        InCentreSession.taken,
        InCentreSession.unit,
        Unit.prerequisites,
    )
    .join(InCentreSession, InCentreSession.id == Booking.session_id)
    .join(Enrolment, Enrolment.id == Booking.enrolment_id)
    .join(
        Unit,
        and_(Unit.version_id == Enrolment.version_id, Unit.code == InCentreSession.unit),
        isouter=True,
    )
    .where(Booking.enrolment_id.in_(IDS), Booking.state == BookingState.CONFIRMED)
    .where(InCentreSession.starts_at > bindparam("since", type_=UtcDateTime()))
    .order_by(InCentreSession.starts_at, Booking.id)
)


def list_visits(
    session: Session, enrolment_ids: Collection[uuid.UUID], *, weighed_until: datetime
) -> list[Visit]:
    """The confirmed sessions to come, the next first; two statements at most.

    What is still open before each is looked up for those that start until `weighed_until`.
    """
    rows = session.execute(VISITS, {"ids": list(enrolment_ids), "since": now()}).all()
    near = {row.enrolment_id for row in rows if row.starts_at <= weighed_until}
    units = list_unit_progress(session, near) if near else {}
    return [_as_visit(row, units.get(row.enrolment_id, ())) for row in rows]


def list_own_visits(
    session: Session, enrolment_id: uuid.UUID, units: Sequence[UnitProgress], *, since: datetime
) -> list[Visit]:
    """The confirmed sessions of one enrolment from `since` on, of which the caller knows the units already."""
    rows = session.execute(VISITS, {"ids": [enrolment_id], "since": since})
    return [_as_visit(row, units) for row in rows]


def _as_visit(row: Row[*tuple[Any, ...]], units: Sequence[UnitProgress]) -> Visit:
    *facts, code, prerequisites = row
    ready = weigh(units, code)
    made: tuple[Any, ...] = (*facts, len(prerequisites or ()), ready.prerequisites if ready else ())
    return Visit(*made)


@dataclass(frozen=True, slots=True)
class BlockPlace:
    """A block of a learner's version, and the unit it stands in."""

    label: str
    version: int
    unit_number: int
    unit_code: str
    unit_title: str


def find_block(session: Session, enrolment: Enrolment, code: str) -> BlockPlace | None:
    """In the learner's version; a block that is gone, in the last version of theirs that had it."""
    outline = find_outline_of(session, enrolment, code)
    block, unit = (outline.block(code), outline.unit_of(code)) if outline else (None, None)
    if outline is None or block is None or unit is None:
        return None
    return BlockPlace(block.label or code, outline.number, unit.position, unit.code, unit.title)
