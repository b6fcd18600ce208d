"""What the rules look at, for many enrolments at once: one statement a kind, however many learners there are."""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, ColumnOperators, Select, and_, func, select
from sqlalchemy.orm import Session

from app.catalogue.models import Block, BlockText, Module, Place, Unit
from app.chat.models import Message
from app.in_centre.models import Booking, BookingState, InCentreSession
from app.kernel.clock import now
from app.learning.models import BlockState, Enrolment, State
from app.tutoring.models import HelpRequest, HelpState
from app.tutoring.rules import STUCK_AFTER_TRIES, OpenQuestion, OpenUnit, Trial, Visit

BEHIND = (State.DONE, State.WAIVED)


def list_open_questions(session: Session, enrolment_ids: Collection[uuid.UUID]) -> list[OpenQuestion]:
    rows = session.execute(
        select(HelpRequest, Message.text, BlockText.label, BlockState.tries)
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
        .where(HelpRequest.enrolment_id.in_(enrolment_ids), HelpRequest.state == HelpState.OPEN)
        .order_by(HelpRequest.asked_at, HelpRequest.id)
    )
    return [
        OpenQuestion(
            asked.id,
            asked.enrolment_id,
            asked.block,
            label or "",
            asked.asked_at,
            asked.answer_by,
            tries or 0,
            text,
        )
        for asked, text, label, tries in rows
    ]


def list_hard_trials(session: Session, enrolment_ids: Collection[uuid.UUID]) -> list[Trial]:
    """The blocks with several wrong tries in a row and no right one yet."""
    rows = session.execute(
        select(BlockState, BlockText.label, Unit.position)
        .join(Enrolment, Enrolment.id == BlockState.enrolment_id)
        .join(Module, Module.id == Enrolment.module_id)
        .join(Block, _block_of_version(BlockState.block))
        .join(Unit, Unit.id == Block.unit_id)
        .join(BlockText, _text_of_block(), isouter=True)
        .where(BlockState.enrolment_id.in_(enrolment_ids))
        .where(BlockState.wrong_in_a_row >= STUCK_AFTER_TRIES, BlockState.state.not_in(BEHIND))
        .where(Enrolment.completed_at.is_(None))
        .order_by(BlockState.since, BlockState.block)
    )
    return [
        Trial(
            state.enrolment_id, state.block, label or state.block, position, state.wrong_in_a_row, state.since
        )
        for state, label, position in rows
    ]


def list_visits(session: Session, enrolment_ids: Collection[uuid.UUID]) -> list[Visit]:
    """The confirmed sessions to come, the next first, with what is still open before each; two statements at most."""
    rows = session.execute(
        select(Booking, InCentreSession, Unit.title, Unit.prerequisites)
        .join(InCentreSession, InCentreSession.id == Booking.session_id)
        .join(Enrolment, Enrolment.id == Booking.enrolment_id)
        .join(
            Unit,
            and_(Unit.version_id == Enrolment.version_id, Unit.code == InCentreSession.unit),
            isouter=True,
        )
        .where(Booking.enrolment_id.in_(enrolment_ids), Booking.state == BookingState.CONFIRMED)
        .where(InCentreSession.starts_at > now())
        .order_by(InCentreSession.starts_at, Booking.id)
    ).all()
    units = list_unit_progress(session, {booking.enrolment_id for booking, *_ in rows}) if rows else {}
    visits = []
    for booking, planned, title, prerequisites in rows:
        visits.append(
            Visit(
                booking.id,
                planned.id,
                booking.enrolment_id,
                title or planned.unit,
                planned.room,
                planned.starts_at,
                planned.ends_at,
                booking.booked_at,
                len(prerequisites or []),
                _still_open(units.get(booking.enrolment_id, ()), prerequisites or ()),
            )
        )
    return visits


@dataclass(frozen=True, slots=True)
class UnitProgress:
    """One unit of a learner's version, with how many of its required blocks are behind them."""

    code: str
    number: int
    title: str
    place: Place
    minutes: int
    required: int
    done: int

    @property
    def is_open(self) -> bool:
        return self.done < self.required


def list_unit_progress(
    session: Session, enrolment_ids: Iterable[uuid.UUID]
) -> dict[uuid.UUID, list[UnitProgress]]:
    """The units of each enrolment in their order; one statement."""
    rows = session.execute(
        select(
            Enrolment.id,
            Unit.code,
            Unit.position,
            Unit.title,
            Unit.place,
            Unit.minutes,
            func.count(Block.id),
            func.count(BlockState.block),
        )
        .join(Unit, Unit.version_id == Enrolment.version_id)
        .join(Block, and_(Block.unit_id == Unit.id, Block.is_required.is_(True)))
        .join(
            BlockState,
            and_(
                BlockState.enrolment_id == Enrolment.id,
                BlockState.block == Block.code,
                BlockState.state.in_(BEHIND),
            ),
            isouter=True,
        )
        .where(Enrolment.id.in_(list(enrolment_ids)))
        .group_by(Enrolment.id, Unit.id, Unit.code, Unit.position, Unit.title, Unit.place, Unit.minutes)
        .order_by(Unit.position)
    )
    found: dict[uuid.UUID, list[UnitProgress]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(UnitProgress(*row[1:]))
    return found


def _still_open(units: Iterable[UnitProgress], prerequisites: Collection[str]) -> tuple[OpenUnit, ...]:
    return tuple(
        OpenUnit(unit.code, unit.number, unit.title, unit.minutes)
        for unit in units
        if unit.is_open and unit.code in prerequisites
    )


def find_block(session: Session, enrolment: Enrolment, code: str) -> tuple[str, int, str, str] | None:
    """(label, unit's position, unit's code, unit's title) of a block of the learner's version, or None."""
    row = session.execute(_block_named(enrolment, code)).first()
    return (row[0] or code, row[1], row[2], row[3]) if row else None


def _block_named(enrolment: Enrolment, code: str) -> Select[str, int, str, str]:
    return (
        select(BlockText.label, Unit.position, Unit.code, Unit.title)
        .select_from(Block)
        .join(Unit, Unit.id == Block.unit_id)
        .join(Module, Module.id == enrolment.module_id)
        .join(BlockText, _text_of_block(), isouter=True)
        .where(Block.version_id == enrolment.version_id, Block.code == code)
    )


def _block_of_version(code: ColumnOperators) -> ColumnElement[bool]:
    return and_(Block.version_id == Enrolment.version_id, Block.code == code)


def _text_of_block() -> ColumnElement[bool]:
    return and_(BlockText.block_id == Block.id, BlockText.language == Module.language)
