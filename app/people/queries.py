import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from app.kernel.errors import NotFound
from app.kernel.i18n import today
from app.network.models import Centre
from app.people.actor import Actor
from app.people.models import Membership, Person, Role

NAME = Person.given_name + " " + Person.family_name


WORDS_LOOKED_FOR = 5


def in_force(day: date | BindParameter[date], held: Any = Membership) -> ColumnElement[bool]:
    """`held` is what is held between dates: memberships, also under another name in a statement."""
    return and_(held.from_on <= day, lasting(day, held))


def lasting(day: date | BindParameter[date], held: Any = Membership) -> ColumnElement[bool]:
    """In force, or to come; `held` as for `in_force`, or the places in a group."""
    return or_(held.to_on.is_(None), held.to_on >= day)


Look = Callable[[str], ColumnElement[bool]]


def looked_for(search: str, *elsewhere: Look) -> list[ColumnElement[bool]]:
    """Each word stands in the person's name or address, or `elsewhere`; the first five count."""
    return [
        or_(
            NAME.icontains(word, autoescape=True),
            Person.email.icontains(word, autoescape=True),
            *(look(word) for look in elsewhere),
        )
        for word in search.split()[:WORDS_LOOKED_FOR]
    ]


def find_person_by_email(session: Session, email: str) -> Person | None:
    return session.scalars(select(Person).where(Person.email == normal_email(email))).first()


def normal_email(email: str) -> str:
    return email.strip().lower()


def get_person(session: Session, person_id: uuid.UUID) -> Person:
    person = session.get(Person, person_id)
    if person is None:
        raise NotFound
    return person


def names_of(session: Session, person_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Names by id, for screens on which the caller already sees these people."""
    rows = session.execute(
        select(Person.id, Person.given_name, Person.family_name).where(Person.id.in_(list(person_ids)))
    )
    return {person_id: f"{given} {family}".strip() for person_id, given, family in rows}


def list_team(session: Session, centre_id: uuid.UUID, role: Role) -> list[Person]:
    """The people who hold a role in a centre today."""
    return list(session.scalars(team(centre_id, role).order_by(Person.given_name, Person.id)))


def team(centre_id: uuid.UUID, role: Role) -> Select[Person]:
    """The same as a statement, for who asks more about them."""
    return (
        select(Person)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.centre_id == centre_id, Membership.role == role)
        .where(in_force(today()))
        .where(Person.suspended_at.is_(None))
        .distinct()
    )


def find_members_among(
    session: Session, centre_ids: Iterable[uuid.UUID], person_ids: Iterable[uuid.UUID]
) -> frozenset[uuid.UUID]:
    """Which of these people hold a role today in one of these centres."""
    return frozenset(
        session.scalars(
            select(Membership.person_id)
            .join(Person, Person.id == Membership.person_id)
            .where(Membership.centre_id.in_(list(centre_ids)), Membership.person_id.in_(list(person_ids)))
            .where(in_force(today()), Person.suspended_at.is_(None))
        )
    )


def list_memberships(
    session: Session, person_id: uuid.UUID
) -> list[tuple[uuid.UUID, str, Role, date, date | None]]:
    """A person's own memberships in force: (centre, its name, role, from, to)."""
    rows = session.execute(
        select(Membership.centre_id, Centre.name, Membership.role, Membership.from_on, Membership.to_on)
        .join(Centre, Centre.id == Membership.centre_id)
        .where(Membership.person_id == person_id)
        .where(in_force(today()))
        .order_by(Centre.name, Membership.role)
    )
    return [(centre_id, name, role, from_on, to_on) for centre_id, name, role, from_on, to_on in rows]


@dataclass(frozen=True, slots=True)
class Colleague:
    """Someone of a centre, with the roles they hold there today or will."""

    person: Person
    memberships: tuple[Membership, ...]


def get_colleague(session: Session, actor: Actor, person_id: uuid.UUID) -> Colleague:
    """Someone of a centre that the caller manages, else NotFound."""
    held = _memberships_by_person(session, actor.centres_as(Role.CENTRE_MANAGER), [person_id])
    if person_id not in held:
        raise NotFound
    return Colleague(get_person(session, person_id), held[person_id])


def centres_of(session: Session, person_id: uuid.UUID) -> dict[uuid.UUID, frozenset[Role]]:
    """Every centre in which a person holds roles today or will, for deciding who may act on the account."""
    rows = session.execute(
        select(Membership.centre_id, Membership.role)
        .where(Membership.person_id == person_id)
        .where(lasting(today()))
    )
    found: dict[uuid.UUID, set[Role]] = {}
    for centre_id, role in rows:
        found.setdefault(centre_id, set()).add(role)
    return {centre_id: frozenset(roles) for centre_id, roles in found.items()}


def _memberships_by_person(
    session: Session, centre_ids: frozenset[uuid.UUID], person_ids: list[uuid.UUID]
) -> dict[uuid.UUID, tuple[Membership, ...]]:
    rows = session.scalars(
        select(Membership)
        .where(Membership.centre_id.in_(centre_ids), Membership.person_id.in_(person_ids))
        .where(lasting(today()))
        .order_by(Membership.from_on, Membership.id)
    )
    found: dict[uuid.UUID, tuple[Membership, ...]] = {}
    for membership in rows:
        found[membership.person_id] = (*found.get(membership.person_id, ()), membership)
    return found
