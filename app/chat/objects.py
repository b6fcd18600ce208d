"""What leaves the house, over HTTP and sockets alike."""

from typing import Any

from app.chat.models import Message
from app.chat.queries import ConversationView, MessagePage
from app.kernel.i18n import iso
from app.kernel.realtime import here_among


def message_object(message: Message) -> dict[str, Any]:
    """The message object of the outside contract; the same in an acknowledgement, a push and a page."""
    return {
        "id": str(message.id),
        "conversation": str(message.conversation_id),
        "seq": message.seq,
        "client_id": str(message.client_id),
        "sender": str(message.sender_id),
        "text": message.text,
        "anchor": message.anchor,
        "sent_at": iso(message.sent_at),
    }


def page_facts(page: MessagePage) -> dict[str, Any]:
    """What repairs lost hints along with a page: the last seq, how far each has read, who is here."""
    people = page.conversation.participants
    here = here_among(one.id for one in people)
    return {
        "last_seq": page.last_seq,
        "read": {str(one.id): one.read_seq for one in people},
        "here": [str(one.id) for one in people if one.id in here],
    }


def conversation_object(view: ConversationView) -> dict[str, Any]:
    """What every participant may know of a conversation."""
    return {
        "id": str(view.id),
        "kind": view.kind.value,
        "title": view.title,
        "last_seq": view.last_seq,
        "last_at": iso(view.last_at),
        "participants": [
            {
                "id": str(one.id),
                "name": one.name,
                "read_seq": one.read_seq,
                "has_left": one.left_at is not None,
            }
            for one in view.participants
        ],
    }
