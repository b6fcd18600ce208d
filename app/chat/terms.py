"""Messages lose their words when their time is over; a number stays where one was, and who wrote when."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, delete, null, select
from sqlalchemy.orm import Session

from app.chat.models import Conversation, ConversationKind, Message, Participant
from app.people.terms.term import Older, Term, emptying

MESSAGES = "keep_messages_days"


def emptying_messages(setting: str, older: Older) -> Term:
    """Messages of conversations that `older(before)` finds."""
    return emptying(
        setting,
        Message,
        lambda before: (Message.sent_at < before, Message.text != "", *older(before)),
        text="",
        anchor=null(),
    )


def _rests(before: datetime) -> tuple[ColumnElement[bool], ...]:
    """Between people, where nobody has written since; those of an accompaniment end with it (`tutoring`)."""
    resting = select(Conversation.id).where(
        Conversation.kind != ConversationKind.TUTORING, Conversation.last_at < before
    )
    return (Message.conversation_id.in_(resting),)


def forget_conversations(session: Session, subjects: Sequence[uuid.UUID]) -> None:
    """The conversations of accompaniments whose very evidence has served its time."""
    ids = select(Conversation.id).where(
        Conversation.kind == ConversationKind.TUTORING, Conversation.subject.in_(subjects)
    )
    for model in (Message, Participant):
        session.execute(delete(model).where(model.conversation_id.in_(ids)))
    session.execute(delete(Conversation).where(Conversation.id.in_(ids)))


MESSAGE_TERMS = (emptying_messages(MESSAGES, _rests),)
