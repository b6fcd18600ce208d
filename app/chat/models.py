import enum
import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.db import Base, Code, Id, Json, Line, Moment, Prose


class ConversationKind(enum.StrEnum):
    DIRECT = "direct"
    TUTORING = "tutoring"
    GROUP = "group"


class Conversation(Base):
    """People who write to each other. `last_seq` counts its messages and is the lock of writing.

    `subject` is opaque to chat (the id of the enrolment a tutoring conversation belongs to); `pair` names the two people of a
    direct conversation, so that there is one.
    """

    __tablename__ = "chat_conversation"
    __table_args__ = (UniqueConstraint("kind", "subject"), UniqueConstraint("pair"))

    id: Mapped[Id]
    kind: Mapped[ConversationKind]
    subject: Mapped[uuid.UUID | None]
    pair: Mapped[Line | None]
    title: Mapped[Line] = mapped_column(default="")
    last_seq: Mapped[int] = mapped_column(default=0)
    last_at: Mapped[Moment]
    created_at: Mapped[Moment]


class Participant(Base):
    """Someone in a conversation, from `joined_at` to `left_at`; reads messages after `joined_seq`."""

    __tablename__ = "chat_participant"
    __table_args__ = (
        Index("ix_chat_participant_person", "person_id", "left_at"),
        CheckConstraint("read_seq >= 0", name="read_from_the_start"),
    )

    conversation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("chat_conversation.id"), primary_key=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people_person.id"), primary_key=True)
    joined_at: Mapped[Moment]
    joined_seq: Mapped[int] = mapped_column(default=0)
    left_at: Mapped[datetime | None]
    left_seq: Mapped[int | None]
    read_seq: Mapped[int] = mapped_column(default=0)


class Message(Base):
    """One message; `seq` is 1, 2, 3 … without gap. The sender's client makes `client_id`; the same one twice is one message."""

    __tablename__ = "chat_message"
    __table_args__ = (
        UniqueConstraint("conversation_id", "seq"),
        UniqueConstraint("conversation_id", "sender_id", "client_id"),
        Index("ix_chat_message_anchor", "conversation_id", "anchor_kind", "anchor_id"),
    )

    id: Mapped[Id]
    conversation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("chat_conversation.id"))
    seq: Mapped[int]
    sender_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people_person.id"))
    client_id: Mapped[uuid.UUID]
    text: Mapped[Prose]
    anchor_kind: Mapped[Code | None]
    anchor_id: Mapped[Code | None]
    anchor: Mapped[dict[str, Any] | None] = mapped_column(Json)
    sent_at: Mapped[Moment]
