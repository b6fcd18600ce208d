"""Many conversations at once: opened, and people let in and out of them, in as many statements as for one."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.chat.models import Conversation, ConversationKind, Participant
from app.chat.services.conversations import tell_changed
from app.kernel.clock import now
from app.kernel.ids import new_id


@dataclass(frozen=True, slots=True)
class Opening:
    """An accompaniment that begins, and the two people in it."""

    subject: uuid.UUID
    learner_id: uuid.UUID
    tutor_id: uuid.UUID


@dataclass(slots=True)
class Change:
    """Who comes into one conversation, and who leaves it."""

    come: set[uuid.UUID] = field(default_factory=set)
    go: set[uuid.UUID] = field(default_factory=set)


def open_tutorings(session: Session, openings: Sequence[Opening]) -> None:
    """The first conversations of accompaniments that begin; who begins two with one person is in both. Flushes."""
    moment = now()
    opened = [
        Conversation(
            id=new_id(),
            kind=ConversationKind.TUTORING,
            subject=one.subject,
            last_seq=0,
            last_at=moment,
            created_at=moment,
        )
        for one in openings
    ]
    session.add_all(opened)
    session.flush()
    for conversation, one in zip(opened, openings, strict=True):
        people = dict.fromkeys((one.learner_id, one.tutor_id))
        session.add_all(
            Participant(conversation_id=conversation.id, person_id=person_id, joined_at=moment, joined_seq=0)
            for person_id in people
        )
        tell_changed(session, conversation, people)
    session.flush()


def seat(session: Session, changes: Mapping[uuid.UUID, Change]) -> None:
    """Let people in, or in again, to read from the first message; and let others go. Flushes."""
    if not changes:
        return
    conversations = session.scalars(
        select(Conversation)
        .where(Conversation.id.in_(list(changes)))
        .order_by(Conversation.id)  # two rounds never wait for each other
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    parts = _parts_of(session, list(changes))
    for conversation in conversations:
        held, change = parts.setdefault(conversation.id, {}), changes[conversation.id]
        for person_id in change.go & held.keys():
            _leave(held[person_id], conversation)
        for person_id in change.come:
            _come(session, held, conversation, person_id)
        present = {person_id for person_id, part in held.items() if part.left_at is None}
        tell_changed(session, conversation, present | change.go)
    session.flush()


def _parts_of(
    session: Session, conversation_ids: Collection[uuid.UUID]
) -> dict[uuid.UUID, dict[uuid.UUID, Participant]]:
    found: dict[uuid.UUID, dict[uuid.UUID, Participant]] = {}
    for part in session.scalars(select(Participant).where(Participant.conversation_id.in_(conversation_ids))):
        found.setdefault(part.conversation_id, {})[part.person_id] = part
    return found


def _leave(part: Participant, conversation: Conversation) -> None:
    if part.left_at is None:
        part.left_at, part.left_seq = now(), conversation.last_seq


def _come(
    session: Session,
    held: dict[uuid.UUID, Participant],
    conversation: Conversation,
    person_id: uuid.UUID,
) -> None:
    part = held.get(person_id)
    if part is None:
        part = Participant(
            conversation_id=conversation.id, person_id=person_id, joined_at=now(), joined_seq=0
        )
        session.add(part)
        held[person_id] = part
    part.left_at = part.left_seq = None
