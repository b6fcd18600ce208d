"""What the API says of sessions and bookings."""

from uuid import UUID

from app.in_centre.cards import SessionCard
from app.in_centre.models import Booking, BookingState
from app.in_centre.readiness import OpenUnit
from app.kernel.api import Model, Utc
from app.kernel.clock import now


class OpenUnitObject(Model):
    """A unit that must be finished before the session, and about how long that takes."""

    unit: str
    title: str
    open_blocks: int
    minutes_left: int


class Prerequisites(Model):
    """How the caller stands before this session."""

    ready: bool
    open: list[OpenUnitObject]


class BookingObject(Model):
    """`session` is the session's id."""

    id: UUID
    session: UUID
    enrolment: UUID
    state: BookingState
    booked_at: Utc
    cancelled_at: Utc | None
    reason: str


class SessionObject(Model):
    """A date at a centre. `prerequisites` and `booking` are the caller's own, null where there are none."""

    id: UUID
    module: str
    module_title: str
    unit: str
    unit_title: str
    centre: UUID
    centre_name: str
    address: str
    room: str
    host: str
    starts_at: Utc
    ends_at: Utc
    capacity: int
    free: int
    open: bool
    cancelled: bool
    bring: list[str]
    prerequisites: Prerequisites | None
    booking: BookingObject | None


def booking_object(booking: Booking) -> BookingObject:
    return BookingObject(
        id=booking.id,
        session=booking.session_id,
        enrolment=booking.enrolment_id,
        state=booking.state,
        booked_at=booking.booked_at,
        cancelled_at=booking.cancelled_at,
        reason=booking.reason,
    )


def session_object(card: SessionCard) -> SessionObject:
    row, ready = card.row, card.readiness
    return SessionObject(
        id=row.it.id,
        module=row.module.slug,
        module_title=row.module_title,
        unit=row.it.unit,
        unit_title=row.unit_title,
        centre=row.centre.id,
        centre_name=row.centre.name,
        address=row.centre.address,
        room=row.it.room,
        host=row.host_name,
        starts_at=row.it.starts_at,
        ends_at=row.it.ends_at,
        capacity=row.it.capacity,
        free=row.free,
        open=row.is_open and row.it.starts_at > now(),
        cancelled=row.it.cancelled_at is not None,
        bring=list(ready.unit.bring) if ready else [],
        prerequisites=Prerequisites(ready=ready.is_ready, open=[_open(unit) for unit in ready.prerequisites])
        if ready
        else None,
        booking=booking_object(card.booking) if card.booking else None,
    )


def _open(unit: OpenUnit) -> OpenUnitObject:
    return OpenUnitObject(
        unit=unit.code, title=unit.title, open_blocks=unit.open_blocks, minutes_left=unit.minutes_left
    )
