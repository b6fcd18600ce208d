import enum
import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.db import Base, Code, Id, Json, Line, Moment, Prose


class SignalKind(enum.StrEnum):
    UNANSWERED = "unanswered"
    SILENT = "silent"
    STUCK = "stuck"
    SESSION_NEAR = "session_near"


class Act(enum.StrEnum):
    MESSAGE = "message"
    CALL = "call"
    SLOT = "slot"
    REPLAN = "replan"
    WAIVE = "waive"
    NOTE = "note"
    SNOOZE = "snooze"


class HelpState(enum.StrEnum):
    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


class Accompaniment(Base):
    """What was agreed for one enrolment: a rhythm a week, and an answer within so many working hours.

    The tutor is the enrolment's. A substitute sees and answers the same from `substitute_from` to `substitute_to`.
    """

    __tablename__ = "tutoring_accompaniment"

    enrolment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("learning_enrolment.id"), primary_key=True)
    weekly_rhythm: Mapped[int] = mapped_column(default=3)
    promise_hours: Mapped[int] = mapped_column(default=16)
    substitute_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people_person.id"), index=True)
    substitute_from: Mapped[datetime | None]
    substitute_to: Mapped[datetime | None]
    created_at: Mapped[Moment]


class HelpRequest(Base):
    """ "I don't get this", asked at a block: an anchored message with a state of its own."""

    __tablename__ = "tutoring_help_request"
    __table_args__ = (
        UniqueConstraint("message_id"),
        Index("ix_tutoring_help_request_block", "enrolment_id", "block"),
        Index("ix_tutoring_help_request_state", "state", "enrolment_id"),
        CheckConstraint("(state = 'open') = (answered_at IS NULL)", name="answered_has_moment"),
    )

    id: Mapped[Id]
    enrolment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("learning_enrolment.id"))
    block: Mapped[Code]
    conversation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("chat_conversation.id"))
    message_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("chat_message.id"))
    answer_message_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("chat_message.id"))
    asked_at: Mapped[Moment]
    answer_by: Mapped[Moment]
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[uuid.UUID | None]
    state: Mapped[HelpState] = mapped_column(default=HelpState.OPEN)


class Signal(Base):
    """A reason why a learner needs the tutor now, with its figures; it closes when its facts go or someone acted.

    `key` names the facts ("stuck:vat-q-multimetre"), so that the same reason is one row while it lasts.
    """

    __tablename__ = "tutoring_signal"
    __table_args__ = (
        Index("ix_tutoring_signal_open", "enrolment_id", "closed_at"),
        UniqueConstraint("enrolment_id", "key", "since"),
    )

    id: Mapped[Id]
    enrolment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("learning_enrolment.id"))
    kind: Mapped[SignalKind]
    key: Mapped[Line]
    facts: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    since: Mapped[Moment]
    opened_at: Mapped[Moment]
    closed_at: Mapped[datetime | None]
    snoozed_until: Mapped[datetime | None]


class Intervention(Base):
    """What a tutor did about a signal or of their own accord. `note` is private to tutors."""

    __tablename__ = "tutoring_intervention"
    __table_args__ = (Index("ix_tutoring_intervention_line", "enrolment_id", "done_at"),)

    id: Mapped[Id]
    enrolment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("learning_enrolment.id"))
    signal_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("tutoring_signal.id"), index=True)
    tutor_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people_person.id"))
    act: Mapped[Act]
    text: Mapped[Prose] = mapped_column(default="")
    outcome: Mapped[Prose] = mapped_column(default="")
    minutes: Mapped[int | None]
    message_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("chat_message.id"))
    next_at: Mapped[datetime | None]
    done_at: Mapped[Moment]
