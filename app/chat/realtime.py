"""What clients send over the socket (protocols.md, Realtime)."""

from typing import Any

from pydantic import Field
from sqlalchemy.orm import Session

from app.chat.objects import message_object, page_facts
from app.chat.queries import page_messages
from app.chat.sending import MessageGiven, read_as, send_given, typing_rates
from app.chat.services.reading import mark_read, tell_presence, tell_typing
from app.kernel.api import Model
from app.kernel.clock import now
from app.kernel.errors import TooMany
from app.kernel.ids import parse_id
from app.kernel.realtime import on, on_coming_and_going
from app.people.actor import Actor

LARGEST_PAGE = 200
LARGEST_SEQ = 2**31 - 1


class _Send(MessageGiven):
    conversation: Any = None


class _Sync(Model):
    conversation: Any = None
    after_seq: int = Field(0, ge=0, le=LARGEST_SEQ)
    limit: int = Field(LARGEST_PAGE, ge=1)


class _Read(Model):
    conversation: Any = None
    seq: int = Field(ge=0, le=LARGEST_SEQ)


@on("send", "signed_in", writes=True)
def send(session: Session, actor: Actor, data: dict[str, Any]) -> dict[str, Any]:
    given = read_as(_Send, data)
    message, _is_new = send_given(session, actor, parse_id(given.conversation), given)
    return {"ok": True, "message": message_object(message)}


@on("sync", "signed_in", writes=False)
def sync(session: Session, actor: Actor, data: dict[str, Any]) -> dict[str, Any]:
    wanted = read_as(_Sync, data)
    page = page_messages(
        session,
        actor,
        parse_id(wanted.conversation),
        after_seq=wanted.after_seq,
        limit=min(wanted.limit, LARGEST_PAGE),
    )
    return {
        "ok": True,
        "messages": [message_object(message) for message in page.messages],
        **page_facts(page),
    }


@on("read", "signed_in", writes=True)
def read(session: Session, actor: Actor, data: dict[str, Any]) -> dict[str, Any]:
    wanted = read_as(_Read, data)
    mark_read(session, actor, conversation_id=parse_id(wanted.conversation), seq=wanted.seq)
    return {"ok": True}


@on("typing", "signed_in", writes=False)
def typing(session: Session, actor: Actor, data: dict[str, Any]) -> None:
    try:
        typing_rates.take(actor.id, now().timestamp())
    except TooMany:
        return  # a hint too many is not worth a refusal
    tell_typing(session, actor, conversation_id=parse_id(data.get("conversation")))


def listen() -> None:
    """Have comings and goings told; called once, by the wiring, which thereby makes the events above known."""
    on_coming_and_going(tell_presence)
