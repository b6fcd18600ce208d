"""Who else may open the content of a version: the floors above add their relations (an enrolment that lasts)."""

import uuid
from collections.abc import Callable

from sqlalchemy.orm import Session

from app.people.actor import Actor

Relation = Callable[[Session, Actor, uuid.UUID], bool]

_relations: list[Relation] = []


def may_see_version(relation: Relation) -> None:
    """Register a relation: `(session, actor, version_id)` answers whether it opens that version."""
    if relation not in _relations:
        _relations.append(relation)


def is_related(session: Session, actor: Actor, version_id: uuid.UUID) -> bool:
    return any(relation(session, actor, version_id) for relation in _relations)
