"""What is not a message and is never kept, save how far each has read."""

import uuid
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.chat.models import Participant
from app.chat.queries import find_participation, last_readable, list_partners
from app.kernel.errors import NotFound
from app.kernel.realtime import push
from app.people.actor import Actor


def mark_read(session: Session, actor: Actor, *, conversation_id: uuid.UUID, seq: int) -> int:
    """Note that the actor has read up to `seq`, or to the end if that is less; it only grows. Flushes.

    Answers how far they have read now. Raises NotFound.
    """
    conversation, mine = find_participation(session, actor, conversation_id)
    wanted = min(seq, last_readable(conversation, mine))
    if wanted <= mine.read_seq:
        return mine.read_seq
    session.execute(
        update(Participant)
        .where(Participant.conversation_id == conversation_id, Participant.person_id == actor.id)
        # Another tab may have read further since.
        .where(Participant.read_seq < wanted)
        .values(read_seq=wanted)
    )
    _tell(session, conversation_id, "read", {"person": str(actor.id), "seq": wanted})
    return wanted


def tell_typing(session: Session, actor: Actor, *, conversation_id: uuid.UUID) -> None:
    """Tell the others that the actor is writing. Raises NotFound, also when the actor has left."""
    _conversation, mine = find_participation(session, actor, conversation_id)
    if mine.left_at is not None:
        raise NotFound
    _tell(session, conversation_id, "typing", {"person": str(actor.id)}, but=actor.id)


def tell_presence(session: Session, person_id: uuid.UUID, is_here: bool) -> None:
    """Tell everyone who shares a conversation with someone that they came or went."""
    partners = list_partners(session, person_id)
    push(session, partners, "presence", {"person": str(person_id), "here": is_here})


def _tell(
    session: Session,
    conversation_id: uuid.UUID,
    event: str,
    facts: dict[str, Any],
    *,
    but: uuid.UUID | None = None,
) -> None:
    present = session.scalars(
        select(Participant.person_id).where(
            Participant.conversation_id == conversation_id, Participant.left_at.is_(None)
        )
    )
    people = [person_id for person_id in present if person_id != but]
    push(session, people, event, {"conversation": str(conversation_id), **facts})
