import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, and_, or_, select, tuple_
from sqlalchemy.orm import Session, aliased

from app.chat.models import Conversation, ConversationKind, Message, Participant
from app.chat.relations import still_sees
from app.kernel.errors import NotFound
from app.people.actor import Actor
from app.people.models import Person


@dataclass(frozen=True, slots=True)
class ParticipantView:
    """Someone in a conversation, and how far they have read."""

    id: uuid.UUID
    name: str
    given_name: str
    read_seq: int
    left_at: datetime | None


@dataclass(frozen=True, slots=True)
class ConversationView:
    """A conversation as one person sees it: `last_seq` is the last message they may read."""

    id: uuid.UUID
    reader_id: uuid.UUID
    kind: ConversationKind
    subject: uuid.UUID | None
    title: str
    last_seq: int
    last_at: datetime
    joined_seq: int
    read_seq: int
    has_left: bool
    participants: tuple[ParticipantView, ...]
    last_message: Message | None = None

    @property
    def unread(self) -> int:
        if self.last_message and self.last_message.sender_id == self.reader_id:
            return 0  # who answers has read what stands before
        return max(0, self.last_seq - max(self.read_seq, self.joined_seq))

    def others(self, person_id: uuid.UUID) -> tuple[ParticipantView, ...]:
        return tuple(one for one in self.participants if one.id != person_id)


@dataclass(frozen=True, slots=True)
class MessagePage:
    """Messages of a conversation in the order of `seq`."""

    conversation: ConversationView
    messages: list[Message]

    @property
    def last_seq(self) -> int:
        """The last one the reader may read."""
        return self.conversation.last_seq

    @property
    def next_seq(self) -> int | None:
        """Where the next page begins; None at the end."""
        if not self.messages or self.messages[-1].seq >= self.last_seq:
            return None
        return self.messages[-1].seq


def find_participation(
    session: Session, actor: Actor, conversation_id: uuid.UUID
) -> Row[Conversation, Participant]:
    """The actor's part in a conversation, or the one they had. Raises NotFound where they see none (`still_sees`)."""
    row = session.execute(
        select(Conversation, Participant)
        .join(Participant, Participant.conversation_id == Conversation.id)
        .where(Conversation.id == conversation_id, Participant.person_id == actor.id)
        .where(still_sees(actor.id))
    ).first()
    if row is None:
        raise NotFound
    return row


def last_readable(conversation: Conversation, participant: Participant) -> int:
    return conversation.last_seq if participant.left_seq is None else participant.left_seq


def get_conversation(session: Session, actor: Actor, conversation_id: uuid.UUID) -> ConversationView:
    """A conversation that the actor is or was in. Raises NotFound."""
    return views_of(session, [find_participation(session, actor, conversation_id)])[0]


def list_conversations(
    session: Session, actor: Actor, *, before: tuple[datetime, uuid.UUID] | None = None, limit: int = 50
) -> list[ConversationView]:
    """The actor's conversations, the last written in first, each with its last message; `before` is a place in
    that order."""
    wanted = (
        select(Conversation, Participant)
        .join(Participant, Participant.conversation_id == Conversation.id)
        .where(Participant.person_id == actor.id, still_sees(actor.id))
        .order_by(Conversation.last_at.desc(), Conversation.id.desc())
        .limit(limit)
    )
    if before:
        moment, conversation_id = before
        wanted = wanted.where(
            or_(
                Conversation.last_at < moment,
                and_(Conversation.last_at == moment, Conversation.id < conversation_id),
            )
        )
    return views_of(session, session.execute(wanted).all(), with_last_message=True)


Parts = Sequence[Row[Conversation, Participant]] | Sequence[tuple[Conversation, Participant]]


def views_of(session: Session, rows: Parts, *, with_last_message: bool = False) -> list[ConversationView]:
    """Conversations with the part that their reader has in each, as that one sees them."""
    people = _participants_of(session, [conversation.id for conversation, _mine in rows])
    last = _last_messages(session, rows) if with_last_message else {}
    return [
        ConversationView(
            id=conversation.id,
            reader_id=mine.person_id,
            kind=conversation.kind,
            subject=conversation.subject,
            title=conversation.title,
            last_seq=last_readable(conversation, mine),
            last_at=conversation.last_at,
            joined_seq=mine.joined_seq,
            read_seq=mine.read_seq,
            has_left=mine.left_at is not None,
            participants=tuple(people.get(conversation.id, ())),
            last_message=last.get(conversation.id),
        )
        for conversation, mine in rows
    ]


def _participants_of(
    session: Session, conversation_ids: Collection[uuid.UUID]
) -> dict[uuid.UUID, list[ParticipantView]]:
    rows = session.execute(
        select(Participant, Person)
        .join(Person, Person.id == Participant.person_id)
        .where(Participant.conversation_id.in_(conversation_ids))
        .order_by(Participant.joined_at, Participant.person_id)
    )
    found: dict[uuid.UUID, list[ParticipantView]] = {}
    for part, person in rows:
        view = ParticipantView(person.id, person.name, person.given_name, part.read_seq, part.left_at)
        found.setdefault(part.conversation_id, []).append(view)
    return found


def _last_messages(session: Session, rows: Parts) -> dict[uuid.UUID, Message]:
    places = [
        (conversation.id, last_readable(conversation, mine))
        for conversation, mine in rows
        if last_readable(conversation, mine) > mine.joined_seq
    ]
    found = session.scalars(select(Message).where(tuple_(Message.conversation_id, Message.seq).in_(places)))
    return {message.conversation_id: message for message in found}


def page_messages(
    session: Session, actor: Actor, conversation_id: uuid.UUID, *, after_seq: int = 0, limit: int = 50
) -> MessagePage:
    """What follows `after_seq`, as far as the actor may read. Raises NotFound."""
    view = get_conversation(session, actor, conversation_id)
    messages = session.scalars(
        select(Message)
        .where(Message.conversation_id == conversation_id)
        .where(Message.seq > max(after_seq, view.joined_seq), Message.seq <= view.last_seq)
        .order_by(Message.seq)
        .limit(limit)
    )
    return MessagePage(view, list(messages))


def list_before(session: Session, view: ConversationView, *, before_seq: int, limit: int) -> list[Message]:
    """The last `limit` messages before `before_seq` of a conversation the reader holds, oldest first."""
    messages = session.scalars(
        select(Message)
        .where(Message.conversation_id == view.id, Message.seq > view.joined_seq)
        .where(Message.seq < min(before_seq, view.last_seq + 1))
        .order_by(Message.seq.desc())
        .limit(limit)
    )
    return list(messages)[::-1]


def find_by_subject(session: Session, kind: ConversationKind, subject: uuid.UUID) -> Conversation | None:
    """The conversation that belongs to something of a higher floor, which decides who may see it."""
    return session.scalars(
        select(Conversation).where(Conversation.kind == kind, Conversation.subject == subject)
    ).first()


def list_anchored(
    session: Session, conversation_id: uuid.UUID, anchor_kind: str, anchor_id: str
) -> list[Message]:
    """The messages about one thing, in order, for a caller that may see the conversation."""
    return list(
        session.scalars(
            select(Message)
            .where(Message.conversation_id == conversation_id)
            .where(Message.anchor_kind == anchor_kind, Message.anchor_id == anchor_id)
            .order_by(Message.seq)
        )
    )


def list_partners(session: Session, person_id: uuid.UUID) -> list[uuid.UUID]:
    """Everyone who shares a conversation with this person now."""
    mine, theirs = aliased(Participant), aliased(Participant)
    return list(
        session.scalars(
            select(theirs.person_id)
            .join(mine, mine.conversation_id == theirs.conversation_id)
            .where(mine.person_id == person_id, mine.left_at.is_(None))
            .where(theirs.person_id != person_id, theirs.left_at.is_(None))
            .distinct()
        )
    )
