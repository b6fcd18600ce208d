import re
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session
from sqlalchemy.orm.util import identity_key

from app.chat.events import MessageSent
from app.chat.models import Conversation, ConversationKind, Message
from app.chat.objects import message_object
from app.chat.statements import GIVE_NUMBER_BACK, KEEP, LOOK_AROUND, TAKE_NUMBER
from app.kernel.clock import now
from app.kernel.errors import DomainError, NotFound, TextTooLong
from app.kernel.events import announce
from app.kernel.ids import new_id
from app.kernel.realtime import push

LONGEST_TEXT = 4000
# PostgreSQL keeps neither NUL nor half a surrogate pair.
UNKEPT = re.compile("[\0\ud800-\udfff]")


class TextMissing(DomainError):
    code = "text_missing"


class UnreadableText(DomainError):
    """A character that cannot be kept."""

    code = "unreadable_text"


@dataclass(frozen=True, slots=True)
class _Head:
    """The conversation once its row is locked, with the number just taken."""

    seq: int
    kind: ConversationKind
    subject: uuid.UUID | None


@dataclass(frozen=True, slots=True)
class _Company:
    """Who is in the conversation, seen once its row is locked; `repeated` is the message already there."""

    present: tuple[uuid.UUID, ...]
    has_sender: bool
    repeated: uuid.UUID | None


def send(
    session: Session,
    *,
    sender_id: uuid.UUID,
    conversation_id: uuid.UUID,
    client_id: uuid.UUID,
    text: str,
    anchor: dict[str, Any] | None = None,
) -> tuple[Message, bool]:
    """Write a message, or find the one that this `client_id` already made; and whether it is new.

    `text` is kept exactly: 1 to 4,000 characters, not only blanks. Locks the conversation until the end of the
    transaction, so that `seq` has no gap. Flushes, never commits.

    Raises NotFound for a conversation the sender is not in, TextMissing, TextTooLong, UnreadableText.
    """
    check_text(text)
    head = _take_number(session, conversation_id, moment := now())
    company = _look_around(session, conversation_id, sender_id, client_id)
    if company.repeated:
        _give_number_back(session, conversation_id)
        return session.get_one(Message, company.repeated), False
    if not company.has_sender:
        raise NotFound
    kept = {
        "id": new_id(),
        "conversation_id": conversation_id,
        "seq": head.seq,
        "sender_id": sender_id,
        "client_id": client_id,
        "text": text,
        "sent_at": moment,
        **_anchored(anchor),
    }
    session.execute(KEEP, kept)
    message = Message(**kept)
    _tell(session, message, head, company)
    return message, True


def _anchored(anchor: dict[str, Any] | None) -> dict[str, Any]:
    return {"anchor_kind": anchor["kind"], "anchor_id": anchor["id"], "anchor": anchor} if anchor else {}


def check_text(text: str) -> None:
    if not text.strip():
        raise TextMissing
    if len(text) > LONGEST_TEXT:
        raise TextTooLong(longest=LONGEST_TEXT)
    if UNKEPT.search(text):
        raise UnreadableText


def _take_number(session: Session, conversation_id: uuid.UUID, moment: datetime) -> _Head:
    """The next `seq`; the row stays locked, so that numbers are taken one after the other."""
    row = session.execute(TAKE_NUMBER, {"conversation": conversation_id, "moment": moment}).first()
    if row is None:
        raise NotFound
    _forget_count(session, conversation_id)
    return _Head(row.last_seq, row.kind, row.subject)


def _give_number_back(session: Session, conversation_id: uuid.UUID) -> None:
    """Undo `_take_number` under its lock: nobody has seen the number. A repeat has a message before it."""
    session.execute(GIVE_NUMBER_BACK, {"conversation": conversation_id})
    _forget_count(session, conversation_id)


def _forget_count(session: Session, conversation_id: uuid.UUID) -> None:
    """Where this unit of work already holds the conversation, its count is read again."""
    held = session.identity_map.get(identity_key(Conversation, conversation_id))
    if held is not None:
        session.expire(held, ["last_seq", "last_at"])


def _look_around(
    session: Session, conversation_id: uuid.UUID, sender_id: uuid.UUID, client_id: uuid.UUID
) -> _Company:
    known = {"conversation": conversation_id, "sender": sender_id, "client": client_id}
    rows = session.execute(LOOK_AROUND, known).all()
    present = tuple(person_id for person_id, left_at, _message_id in rows if left_at is None)
    repeated = next((message_id for _person_id, _left_at, message_id in rows if message_id), None)
    return _Company(present, sender_id in present, repeated)


def _tell(session: Session, message: Message, head: _Head, company: _Company) -> None:
    announce(
        session,
        MessageSent(
            message_id=message.id,
            conversation_id=message.conversation_id,
            sender_id=message.sender_id,
            seq=message.seq,
            kind=head.kind.value,
            subject=head.subject,
            anchor_kind=message.anchor_kind,
            anchor_id=message.anchor_id,
            at=message.sent_at,
        ),
    )
    push(session, company.present, "message", message_object(message))
