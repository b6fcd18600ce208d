"""Who may begin to write to whom: people of one centre, and whoever a higher floor relates (a tutor and their
learners)."""

import uuid
from collections.abc import Callable, Collection

from sqlalchemy.orm import Session

from app.people.actor import Actor
from app.people.queries import find_members_among

Relate = Callable[[Session, Actor, Collection[uuid.UUID]], Collection[uuid.UUID]]

_relations: list[Relate] = []


def relate_with(relate: Relate) -> None:
    """`relate(session, actor, person_ids)` answers those of these people whom the actor is related to."""
    if relate not in _relations:
        _relations.append(relate)


def related_among(session: Session, actor: Actor, person_ids: Collection[uuid.UUID]) -> frozenset[uuid.UUID]:
    found = set(find_members_among(session, actor.centre_ids(), person_ids))
    for relate in _relations:
        found.update(relate(session, actor, person_ids))
    return frozenset(found) - {actor.id}
