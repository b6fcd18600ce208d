import enum
import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.db import Base, Id, Line, Moment, Prose


class ErasureState(enum.StrEnum):
    WAITING = "waiting"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"
    DONE = "done"


class Erasure(Base):
    """Someone asked to have their data erased. It can be taken back until `open_at`, and is answered by `due_at`.

    `asked_by` is the person, or a manager whom they asked on paper: `heard` says how. `answer` is why it was refused.
    """

    __tablename__ = "people_erasure"
    __table_args__ = (
        Index(
            "uq_people_erasure_waiting",
            "person_id",
            unique=True,
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
        Index("ix_people_erasure_due", "state", "due_at"),
        CheckConstraint("(state = 'waiting') = (answered_at IS NULL)", name="answered_has_moment"),
        CheckConstraint("(state = 'refused') = (answer <> '')", name="refused_has_reason"),
    )

    id: Mapped[Id]
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people_person.id"), index=True)
    asked_at: Mapped[Moment]
    asked_by: Mapped[uuid.UUID]
    heard: Mapped[Line] = mapped_column(default="")
    open_at: Mapped[Moment]
    due_at: Mapped[Moment]
    state: Mapped[ErasureState] = mapped_column(default=ErasureState.WAITING)
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[uuid.UUID | None]
    answer: Mapped[Prose] = mapped_column(default="")
