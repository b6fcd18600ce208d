import enum
import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.db import Base, Code, Id, Moment, Prose


class ReviewState(enum.StrEnum):
    ASKED = "asked"
    APPROVED = "approved"
    CHANGES = "changes"
    WITHDRAWN = "withdrawn"


class Review(Base):
    """A draft that one trainer asked another to read.

    `seen` is the state of the draft that the answer is about (`policy.state_of`): an approval holds for that state
    alone. `number` is the version it was published as; None while it is a draft.
    """

    __tablename__ = "studio_review"
    __table_args__ = (
        CheckConstraint("(state = 'asked') = (answered_at IS NULL)", name="answered_has_moment"),
        Index("ix_studio_review_module", "module_id", "asked_at"),
        Index("ix_studio_review_inbox", "reviewer_id", "state"),
    )

    id: Mapped[Id]
    module_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("catalogue_module.id", ondelete="CASCADE"))
    state: Mapped[ReviewState] = mapped_column(default=ReviewState.ASKED)
    asked_by: Mapped[uuid.UUID]
    asked_at: Mapped[Moment]
    note: Mapped[Prose] = mapped_column(default="")
    reviewer_id: Mapped[uuid.UUID]
    answered_at: Mapped[datetime | None]
    answer: Mapped[Prose] = mapped_column(default="")
    seen: Mapped[str] = mapped_column(String(64), default="")
    number: Mapped[int | None]


class Comment(Base):
    """What someone says of a block, or an answer to it. Kept by the block's code, it outlives every version.

    The first comment of a thread carries whether it is resolved; `thread_id` is None there.
    """

    __tablename__ = "studio_comment"
    __table_args__ = (Index("ix_studio_comment_block", "module_id", "block", "at"),)

    id: Mapped[Id]
    module_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("catalogue_module.id", ondelete="CASCADE"))
    block: Mapped[Code]
    thread_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("studio_comment.id", ondelete="CASCADE"))
    by: Mapped[uuid.UUID]
    at: Mapped[Moment]
    text: Mapped[Prose]
    resolved_by: Mapped[uuid.UUID | None]
    resolved_at: Mapped[datetime | None]


class LinkLook(Base):
    """An address that a draft names, and what it answered when a job looked; `looked_at` is None until then.

    `id` is the SHA-256 of the address.
    """

    __tablename__ = "studio_link_look"
    __table_args__ = (Index("ix_studio_link_look_next", "looked_at", "asked_at"),)

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    address: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[Moment]
    looked_at: Mapped[datetime | None]
    answers: Mapped[bool] = mapped_column(default=False)
    status: Mapped[int] = mapped_column(default=0)
