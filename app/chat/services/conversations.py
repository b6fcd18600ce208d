import uuid
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.chat.models import Conversation, ConversationKind, Participant
from app.chat.queries import find_by_subject
from app.chat.relations import related_among
from app.kernel.clock import now
from app.kernel.errors import NotFound
from app.kernel.ids import new_id
from app.kernel.realtime import push
from app.people.actor import Actor


def open_direct(session: Session, actor: Actor, *, person_id: uuid.UUID) -> tuple[Conversation, bool]:
    """The one conversation of two people, and whether it is new. Flushes.

    Raises NotFound for someone the actor is not related to.
    """
    if person_id not in related_among(session, actor, {person_id}):
        raise NotFound
    pair = pair_of(actor.id, person_id)
    found = _find_by_pair(session, pair)
    if found:
        return found, False
    try:
        with session.begin_nested():
            return _open(session, ConversationKind.DIRECT, (actor.id, person_id), pair=pair), True
    except IntegrityError:  # the other one opened it at the same moment
        return session.scalars(select(Conversation).where(Conversation.pair == pair)).one(), False


def pair_of(one: uuid.UUID, other: uuid.UUID) -> str:
    return " ".join(sorted((str(one), str(other))))


def _find_by_pair(session: Session, pair: str) -> Conversation | None:
    return session.scalars(select(Conversation).where(Conversation.pair == pair)).first()


def ensure_tutoring(
    session: Session, *, subject: uuid.UUID, learner_id: uuid.UUID, tutor_id: uuid.UUID
) -> Conversation:
    """The conversation of an accompaniment, with these two in it. `subject` is the enrolment. Flushes."""
    found = find_by_subject(session, ConversationKind.TUTORING, subject)
    if found is None:
        return open_tutoring(session, subject=subject, learner_id=learner_id, tutor_id=tutor_id)
    for person_id in (learner_id, tutor_id):
        add_participant(session, conversation_id=found.id, person_id=person_id)
    return found


def open_tutoring(
    session: Session, *, subject: uuid.UUID, learner_id: uuid.UUID, tutor_id: uuid.UUID
) -> Conversation:
    """The first conversation of an accompaniment that begins. Flushes."""
    return _open(session, ConversationKind.TUTORING, (learner_id, tutor_id), subject=subject)


def _open(
    session: Session,
    kind: ConversationKind,
    people: Iterable[uuid.UUID],
    *,
    subject: uuid.UUID | None = None,
    pair: str | None = None,
) -> Conversation:
    moment = now()
    conversation = Conversation(
        id=new_id(),
        kind=kind,
        subject=subject,
        pair=pair,
        title="",
        last_seq=0,
        last_at=moment,
        created_at=moment,
    )
    session.add(conversation)
    session.flush()
    session.add_all(
        Participant(conversation_id=conversation.id, person_id=person_id, joined_at=moment, joined_seq=0)
        for person_id in dict.fromkeys(people)
    )
    session.flush()
    tell_changed(session, conversation, people)
    return conversation


def add_participant(
    session: Session, *, conversation_id: uuid.UUID, person_id: uuid.UUID, reads_from_start: bool = True
) -> None:
    """Let someone in, or in again; a successor reads from 1. Flushes. Raises NotFound."""
    conversation = _lock(session, conversation_id)
    part = session.get(Participant, (conversation_id, person_id))
    if part is None:
        joined_seq = 0 if reads_from_start else conversation.last_seq
        session.add(
            Participant(
                conversation_id=conversation_id, person_id=person_id, joined_at=now(), joined_seq=joined_seq
            )
        )
    elif part.left_at is not None:
        part.left_at = part.left_seq = None
    else:
        return
    session.flush()
    _tell_present(session, conversation)


def remove_participant(session: Session, *, conversation_id: uuid.UUID, person_id: uuid.UUID) -> None:
    """Let someone go: from now on they send nothing, and read nothing later. Flushes. Raises NotFound."""
    conversation = _lock(session, conversation_id)
    part = session.get(Participant, (conversation_id, person_id))
    if part is None:
        raise NotFound
    if part.left_at is None:
        part.left_at, part.left_seq = now(), conversation.last_seq
        session.flush()
        _tell_present(session, conversation, also=person_id)


def _lock(session: Session, conversation_id: uuid.UUID) -> Conversation:
    """The row that orders writing, coming and going in one conversation."""
    found = session.scalars(
        select(Conversation)
        .where(Conversation.id == conversation_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()
    if found is None:
        raise NotFound
    return found


def _tell_present(session: Session, conversation: Conversation, *, also: uuid.UUID | None = None) -> None:
    present = session.scalars(
        select(Participant.person_id).where(
            Participant.conversation_id == conversation.id, Participant.left_at.is_(None)
        )
    ).all()
    tell_changed(session, conversation, [*present, *([also] if also else [])])


def tell_changed(session: Session, conversation: Conversation, people: Iterable[uuid.UUID]) -> None:
    """Tell people, once this transaction has ended well, that a conversation of theirs is new or changed."""
    changed = {"id": str(conversation.id), "kind": conversation.kind.value, "last_seq": conversation.last_seq}
    push(session, people, "conversation", changed)
