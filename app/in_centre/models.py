import enum
import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.db import Base, Code, Id, Json, Line, Moment, Prose


class BookingState(enum.StrEnum):
    REQUESTED = "requested"
    CONFIRMED = "confirmed"
    WAITING = "waiting"
    CANCELLED = "cancelled"


class HalfDay(enum.StrEnum):
    MORNING = "morning"
    AFTERNOON = "afternoon"


class Level(enum.StrEnum):
    NOT_OBSERVED = "not_observed"
    NOT_ACHIEVED = "not_achieved"
    IN_PROGRESS = "in_progress"
    ACHIEVED = "achieved"


class Verdict(enum.StrEnum):
    ACHIEVED = "achieved"
    IN_PROGRESS = "in_progress"
    REDO = "redo"
    NOT_OBSERVED = "not_observed"


#: As a `Line` holds it.
LONGEST_REASON = 250


class InCentreSession(Base):
    """A date on which a unit is practised in a centre. `taken` counts confirmed bookings, under the row's lock.

    `unit` is the unit's code in the module; `resources` maps what the session needs to how many learners it serves, and
    `capacity` is the smallest of them. `closed_at` ends new bookings and keeps the date; `cancelled_at` takes the date away.
    `sequence` rises with every change that a calendar must hear of.
    """

    __tablename__ = "in_centre_session"
    __table_args__ = (
        Index("ix_in_centre_session_when", "centre_id", "starts_at"),
        Index("ix_in_centre_session_module", "module_id", "starts_at"),
        CheckConstraint("taken >= 0 AND taken <= capacity", name="never_over_capacity"),
        CheckConstraint("starts_at < ends_at", name="ends_after_it_begins"),
    )

    id: Mapped[Id]
    module_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("catalogue_module.id"))
    unit: Mapped[Code]
    centre_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("network_centre.id"))
    host_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people_person.id"), index=True)
    room: Mapped[Line]
    starts_at: Mapped[Moment]
    ends_at: Mapped[Moment]
    resources: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    capacity: Mapped[int]
    taken: Mapped[int] = mapped_column(default=0)
    closed_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    cancel_reason: Mapped[Line] = mapped_column(default="")
    sequence: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[Moment]


class Booking(Base):
    """A learner's place in a session; one per learner and session, cancelled and taken again on the same row.

    `reason` says why it was cancelled, or why the host let someone in whose prerequisites were open.
    """

    __tablename__ = "in_centre_booking"
    __table_args__ = (
        UniqueConstraint("session_id", "learner_id"),
        Index("ix_in_centre_booking_learner", "learner_id", "state"),
    )

    id: Mapped[Id]
    session_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("in_centre_session.id"))
    learner_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people_person.id"))
    enrolment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("learning_enrolment.id"), index=True)
    state: Mapped[BookingState]
    booked_at: Mapped[Moment]
    cancelled_at: Mapped[datetime | None]
    cancelled_by: Mapped[uuid.UUID | None]
    reason: Mapped[Line] = mapped_column(default="")
    sequence: Mapped[int] = mapped_column(default=0)


class Attendance(Base):
    """Presence in one half-day: it exists when the host confirms. A correction is a new row that supersedes.

    `superseded_by` is the id of the correcting row: the one column of a confirmed row that ever changes.
    """

    __tablename__ = "in_centre_attendance"
    __table_args__ = (
        Index("ix_in_centre_attendance_booking", "booking_id", "day", "half_day"),
        Index(
            "uq_in_centre_attendance_current",
            "booking_id",
            "day",
            "half_day",
            unique=True,
            sqlite_where=text("superseded_by IS NULL"),
            postgresql_where=text("superseded_by IS NULL"),
        ),
    )

    id: Mapped[Id]
    booking_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("in_centre_booking.id"))
    day: Mapped[date]
    half_day: Mapped[HalfDay]
    is_present: Mapped[bool]
    source: Mapped[str] = mapped_column(String(32), default="host")
    reason: Mapped[Line] = mapped_column(default="")
    confirmed_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people_person.id"))
    confirmed_at: Mapped[Moment]
    superseded_by: Mapped[uuid.UUID | None]


class Observation(Base):
    """One filled grid for one learner: a second attempt is a new row. The grid is frozen as it was used.

    `title` and `minutes` are the task's; `grid` is the list of criteria {id, text, critical}; `levels` maps criterion ids to levels; `remarks` maps them to text.
    """

    __tablename__ = "in_centre_observation"
    __table_args__ = (
        Index("ix_in_centre_observation_booking", "booking_id", "created_at"),
        Index(
            "uq_in_centre_observation_open",
            "booking_id",
            "block",
            unique=True,
            sqlite_where=text("signed_at IS NULL"),
            postgresql_where=text("signed_at IS NULL"),
        ),
        CheckConstraint("(signed_at IS NULL) = (verdict IS NULL)", name="signed_has_verdict"),
        CheckConstraint("(stopped_at IS NULL) = (stopped_reason = '')", name="stopped_has_reason"),
    )

    id: Mapped[Id]
    booking_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("in_centre_booking.id"))
    version_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("catalogue_version.id"))
    block: Mapped[Code]
    assessor_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people_person.id"))
    title: Mapped[Line] = mapped_column(default="")
    minutes: Mapped[int] = mapped_column(default=0)
    grid: Mapped[list[Any]] = mapped_column(Json, default=list)
    levels: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    remarks: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    stopped_reason: Mapped[Prose] = mapped_column(default="")
    stopped_at: Mapped[datetime | None]
    verdict: Mapped[Verdict | None]
    created_at: Mapped[Moment]
    changed_at: Mapped[Moment]
    signed_at: Mapped[datetime | None]
    signed_name: Mapped[Line] = mapped_column(default="")
    seen_at: Mapped[datetime | None]
    learner_comment: Mapped[Prose] = mapped_column(default="")


class FeedToken(Base):
    """The secret of one person's calendar feed: random, apart from every id, replaced or taken away at will."""

    __tablename__ = "in_centre_feed_token"

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people_person.id"), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[Moment]
