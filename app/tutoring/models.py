import enum
import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
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

    def is_substituted_at(self, moment: datetime) -> bool:
        return self.substitute_id is not None and is_between(moment, self.substitute_from, self.substitute_to)


def is_between(moment: datetime, first: datetime | None, last: datetime | None) -> bool:
    """Whether someone stands in: from `first`, until `last`, which is no longer theirs, or without an end."""
    return first is not None and first <= moment and (last is None or moment < last)


class HandoverReason(enum.StrEnum):
    """Why a learner has another tutor."""

    LEFT = "left"  # the former one accompanies nobody there any more
    SHARED = "shared"  # the centre shared its learners out anew
    MOVED = "moved"  # the learner went to another centre


class Handover(Base):
    """An enrolment that went from one tutor to another, and what there was to know of it that day: written once.

    `brief` is drawn from the record and holds figures and dates, no texts (`queries/briefs.py`). `read_at` is when the
    successor said that they had read it.
    """

    __tablename__ = "tutoring_handover"
    __table_args__ = (
        Index("ix_tutoring_handover_line", "enrolment_id", "at"),
        Index("ix_tutoring_handover_unread", "tutor_id", "read_at"),
    )

    id: Mapped[Id]
    enrolment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("learning_enrolment.id"))
    former_tutor_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people_person.id"))
    tutor_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people_person.id"))
    at: Mapped[Moment]
    reason: Mapped[HandoverReason]
    brief: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    read_at: Mapped[datetime | None]


class HelpRequest(Base):
    """A question that waits for the tutor: "I don't get this" at a block, or a plain message (`block` is null).

    Plain messages sent one after the other are one question, as old as the first. It is `answered` by a message or a
    call, and `closed` when the tutor saw that no answer is needed.
    """

    __tablename__ = "tutoring_help_request"
    __table_args__ = (
        UniqueConstraint("message_id"),
        Index("ix_tutoring_help_request_block", "enrolment_id", "block"),
        Index("ix_tutoring_help_request_state", "enrolment_id", "state"),
        Index("ix_tutoring_help_request_answered", "answered_by", "answered_at"),
        CheckConstraint("(state = 'open') = (answered_at IS NULL)", name="answered_has_moment"),
    )

    id: Mapped[Id]
    enrolment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("learning_enrolment.id"))
    block: Mapped[str | None] = mapped_column(String(64))
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

    `key` names the facts ("stuck:vat-q-multimetre:1") and `id` follows from it, so that the same reason is one row,
    whether it was kept here first or worked out by whoever reads.
    """

    __tablename__ = "tutoring_signal"
    __table_args__ = (
        Index("ix_tutoring_signal_open", "enrolment_id", "closed_at"),
        UniqueConstraint("enrolment_id", "key"),
    )

    id: Mapped[Id]
    enrolment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("learning_enrolment.id"))
    kind: Mapped[SignalKind]
    key: Mapped[Line]
    facts: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    since: Mapped[Moment]
    opened_at: Mapped[Moment]
    closed_at: Mapped[datetime | None]


class Intervention(Base):
    """What a tutor did about a signal or of their own accord.

    The text of `message`, `slot` and `replan` went to the learner; of `waive` it is the reason that stands in their
    progress; every other text, and every outcome, is private to who accompanies.
    """

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


class TipState(enum.StrEnum):
    PROPOSED = "proposed"
    TAKEN = "taken"
    DECLINED = "declined"


class Tip(Base):
    """An answer that would help others at the same block: proposed to the authors of the module, who take it or not.

    `text` is what was proposed, `taken_block` the block that the author made of it, in their own words.
    """

    __tablename__ = "tutoring_tip"
    __table_args__ = (
        UniqueConstraint("help_request_id"),
        Index("ix_tutoring_tip_module", "module_id", "state"),
        CheckConstraint("(state = 'proposed') = (decided_at IS NULL)", name="decided_has_moment"),
    )

    id: Mapped[Id]
    help_request_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("tutoring_help_request.id"))
    module_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("catalogue_module.id"))
    block: Mapped[Code]
    text: Mapped[Prose]
    proposed_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people_person.id"), index=True)
    proposed_at: Mapped[Moment]
    state: Mapped[TipState] = mapped_column(default=TipState.PROPOSED)
    decided_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people_person.id"))
    decided_at: Mapped[datetime | None]
    taken_block: Mapped[str | None] = mapped_column(String(64))
    reason: Mapped[Prose] = mapped_column(default="")
