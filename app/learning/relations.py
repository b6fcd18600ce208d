"""Who else may see an enrolment: higher floors say, by relations that this floor does not know."""

import uuid
from collections.abc import Callable, Iterable

from sqlalchemy.orm import Session

from app.people.actor import Actor

Relation = Callable[[Session, Actor], Iterable[uuid.UUID]]

_relations: dict[str, Relation] = {}


def add_relation(name: str, relation: Relation) -> None:
    """`relation(session, actor)` gives the ids of enrolments that this relation lets the actor see."""
    _relations[name] = relation


def related_enrolment_ids(session: Session, actor: Actor) -> frozenset[uuid.UUID]:
    return frozenset(each for relation in _relations.values() for each in relation(session, actor))
