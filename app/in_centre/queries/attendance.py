import uuid
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.in_centre.models import Attendance, Booking, HalfDay

Key = tuple[date, HalfDay]


def list_current(
    session: Session, booking_ids: Iterable[uuid.UUID]
) -> dict[uuid.UUID, dict[Key, Attendance]]:
    """What is confirmed now, by booking and half-day, for bookings that the caller may see."""
    found: dict[uuid.UUID, dict[Key, Attendance]] = defaultdict(dict)
    for row in session.scalars(
        select(Attendance).where(
            Attendance.booking_id.in_(list(booking_ids)), Attendance.superseded_by.is_(None)
        )
    ):
        found[row.booking_id][row.day, row.half_day] = row
    return found


def find_current(session: Session, booking_id: uuid.UUID, day: date, half_day: HalfDay) -> Attendance | None:
    return session.scalars(
        select(Attendance).where(
            Attendance.booking_id == booking_id,
            Attendance.day == day,
            Attendance.half_day == half_day,
            Attendance.superseded_by.is_(None),
        )
    ).first()


def list_own_presences(session: Session, learner_id: uuid.UUID) -> list[tuple[Attendance, uuid.UUID]]:
    """The half-days in which this learner was there, as confirmed now, with their enrolment; the newest first."""
    rows = session.execute(
        select(Attendance, Booking.enrolment_id)
        .join(Booking, Booking.id == Attendance.booking_id)
        .where(Booking.learner_id == learner_id, Attendance.is_present)
        .where(Attendance.superseded_by.is_(None))
        .order_by(Attendance.day.desc(), Attendance.half_day)
    )
    return [(attendance, enrolment_id) for attendance, enrolment_id in rows]


def count_presences(session: Session, booking_id: uuid.UUID) -> int:
    """Half-days in which this learner was there, as confirmed now."""
    return session.execute(
        select(func.count())
        .select_from(Attendance)
        .where(
            Attendance.booking_id == booking_id,
            Attendance.is_present,
            Attendance.superseded_by.is_(None),
        )
    ).scalar_one()


def list_history(session: Session, booking_ids: Iterable[uuid.UUID]) -> list[Attendance]:
    """Every confirmation and correction, in the order they were made, for bookings that the caller may see."""
    return list(
        session.scalars(
            select(Attendance)
            .where(Attendance.booking_id.in_(list(booking_ids)))
            .order_by(Attendance.confirmed_at, Attendance.id)
        )
    )
