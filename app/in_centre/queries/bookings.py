import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.orm import Session

from app.catalogue.models import Module, ModuleVersion
from app.in_centre.models import Attendance, Booking, BookingState, InCentreSession
from app.in_centre.policy import centres_run
from app.kernel.clock import now
from app.kernel.db import UtcDateTime
from app.kernel.errors import NotFound
from app.learning.models import Enrolment, ErrorReport
from app.learning.safety import stands_against
from app.network.models import Centre
from app.people.actor import Actor
from app.people.looks import notice_look
from app.people.models import Person

# Until when a host sees how those who came were prepared.
SEEN_AFTER = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Booked:
    """A place and the date it is for, as other domains and the calendar need it."""

    booking: Booking
    it: InCentreSession
    centre: Centre
    module: Module


#: In the order of the fields of `Booked`.
BOOKED = (
    select(Booking, InCentreSession, Centre, Module)
    .join(InCentreSession, InCentreSession.id == Booking.session_id)
    .join(Centre, Centre.id == InCentreSession.centre_id)
    .join(Module, Module.id == InCentreSession.module_id)
)
NEXT = (
    BOOKED.where(Booking.learner_id == bindparam("learner", type_=Booking.learner_id.type))
    .where(Booking.state == BookingState.CONFIRMED)
    .where(InCentreSession.ends_at > bindparam("moment", type_=UtcDateTime()))
    .order_by(InCentreSession.starts_at)
    .limit(1)
)


def list_bookings(session: Session, actor: Actor, *, ends_after: datetime | None = None) -> list[Booked]:
    """The actor's own places, cancelled ones too, by date."""
    rows = BOOKED.where(Booking.learner_id == actor.id).order_by(
        InCentreSession.starts_at, InCentreSession.id
    )
    if ends_after is not None:
        rows = rows.where(InCentreSession.ends_at > ends_after)
    return [Booked(*row) for row in session.execute(rows)]


def find_bookings(
    session: Session, actor: Actor, session_ids: Iterable[uuid.UUID]
) -> dict[uuid.UUID, Booking]:
    """The actor's own booking in each of these sessions, by session."""
    rows = session.scalars(
        select(Booking).where(Booking.learner_id == actor.id, Booking.session_id.in_(list(session_ids)))
    )
    return {booking.session_id: booking for booking in rows}


def get_own_booking(session: Session, actor: Actor, booking_id: uuid.UUID) -> Booking:
    booking = session.scalars(
        select(Booking).where(Booking.id == booking_id, Booking.learner_id == actor.id)
    ).first()
    if booking is None:
        raise NotFound
    return booking


def get_run_booking(session: Session, actor: Actor, booking_id: uuid.UUID) -> Booking:
    """A booking in a session of a centre that the actor runs sessions for. Raises NotFound."""
    found = session.execute(
        select(Booking, Enrolment.centre_id)
        .join(InCentreSession, InCentreSession.id == Booking.session_id)
        .join(Enrolment, Enrolment.id == Booking.enrolment_id)
        .join(Person, and_(Person.id == Booking.learner_id, Person.erased_at.is_(None)))
        .where(Booking.id == booking_id, InCentreSession.centre_id.in_(list(centres_run(actor))))
    ).first()
    if found is None:
        raise NotFound
    booking, centre_id = found
    notice_look(session, actor, person_id=booking.learner_id, centre_id=centre_id, page="grid")
    return booking


def check_belongs(session: Session, actor: Actor, booking_id: uuid.UUID, session_id: uuid.UUID) -> None:
    """An address that names a booking under a session it is not in leads nowhere. Raises NotFound."""
    if get_run_booking(session, actor, booking_id).session_id != session_id:
        raise NotFound


@dataclass(frozen=True, slots=True)
class Participant:
    """One line of a session's list."""

    booking: Booking
    person: Person
    enrolment: Enrolment


def list_participants(session: Session, actor: Actor, session_id: uuid.UUID) -> list[Participant]:
    """Who has a place, and who gave it up after being seen there: a register loses nobody."""
    was_seen = select(Attendance.id).where(Attendance.booking_id == Booking.id).exists()
    rows = session.execute(
        select(Booking, Person, Enrolment)
        .join(Person, Person.id == Booking.learner_id)
        .join(Enrolment, Enrolment.id == Booking.enrolment_id)
        .join(InCentreSession, InCentreSession.id == Booking.session_id)
        .where(Booking.session_id == session_id)
        .where(InCentreSession.centre_id.in_(list(centres_run(actor))))
        .where(or_(Booking.state == BookingState.CONFIRMED, was_seen))
        .order_by(Person.given_name, Person.family_name, Booking.id)
    )
    found = [Participant(*row) for row in rows]
    for one in found:
        notice_look(
            session,
            actor,
            person_id=one.person.id,
            centre_id=one.enrolment.centre_id,
            page="workshop",
        )
    return found


def next_booking(session: Session, learner_id: uuid.UUID) -> Booked | None:
    """The learner's next place in a session that has not ended."""
    row = session.execute(NEXT, {"learner": learner_id, "moment": now()}).first()
    return Booked(*row) if row else None


def list_own_enrolments(session: Session, actor: Actor) -> list[Enrolment]:
    """The actor's enrolments that have not ended."""
    return list(
        session.scalars(
            select(Enrolment)
            .where(Enrolment.learner_id == actor.id, Enrolment.ended_at.is_(None))
            .order_by(Enrolment.begun_at)
        )
    )


def find_own_enrolment(session: Session, learner_id: uuid.UUID, module_id: uuid.UUID) -> Enrolment | None:
    """The enrolment that has not ended, in this module."""
    return session.scalars(
        select(Enrolment).where(
            Enrolment.learner_id == learner_id,
            Enrolment.module_id == module_id,
            Enrolment.ended_at.is_(None),
        )
    ).first()


def find_own_with_warnings(
    session: Session, learner_id: uuid.UUID, module_id: uuid.UUID
) -> tuple[Enrolment | None, frozenset[str]]:
    """The same, with the units that a safety point stands against; one statement."""
    number = select(ModuleVersion.number).where(ModuleVersion.id == Enrolment.version_id).scalar_subquery()
    rows = session.execute(
        select(Enrolment, ErrorReport.unit)
        .join(
            ErrorReport,
            and_(ErrorReport.module_id == Enrolment.module_id, stands_against(number)),
            isouter=True,
        )
        .where(Enrolment.learner_id == learner_id, Enrolment.module_id == module_id)
        .where(Enrolment.ended_at.is_(None))
    ).all()
    return (rows[0][0] if rows else None), frozenset(unit for _, unit in rows if unit)


def hosted_enrolments(session: Session, actor: Actor) -> list[uuid.UUID]:
    """The enrolments whose learners have a place in a session of the actor's centres, until 30 days after it."""
    centres = list(centres_run(actor))
    if not centres:
        return []
    return list(
        session.scalars(
            select(Booking.enrolment_id)
            .join(InCentreSession, InCentreSession.id == Booking.session_id)
            .where(InCentreSession.centre_id.in_(centres), Booking.state == BookingState.CONFIRMED)
            .where(InCentreSession.ends_at > now() - SEEN_AFTER)
            .distinct()
        )
    )
