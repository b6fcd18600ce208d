"""What a person finds of their messages: those of the conversations they are or were in, as far as they may read.

Theirs are few among all: their conversations come first, and the words are looked for in what these hold. No index
follows the writing of a message.
"""

from collections.abc import Sequence
from dataclasses import replace

from flask import url_for
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.chat.models import Conversation, Message, Participant
from app.chat.queries import last_readable, views_of
from app.chat.screens import name_of
from app.kernel.i18n import say_moment
from app.kernel.search import MOST_FOUND, Found, Hit, having_words
from app.kernel.words import Sought, cut_around
from app.people.actor import Actor

# A page shows so many; the message that was found stands in the middle of one.
PAGE, AFTER = 50, 20


def find_messages(session: Session, actor: Actor, sought: Sought) -> Found:
    """The newest first."""
    rows = session.execute(
        select(Message, Conversation, Participant)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .join(Participant, Participant.conversation_id == Conversation.id)
        .where(Participant.person_id == actor.id, Message.seq > Participant.joined_seq)
        .where(Message.seq <= func.coalesce(Participant.left_seq, Conversation.last_seq))
        .where(having_words(session, Message.text, sought))
        .order_by(Message.sent_at.desc(), Message.id.desc())
        .limit(MOST_FOUND)
    ).all()
    parts = {str(message.id): (conversation, mine) for message, conversation, mine in rows}

    def tell(hits: Sequence[Hit]) -> list[Hit]:
        held = {conversation.id: (conversation, mine) for conversation, mine in map(_part_of, hits)}
        names = {view.id: name_of(view, actor.id) for view in views_of(session, list(held.values()))}
        return [replace(hit, title=names[_part_of(hit)[0].id]) for hit in hits]

    def _part_of(hit: Hit) -> tuple[Conversation, Participant]:
        return parts[hit.key]

    return Found([_hit(sought, *row) for row in rows], tell)


def _hit(sought: Sought, message: Message, conversation: Conversation, mine: Participant) -> Hit:
    is_late = last_readable(conversation, mine) - message.seq < PAGE
    url = url_for(
        "chat.conversation",
        conversation=conversation.id,
        before=None if is_late else message.seq + AFTER,
        _anchor=f"m{message.seq}",
    )
    return Hit(
        str(message.id), "", url, detail=say_moment(message.sent_at), excerpt=cut_around(message.text, sought)
    )
