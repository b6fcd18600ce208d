"""What must not be there of anybody who was erased; asked by `flask compagnon check`."""

import uuid
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sqlalchemy import Select, or_, select

from app.people.erasing.account import CHOICES, PLACES, WAYS_IN
from app.people.models import Membership, Person, Seeing

Ids = Select[uuid.UUID]
Leftovers = Callable[[Ids], Iterable[tuple[str, Select[Any]]]]
_leftovers: dict[str, Leftovers] = {}


def must_be_gone(name: str, leftovers: Leftovers) -> None:
    """`leftovers(erased)` gives, by the name of their table, rows that nobody erased may have."""
    _leftovers[name] = leftovers


def what_must_be_gone() -> Iterator[tuple[str, Select[Any]]]:
    erased = select(Person.id).where(Person.erased_at.is_not(None))
    for leftovers in _leftovers.values():
        yield from leftovers(erased)


def account_leftovers(erased: Ids) -> Iterator[tuple[str, Select[Any]]]:
    for model in (*WAYS_IN, *PLACES, *CHOICES):
        yield model.__tablename__, select(model.person_id).where(model.person_id.in_(erased))
    seen = or_(Seeing.person_id.in_(erased), Seeing.actor_id.in_(erased))
    yield Seeing.__tablename__, select(Seeing.id).where(seen)
    yield Membership.__tablename__, select(Membership.id).where(Membership.tutor_id.in_(erased))
    said = or_(
        Person.email.is_not(None),
        Person.family_name != "",
        Person.phone != "",
        Person.password_hash != "",
        Person.suspended_at.is_(None),
    )
    yield Person.__tablename__, select(Person.id).where(Person.id.in_(erased), said)
