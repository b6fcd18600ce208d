"""What this domain keeps about people: their conversations, as they read them."""

import uuid
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased

from app.chat import ending
from app.chat.models import Conversation, ConversationKind, Message, Participant
from app.people import keeping_words as words
from app.people.keeping import Group, Kept, Rows
from app.people.models import Person
from app.people.queries import NAME


def others(person_id: uuid.UUID) -> Any:
    """The names of who else is or was in the conversation."""
    theirs = aliased(Participant)
    return (
        select(func.aggregate_strings(NAME, ", "))
        .select_from(theirs)
        .join(Person, Person.id == theirs.person_id)
        .where(theirs.conversation_id == Conversation.id, theirs.person_id != person_id)
        .correlate(Conversation)
        .scalar_subquery()
    )


def conversations(person_id: uuid.UUID) -> Rows:
    return [
        select(
            Conversation.id.label("conversation"),
            Conversation.kind,
            Conversation.title,
            others(person_id).label("with"),
            Participant.joined_at,
            Participant.left_at,
            Participant.read_seq.label("read_to"),
        )
        .join(Participant, Participant.conversation_id == Conversation.id)
        .where(Participant.person_id == person_id)
        .order_by(Conversation.id)
    ]


def messages(person_id: uuid.UUID) -> Rows:
    readable = and_(
        Participant.conversation_id == Message.conversation_id,
        Participant.person_id == person_id,
        Message.seq > Participant.joined_seq,
        or_(Participant.left_seq.is_(None), Message.seq <= Participant.left_seq),
    )
    return [
        select(
            Message.conversation_id.label("conversation"),
            Message.seq.label("number"),
            NAME.label("sender"),
            Message.sent_at.label("at"),
            Message.text,
            Message.anchor_kind.label("about_kind"),
            Message.anchor_id.label("about"),
        )
        .join(Participant, readable)
        .join(Person, Person.id == Message.sender_id)
        .order_by(Message.conversation_id, Message.seq)
    ]


KIND_NAMES = {
    ConversationKind.DIRECT: _("à deux"),
    ConversationKind.TUTORING: _("accompagnement"),
    ConversationKind.GROUP: _("groupe"),
}

PARTS = (
    Kept(
        "conversations",
        Group.HELP,
        (Conversation, Participant),
        _("Vos conversations : avec qui, et jusqu’où vous avez lu."),
        words.FOR_ANSWER,
        words.ONE_YEAR_AFTER,
        _("Les personnes de la conversation."),
        ending.CONVERSATIONS,
        conversations,
        words={"kind": KIND_NAMES},
    ),
    Kept(
        "messages",
        Group.HELP,
        (Message,),
        _("Les messages que vous avez envoyés et reçus."),
        words.FOR_ANSWER,
        words.ONE_YEAR_AFTER,
        _("Les personnes de la conversation, et qui remplace la personne qui vous accompagne."),
        ending.MESSAGES,
        messages,
    ),
)
