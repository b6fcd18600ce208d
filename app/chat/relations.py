"""Who may begin to write to whom: people of one centre, and whoever a higher floor relates (a tutor and their
learners); and who reads again what they have left."""

import uuid
from collections.abc import Callable, Collection

from sqlalchemy import ColumnElement, and_, not_, or_
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.chat.models import Conversation, ConversationKind, Participant
from app.people.actor import Actor
from app.people.queries import find_members_among

Subject = InstrumentedAttribute[uuid.UUID | None]
IsClosed = Callable[[Subject, uuid.UUID], ColumnElement[bool]]
Relate = Callable[[Session, Actor, Collection[uuid.UUID]], Collection[uuid.UUID]]

_relations: list[Relate] = []
_closed: dict[ConversationKind, IsClosed] = {}


def relate_with(relate: Relate) -> None:
    """`relate(session, actor, person_ids)` answers those of these people whom the actor is related to."""
    if relate not in _relations:
        _relations.append(relate)


def related_among(session: Session, actor: Actor, person_ids: Collection[uuid.UUID]) -> frozenset[uuid.UUID]:
    found = set(find_members_among(session, actor.centre_ids(), person_ids))
    for relate in _relations:
        found.update(relate(session, actor, person_ids))
    return frozenset(found) - {actor.id}


def close_behind(kind: ConversationKind, is_closed: IsClosed) -> None:
    """Whoever leaves a conversation of this kind sees it no more, where `is_closed(subject, person_id)`; elsewhere one
    reads again what was said until then."""
    _closed[kind] = is_closed


def still_sees(person_id: uuid.UUID) -> ColumnElement[bool]:
    """Of someone's parts in conversations, those that they are in, or may read again."""
    shut = [
        and_(Conversation.kind == kind, is_closed(Conversation.subject, person_id))
        for kind, is_closed in _closed.items()
    ]
    return or_(Participant.left_at.is_(None), *([not_(or_(*shut))] if shut else []))
