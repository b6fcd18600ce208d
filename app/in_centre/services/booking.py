"""Taking a place and giving it back."""

import enum
import uuid
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.in_centre import policy
from app.in_centre.events import BookingCancelled, SessionBooked
from app.in_centre.models import LONGEST_REASON, Booking, BookingState, InCentreSession
from app.in_centre.queries.bookings import (
    find_own_enrolment,
    find_own_with_warnings,
    get_own_booking,
    get_run_booking,
)
from app.in_centre.queries.progress import list_unit_progress
from app.in_centre.queries.sessions import (
    SessionRow,
    find_overlap,
    get_run_session,
    get_session,
    list_alternatives,
)
from app.in_centre.readiness import OpenUnit, weigh
from app.in_centre.services.locks import lock_person, lock_session
from app.in_centre.services.recording import record_on
from app.kernel.clock import now
from app.kernel.errors import Conflict, Denied, at_most
from app.kernel.events import announce
from app.learning.models import Enrolment
from app.learning.reports import find_warning
from app.people.actor import Actor
from app.people.queries import find_person_by_email


class Reason(enum.StrEnum):
    """Why a place cannot be taken. Public: clients rely on these words."""

    FULL = "full"
    PREREQUISITES = "prerequisites"
    DOCUMENTS = "documents"
    OVERLAP = "overlap"
    CLOSED = "closed"
    PAST = "past"
    NOT_ENROLLED = "not_enrolled"
    # An error is reported on a safety point of the unit.
    SAFETY = "safety"


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One reason with its facts: the units still open, or the other session at that time."""

    reason: Reason
    open_units: tuple[OpenUnit, ...] = ()
    other: InCentreSession | None = None


class BookingRefused(Conflict):
    """`obstacles` carry the facts; `others` are dates of the same unit with a free place."""

    code = "booking_refused"

    def __init__(self, obstacles: list[Obstacle], others: list[SessionRow], row: SessionRow) -> None:
        super().__init__(reasons=[obstacle.reason.value for obstacle in obstacles])
        self.obstacles, self.others, self.row = obstacles, others, row


class SessionHasBegun(Conflict):
    code = "session_has_begun"


class NobodyEnrolled(Conflict):
    """No enrolment in this module under this address: the same answer whether the account exists or not."""

    code = "nobody_enrolled"


class WaiverNeeded(Conflict):
    """Prerequisites are open, and the host has not written why the person comes all the same."""

    code = "waiver_needed"


def book(session: Session, actor: Actor, *, session_id: uuid.UUID) -> tuple[Booking, bool]:
    """Take a place for oneself: (the booking, whether it is new). The seat is held when this returns. Flushes.

    The same again gives the same booking. Raises NotFound, BookingRefused with every reason at once.
    """
    row = get_session(session, actor, session_id)
    lock_person(session, actor.id)
    wanted = lock_session(session, session_id)
    booking = _find(session, session_id, actor.id)
    if booking is not None and booking.state is BookingState.CONFIRMED:
        return booking, False
    enrolment, warned = find_own_with_warnings(session, actor.id, row.it.module_id)
    obstacles = find_obstacles(session, actor.id, wanted, enrolment, warned)
    if obstacles or enrolment is None:
        others = list_alternatives(session, actor, wanted, starts_after=now())
        raise BookingRefused(obstacles, others, row)
    return _seat(session, wanted, enrolment, booking), True


def find_obstacles(
    session: Session,
    learner_id: uuid.UUID,
    wanted: InCentreSession,
    enrolment: Enrolment | None,
    warned: frozenset[str] | None = None,
) -> list[Obstacle]:
    """Everything that stands between this learner and a place, so that nothing is discovered one by one.

    `warned` are the units that a safety point stands against, for who has read them with the enrolment.
    """
    found = []
    if wanted.starts_at <= now():
        found.append(Obstacle(Reason.PAST))
    if wanted.closed_at or wanted.cancelled_at:
        found.append(Obstacle(Reason.CLOSED))
    if wanted.taken >= wanted.capacity:
        found.append(Obstacle(Reason.FULL))
    if enrolment is None:
        return [*found, Obstacle(Reason.NOT_ENROLLED)]
    ready = weigh(list_unit_progress(session, [enrolment.id]).get(enrolment.id, ()), wanted.unit)
    if ready is None:
        # The version this person studies has no such unit, so there is nothing to practise here.
        found.append(Obstacle(Reason.NOT_ENROLLED))
    elif not ready.is_ready:
        found.append(Obstacle(Reason.PREREQUISITES, open_units=ready.prerequisites))
    if wanted.unit in warned if warned is not None else find_warning(session, enrolment, wanted.unit):
        found.append(Obstacle(Reason.SAFETY))
    other = find_overlap(session, learner_id, wanted)
    if other is not None:
        found.append(Obstacle(Reason.OVERLAP, other=other))
    return found


def let_in(
    session: Session, actor: Actor, *, session_id: uuid.UUID, email: str, waiver: str = ""
) -> tuple[Booking, bool]:
    """Give a learner a place from the host's side, also once the session has begun. Flushes.

    Seats are held to as strictly as for learners. Open prerequisites need `waiver`, the reason, which is kept.
    Raises NotFound, Denied, NobodyEnrolled, WaiverNeeded, BookingRefused, TextTooLong.
    """
    row = get_run_session(session, actor, session_id)
    if not policy.may_plan(actor, row.it.centre_id):
        raise Denied
    person = find_person_by_email(session, email)
    enrolment = find_own_enrolment(session, person.id, row.it.module_id) if person else None
    if person is None or enrolment is None:
        raise NobodyEnrolled
    lock_person(session, person.id)
    wanted = lock_session(session, session_id)
    booking = _find(session, session_id, person.id)
    if booking is not None and booking.state is BookingState.CONFIRMED:
        return booking, False
    _refuse_or_waive(session, row, wanted, enrolment, waiver)
    seated = _seat(session, wanted, enrolment, booking)
    seated.reason = at_most(LONGEST_REASON, waiver)
    record_on(session, actor.id, "let_in", seated, wanted.centre_id, waived=bool(seated.reason))
    return seated, True


def _refuse_or_waive(
    session: Session, row: SessionRow, wanted: InCentreSession, enrolment: Enrolment, waiver: str
) -> None:
    obstacles = find_obstacles(session, enrolment.learner_id, wanted, enrolment)
    is_over = wanted.ends_at <= now() or wanted.cancelled_at is not None
    hard = [
        obstacle
        for obstacle in obstacles
        if obstacle.reason is not Reason.PREREQUISITES
        and (obstacle.reason not in (Reason.PAST, Reason.CLOSED) or is_over)
    ]
    if hard:
        raise BookingRefused(hard, [], row)
    if not waiver.strip() and any(obstacle.reason is Reason.PREREQUISITES for obstacle in obstacles):
        raise WaiverNeeded


def _find(session: Session, session_id: uuid.UUID, learner_id: uuid.UUID) -> Booking | None:
    return session.scalars(
        select(Booking).where(Booking.session_id == session_id, Booking.learner_id == learner_id)
    ).first()


def _seat(session: Session, wanted: InCentreSession, enrolment: Enrolment, former: Booking | None) -> Booking:
    """Count the seat and write the place, on the former row where there is one. Under the session's lock."""
    moment = now()
    booking = former or Booking(session_id=wanted.id, learner_id=enrolment.learner_id, sequence=-1)
    booking.enrolment_id = enrolment.id
    booking.state, booking.booked_at = BookingState.CONFIRMED, moment
    booking.cancelled_at, booking.cancelled_by, booking.reason = None, None, ""
    booking.sequence += 1
    wanted.taken += 1
    session.add(booking)
    session.flush()
    announce(
        session,
        SessionBooked(booking.id, wanted.id, enrolment.id, enrolment.learner_id, wanted.starts_at, moment),
    )
    return booking


def cancel(session: Session, actor: Actor, *, booking_id: uuid.UUID) -> Booking:
    """Give one's place back, before the session begins; the same again changes nothing. Flushes.

    Raises NotFound, SessionHasBegun.
    """
    booking = get_own_booking(session, actor, booking_id)
    wanted = lock_session(session, booking.session_id)
    session.refresh(booking)
    if booking.state is BookingState.CANCELLED:
        return booking
    if wanted.starts_at <= now():
        raise SessionHasBegun
    free(session, wanted, booking, by=actor.id)
    return booking


def take_out(session: Session, actor: Actor, *, booking_id: uuid.UUID, reason: str) -> Booking:
    """Cancel a learner's place from the host's side, before the session begins. Flushes.

    Raises NotFound, Denied, SessionHasBegun, TextTooLong.
    """
    booking = get_run_booking(session, actor, booking_id)
    wanted = lock_session(session, booking.session_id)
    session.refresh(booking)
    if not policy.may_plan(actor, wanted.centre_id):
        raise Denied
    if booking.state is BookingState.CANCELLED:
        return booking
    if wanted.starts_at <= now():
        raise SessionHasBegun
    free(session, wanted, booking, by=actor.id, reason=at_most(LONGEST_REASON, reason))
    return booking


def free(
    session: Session, wanted: InCentreSession, booking: Booking, *, by: uuid.UUID, reason: str = ""
) -> None:
    """Write that a place is given back and count the seat free. Under the session's lock. Flushes."""
    moment = now()
    booking.state, booking.cancelled_at = BookingState.CANCELLED, moment
    booking.cancelled_by, booking.reason = by, reason
    booking.sequence += 1
    wanted.taken -= 1
    session.flush()
    if by != booking.learner_id:
        record_on(session, by, "take_out", booking, wanted.centre_id)
    announce(
        session,
        BookingCancelled(booking.id, wanted.id, booking.enrolment_id, booking.learner_id, by, moment),
    )
