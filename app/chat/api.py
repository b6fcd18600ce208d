from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from flask.typing import ResponseReturnValue
from pydantic import BaseModel, Field

from app.chat.models import ConversationKind
from app.chat.objects import conversation_object, message_object, page_facts
from app.chat.queries import ConversationView, get_conversation, list_conversations, page_messages
from app.chat.sending import MessageGiven, send_given
from app.chat.services.conversations import open_direct
from app.kernel.api import (
    Model,
    Page,
    PageQuery,
    answer,
    body,
    cursor_id,
    decode_cursor,
    domain_api,
    encode_cursor,
    operation,
    query,
)
from app.kernel.errors import Invalid
from app.kernel.i18n import iso
from app.kernel.identity import signed_in_actor
from app.kernel.ids import parse_id
from app.kernel.unit_of_work import commit, session

api = domain_api("chat")

LARGEST_SEQ = 2**31 - 1


class ParticipantShown(Model):
    """`read_seq` is how far this person has read."""

    id: UUID
    name: str
    read_seq: int
    has_left: bool


class MessageShown(Model):
    """`seq` counts 1, 2, 3 … in its conversation, without gap; `sender` is a person's id."""

    id: UUID
    conversation: UUID
    seq: int
    client_id: UUID
    sender: UUID
    text: str
    anchor: dict[str, Any] | None
    sent_at: str


class ConversationShown(Model):
    """`last_seq` is the last message that the caller may read, `read_seq` the last one read."""

    id: UUID
    kind: ConversationKind
    title: str
    last_seq: int
    last_at: str
    participants: list[ParticipantShown]
    read_seq: int
    unread: int
    has_left: bool
    last_message: MessageShown | None


class NewConversation(Model):
    """`with` names one person: the two have one conversation, however often it is opened."""

    kind: Literal[ConversationKind.DIRECT]
    with_: list[UUID] = Field(alias="with", min_length=1, max_length=1)


class MessagesQuery(BaseModel):
    """What follows `after_seq`. `cursor` is the `next` of the page before; a limit above 200 is clamped."""

    after_seq: int = Field(0, ge=0, le=LARGEST_SEQ)
    cursor: int | None = Field(None, ge=0, le=LARGEST_SEQ)
    limit: int = Field(50, ge=1)


class MessagesShown(Page[MessageShown]):
    """In the order of `seq`. `read` tells how far each person has read, `here` who is connected."""

    last_seq: int
    read: dict[UUID, int]
    here: list[UUID]


def shown(view: ConversationView) -> ConversationShown:
    return ConversationShown.model_validate(
        conversation_object(view)
        | {
            "read_seq": view.read_seq,
            "unread": view.unread,
            "has_left": view.has_left,
            "last_message": message_object(view.last_message) if view.last_message else None,
        }
    )


@api.get("/conversations")
@operation("signed_in", query=PageQuery, answers={200: Page[ConversationShown]})
def conversations() -> ResponseReturnValue:
    wanted: PageQuery = query()
    views = list_conversations(
        session(), signed_in_actor(), before=_place(wanted.cursor), limit=wanted.size + 1
    )
    page = views[: wanted.size]
    last = page[-1] if len(views) > wanted.size else None
    return answer(
        Page[ConversationShown](
            items=[shown(view) for view in page],
            next=encode_cursor(iso(last.last_at), last.id) if last else None,
        )
    )


def _place(cursor: str | None) -> tuple[datetime, UUID] | None:
    parts = decode_cursor(cursor, 2)
    if parts is None:
        return None
    try:
        moment = datetime.fromisoformat(parts[0])
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise Invalid(errors=[{"at": "cursor", "message": "not a cursor of this list"}])
    return moment, cursor_id(parts[1])


@api.post("/conversations")
@operation(
    "signed_in",
    json=NewConversation,
    answers={201: ConversationShown, 200: ConversationShown},
    problems=(404,),
)
def create_conversation() -> ResponseReturnValue:
    wanted: NewConversation = body()
    actor = signed_in_actor()
    conversation, is_new = open_direct(session(), actor, person_id=wanted.with_[0])
    made = shown(get_conversation(session(), actor, conversation.id))
    commit()
    return answer(made, 201 if is_new else 200)


@api.get("/conversations/<conversation>/messages")
@operation("signed_in", query=MessagesQuery, answers={200: MessagesShown}, problems=(404,))
def messages(conversation: str) -> ResponseReturnValue:
    wanted: MessagesQuery = query()
    page = page_messages(
        session(),
        signed_in_actor(),
        parse_id(conversation),
        after_seq=wanted.after_seq if wanted.cursor is None else wanted.cursor,
        limit=min(wanted.limit, 200),
    )
    return answer(
        MessagesShown.model_validate(
            {
                "items": [message_object(message) for message in page.messages],
                "next": str(page.next_seq) if page.next_seq else None,
                **page_facts(page),
            }
        )
    )


@api.post("/conversations/<conversation>/messages")
@operation("signed_in", json=MessageGiven, answers={201: MessageShown, 200: MessageShown}, problems=(404,))
def create_message(conversation: str) -> ResponseReturnValue:
    given: MessageGiven = body()
    message, is_new = send_given(session(), signed_in_actor(), parse_id(conversation), given)
    made = MessageShown.model_validate(message_object(message))
    commit()
    return answer(made, 201 if is_new else 200)
