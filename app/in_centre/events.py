import uuid
from dataclasses import dataclass
from datetime import datetime

from app.kernel.events import Event


@dataclass(frozen=True, slots=True)
class SessionBooked(Event):
    """A learner has a place."""

    booking_id: uuid.UUID
    session_id: uuid.UUID
    enrolment_id: uuid.UUID
    learner_id: uuid.UUID
    starts_at: datetime
    at: datetime


@dataclass(frozen=True, slots=True)
class BookingCancelled(Event):
    """A learner's place is free again: by them, or because the date is taken away."""

    booking_id: uuid.UUID
    session_id: uuid.UUID
    enrolment_id: uuid.UUID
    learner_id: uuid.UUID
    by: uuid.UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class AttendanceConfirmed(Event):
    """A host confirmed who was there in one half-day, or corrected it. `day` is an ISO date of the centre."""

    attendance_id: uuid.UUID
    supersedes: uuid.UUID | None
    booking_id: uuid.UUID
    enrolment_id: uuid.UUID
    learner_id: uuid.UUID
    day: str
    half_day: str
    is_present: bool
    by: uuid.UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class ObservationSigned(Event):
    """An assessor signed a grid; from here it never changes."""

    observation_id: uuid.UUID
    booking_id: uuid.UUID
    enrolment_id: uuid.UUID
    learner_id: uuid.UUID
    assessor_id: uuid.UUID
    block: str
    verdict: str
    at: datetime
