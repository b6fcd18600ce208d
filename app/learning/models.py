import enum
import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.db import Base, Code, Id, Json, Line, Moment, Prose


class EnrolmentKind(enum.StrEnum):
    DISCOVERY = "discovery"
    TRAINING = "training"


class Verb(enum.StrEnum):
    OPENED = "opened"
    SEEN = "seen"
    ANSWERED = "answered"
    COMPLETED = "completed"
    ACTIVE = "active"
    LEFT = "left"


class State(enum.StrEnum):
    NOT_STARTED = "not_started"
    OPENED = "opened"
    TRIED = "tried"
    WAITING = "waiting"
    DONE = "done"
    WAIVED = "waived"


class Verdict(enum.StrEnum):
    WAITING = "waiting"
    ACCEPTED = "accepted"
    AGAIN = "again"


class Enrolment(Base):
    """One person on one version of one module, with a tutor always.

    `done_blocks`, `active_seconds`, `last_step_at` and `last_block` repeat what the steps say, written in the same transaction, so
    that a list of sixty learners reads sixty rows. `active_seconds` rounds `active_microseconds`, which is exact;
    `last_sequence` is the number of the newest step. `version_since` is when it was moved to its version, null while it
    is on the one it began; `version_read_at` is when the learner read what that changed. `centre_since` is when it came to
    its centre, null while it is in the one it began in.
    """

    __tablename__ = "learning_enrolment"
    __table_args__ = (
        UniqueConstraint("learner_id", "module_id"),
        Index("ix_learning_enrolment_tutor", "tutor_id", "ended_at"),
        Index("ix_learning_enrolment_centre", "centre_id", "module_id"),
        Index("ix_learning_enrolment_version", "version_id"),
        CheckConstraint("done_blocks >= 0 AND done_blocks <= required_blocks", name="done_within_required"),
    )

    id: Mapped[Id]
    kind: Mapped[EnrolmentKind] = mapped_column(default=EnrolmentKind.DISCOVERY)
    learner_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people_person.id"))
    module_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("catalogue_module.id"))
    version_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("catalogue_version.id"))
    centre_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("network_centre.id"))
    tutor_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people_person.id"))
    begun_at: Mapped[Moment]
    ended_at: Mapped[datetime | None]
    required_blocks: Mapped[int]
    done_blocks: Mapped[int] = mapped_column(default=0)
    active_seconds: Mapped[int] = mapped_column(default=0)
    active_microseconds: Mapped[int] = mapped_column(BigInteger, default=0)
    last_sequence: Mapped[int] = mapped_column(default=0)
    last_step_at: Mapped[datetime | None]
    last_block: Mapped[str | None] = mapped_column(String(64))
    completed_at: Mapped[datetime | None]
    version_since: Mapped[datetime | None]
    version_read_at: Mapped[datetime | None]
    centre_since: Mapped[datetime | None]

    @property
    def has_news(self) -> bool:
        """Whether the version changed under the learner, who has not yet said that they read it."""
        return self.version_since is not None and (
            self.version_read_at is None or self.version_read_at < self.version_since
        )


class Stay(Base):
    """What a centre keeps of an enrolment that went to another one: the figures of the day it left, for ever."""

    __tablename__ = "learning_stay"
    __table_args__ = (Index("ix_learning_stay_centre", "centre_id", "learner_id"),)

    id: Mapped[Id]
    enrolment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("learning_enrolment.id"), index=True)
    learner_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people_person.id"))
    centre_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("network_centre.id"))
    tutor_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people_person.id"))
    version_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("catalogue_version.id"))
    from_at: Mapped[Moment]
    to_at: Mapped[Moment]
    required_blocks: Mapped[int]
    done_blocks: Mapped[int]
    active_seconds: Mapped[int]


class Step(Base):
    """A learning event, as it came: append-only. Progress is the replay of these rows, for ever.

    The client makes `id`; `occurred_at` is kept as sent, `counted_at` is by the server's clock; `sequence` numbers the
    steps of an enrolment as they came. `result` is what the server adds: its marking of an answer {"right", "mark"}; what
    a higher floor states {"stated": {"kind", …}}; {"late": true} for a step that came after the end and does not count;
    {"version": number} for an answer to a version that was left since; {"moved": {"kind", "id", …}} for what a move to
    another version decided of the block (`folding.py`).
    """

    __tablename__ = "learning_step"
    __table_args__ = (Index("ix_learning_step_block", "enrolment_id", "block"),)

    enrolment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("learning_enrolment.id"), primary_key=True)
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    sequence: Mapped[int]
    block: Mapped[Code]
    verb: Mapped[Verb]
    occurred_at: Mapped[Moment]
    counted_at: Mapped[Moment]
    received_at: Mapped[Moment]
    device: Mapped[str] = mapped_column(String(64), default="")
    n: Mapped[int | None]
    data: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    result: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)


class BlockState(Base):
    """Where one learner stands with one block: the fold of the steps so far.

    `because` says through which step, waiver or observation it came there: {"kind", "id", …}.
    """

    __tablename__ = "learning_block_state"

    enrolment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("learning_enrolment.id"), primary_key=True)
    block: Mapped[Code] = mapped_column(primary_key=True)
    state: Mapped[State]
    since: Mapped[Moment]
    tries: Mapped[int] = mapped_column(default=0)
    wrong_in_a_row: Mapped[int] = mapped_column(default=0)
    last_response: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    because: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)


class StudyInterval(Base):
    """A stretch of study without overlap: presence folded on arrival, tabs and devices counted once."""

    __tablename__ = "learning_study_interval"
    __table_args__ = (
        Index("ix_learning_study_interval_when", "enrolment_id", "starts_at"),
        CheckConstraint("starts_at <= ends_at", name="ends_after_it_begins"),
    )

    id: Mapped[Id]
    enrolment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("learning_enrolment.id"))
    starts_at: Mapped[Moment]
    ends_at: Mapped[Moment]
    device: Mapped[str] = mapped_column(String(64), default="")
    is_offline: Mapped[bool] = mapped_column(default=False)


class Presence(Base):
    """An accepted `active` event: kept 90 days, so that the same one is known when it comes again."""

    __tablename__ = "learning_presence"
    __table_args__ = (Index("ix_learning_presence_age", "counted_at"),)

    enrolment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("learning_enrolment.id"), primary_key=True)
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    block: Mapped[Code]
    seconds: Mapped[int]
    counted_at: Mapped[Moment]
    occurred_at: Mapped[Moment]
    device: Mapped[str] = mapped_column(String(64), default="")


class Reflection(Base):
    """What a learner wrote for themselves at a block; `is_shared` lets whoever accompanies read it."""

    __tablename__ = "learning_reflection"

    enrolment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("learning_enrolment.id"), primary_key=True)
    block: Mapped[Code] = mapped_column(primary_key=True)
    text: Mapped[Prose]
    is_shared: Mapped[bool] = mapped_column(default=False)
    saved_at: Mapped[Moment]


class Submission(Base):
    """What a learner sent to their tutor at a block, and what the tutor said of it. The form makes `id`.

    `sha256` is the key of the file in the store, cleaned before it was kept; its name is not kept.
    """

    __tablename__ = "learning_submission"
    __table_args__ = (Index("ix_learning_submission_block", "enrolment_id", "block", "sent_at"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    enrolment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("learning_enrolment.id"))
    block: Mapped[Code]
    text: Mapped[Prose] = mapped_column(default="")
    sha256: Mapped[str | None] = mapped_column(String(64))
    media_type: Mapped[str | None] = mapped_column(String(64))
    sent_at: Mapped[Moment]
    verdict: Mapped[Verdict] = mapped_column(default=Verdict.WAITING)
    verdict_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people_person.id"))
    verdict_at: Mapped[datetime | None]
    remark: Mapped[Prose] = mapped_column(default="")


class Move(Base):
    """People brought from one version of a module to another: one act of its author.

    `decisions` says, for each block whose assessed part changed, what becomes of its results: {code: {"effect", "reason",
    "label"}}; `summary` counts what else changed. Enrolments follow in small batches; `ended_at` is when none was left.
    """

    __tablename__ = "learning_move"
    __table_args__ = (Index("ix_learning_move_module", "module_id", "begun_at"),)

    id: Mapped[Id]
    module_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("catalogue_module.id"))
    from_version_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("catalogue_version.id"))
    to_version_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("catalogue_version.id"))
    centre_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("network_centre.id"))
    decisions: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    summary: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    begun_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people_person.id"))
    begun_at: Mapped[Moment]
    total: Mapped[int]
    moved: Mapped[int] = mapped_column(default=0)
    ended_at: Mapped[datetime | None]


class MovedEnrolment(Base):
    """What a move did to one enrolment; `redone` names the blocks that its learner had done and does again."""

    __tablename__ = "learning_moved_enrolment"

    enrolment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("learning_enrolment.id"), primary_key=True)
    move_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("learning_move.id"), primary_key=True, index=True)
    moved_at: Mapped[Moment]
    done_before: Mapped[int]
    required_before: Mapped[int]
    done_after: Mapped[int]
    required_after: Mapped[int]
    redone: Mapped[list[str]] = mapped_column(Json, default=list)


class ReportState(enum.StrEnum):
    OPEN = "open"
    CORRECTED = "corrected"
    UNFOUNDED = "unfounded"


class ErrorReport(Base):
    """Someone who uses a module says that a block is wrong. On a safety point nobody begins the unit while it is open.

    `corrected_in` is the number of the version in which it was put right. The form makes `id`.
    """

    __tablename__ = "learning_error_report"
    __table_args__ = (
        Index("ix_learning_error_report_module", "module_id", "state"),
        CheckConstraint("(state = 'open') = (closed_at IS NULL)", name="closed_has_moment"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    module_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("catalogue_module.id"))
    version_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("catalogue_version.id"))
    unit: Mapped[Code]
    block: Mapped[Code]
    label: Mapped[Line]
    is_safety: Mapped[bool]
    text: Mapped[Prose]
    reported_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people_person.id"))
    reported_at: Mapped[Moment]
    state: Mapped[ReportState] = mapped_column(default=ReportState.OPEN)
    closed_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people_person.id"))
    closed_at: Mapped[datetime | None]
    outcome: Mapped[Prose] = mapped_column(default="")
    corrected_in: Mapped[int | None]
