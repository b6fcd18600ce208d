"""Confirming who was there, half-day by half-day. Nothing is edited: a correction is a new row."""

import uuid
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from app.in_centre import policy
from app.in_centre.events import AttendanceConfirmed
from app.in_centre.half_days import Half, half_days
from app.in_centre.models import LONGEST_REASON, Attendance, Booking, BookingState, HalfDay, InCentreSession
from app.in_centre.queries.attendance import count_presences, find_current
from app.in_centre.queries.bookings import get_run_booking
from app.in_centre.queries.observations import find_achieved
from app.in_centre.services.completion import complete_if_shown
from app.in_centre.services.locks import lock_session
from app.in_centre.services.recording import record_on
from app.kernel.clock import now
from app.kernel.errors import Conflict, Denied, DomainError, at_most
from app.kernel.events import announce
from app.kernel.ids import new_id
from app.network.queries import get_centre
from app.people.actor import Actor

# The list opens when people arrive, and stays open for corrections as long as the host sees who came.
OPENS_BEFORE = timedelta(hours=1)
CLOSES_AFTER = timedelta(days=30)


class BookingIsCancelled(Conflict):
    code = "booking_is_cancelled"


class NotThatHalfDay(DomainError):
    """The session has no such half-day."""

    code = "not_that_half_day"


class TooEarly(Conflict):
    """Presence is confirmed there and then; `opens_at` is the moment from which it can be."""

    code = "attendance_too_early"


class TooLate(Conflict):
    code = "attendance_too_late"


class CorrectionNeedsReason(DomainError):
    """Once the half-day is over, a change says why."""

    code = "correction_needs_reason"


class PresenceIsObserved(Conflict):
    """A signed grid says that the person was there: this is their last confirmed half-day."""

    code = "presence_is_observed"


def confirm_attendance(
    session: Session,
    actor: Actor,
    *,
    booking_id: uuid.UUID,
    day: date,
    half_day: HalfDay,
    is_present: bool,
    reason: str = "",
) -> Attendance:
    """Say that a learner was there in one half-day, or was not. The same again changes nothing. Flushes.

    Raises NotFound, Denied, BookingIsCancelled, NotThatHalfDay, TooEarly, TooLate, CorrectionNeedsReason,
    PresenceIsObserved.
    """
    booking = get_run_booking(session, actor, booking_id)
    wanted = lock_session(session, booking.session_id)
    session.refresh(booking)
    if not policy.may_plan(actor, wanted.centre_id):
        raise Denied
    half = _half(session, booking, wanted, day, half_day)
    current = find_current(session, booking_id, day, half_day)
    if current is not None and current.is_present == is_present:
        return current
    if current is not None:
        _check_correction(session, current, half, reason)
    confirmed = _write(session, actor, half, booking, is_present, reason, current)
    _record(session, confirmed, booking, wanted, current)
    complete_if_shown(session, booking)
    return confirmed


def _half(session: Session, booking: Booking, wanted: InCentreSession, day: date, half_day: HalfDay) -> Half:
    if booking.state is not BookingState.CONFIRMED:
        raise BookingIsCancelled
    zone = get_centre(session, wanted.centre_id).time_zone
    halves = half_days(wanted.starts_at, wanted.ends_at, zone)
    half = next((half for half in halves if (half.day, half.half_day) == (day, half_day)), None)
    if half is None:
        raise NotThatHalfDay
    check_open(half.starts_at, wanted.ends_at)
    return half


def check_open(starts_at: datetime, ends_at: datetime) -> None:
    """What is noted in the workshop is noted while people are there, or soon after. Raises TooEarly, TooLate."""
    if now() < starts_at - OPENS_BEFORE:
        raise TooEarly(opens_at=starts_at - OPENS_BEFORE)
    if now() > ends_at + CLOSES_AFTER:
        raise TooLate


def _check_correction(session: Session, current: Attendance, half: Half, reason: str) -> None:
    if now() > half.ends_at and not reason.strip():
        raise CorrectionNeedsReason
    is_last = current.is_present and count_presences(session, current.booking_id) == 1
    if is_last and find_achieved(session, current.booking_id):
        raise PresenceIsObserved


def _write(
    session: Session,
    actor: Actor,
    half: Half,
    booking: Booking,
    is_present: bool,
    reason: str,
    former: Attendance | None,
) -> Attendance:
    row = Attendance(
        id=new_id(),
        booking_id=booking.id,
        day=half.day,
        half_day=half.half_day,
        is_present=is_present,
        reason=at_most(LONGEST_REASON, reason),
        confirmed_by=actor.id,
        confirmed_at=now(),
    )
    if former is not None:
        # First, so that there are never two current rows, which the database would refuse.
        former.superseded_by = row.id
        session.flush()
    session.add(row)
    session.flush()
    announce(session, _confirmed(row, booking, former))
    return row


def _record(
    session: Session, row: Attendance, booking: Booking, wanted: InCentreSession, former: Attendance | None
) -> None:
    record_on(
        session,
        row.confirmed_by,
        "correct_attendance" if former else "confirm_attendance",
        booking,
        wanted.centre_id,
        object_id=row.id,
        before={"present": former.is_present} if former else None,
        after={"present": row.is_present},
        day=row.day.isoformat(),
        half_day=row.half_day.value,
    )


def _confirmed(row: Attendance, booking: Booking, former: Attendance | None) -> AttendanceConfirmed:
    return AttendanceConfirmed(
        attendance_id=row.id,
        supersedes=former.id if former else None,
        booking_id=booking.id,
        enrolment_id=booking.enrolment_id,
        learner_id=booking.learner_id,
        day=row.day.isoformat(),
        half_day=row.half_day.value,
        is_present=row.is_present,
        by=row.confirmed_by,
        at=row.confirmed_at,
    )
