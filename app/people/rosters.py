"""The people of one centre as a list: who is there, in what, with whom, and who has nobody."""

import enum
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from app.kernel.errors import NotFound
from app.kernel.i18n import today
from app.people.actor import Actor
from app.people.groups import members_of
from app.people.models import Group, GroupMember, Membership, Person, Role, Sitting
from app.people.queries import in_force, lasting, looked_for, names_of


class Show(enum.StrEnum):
    """Whom the list shows; `present` are those who hold a role today or will."""

    PRESENT = "present"
    WITHOUT_TUTOR = "without_tutor"
    SUSPENDED = "suspended"
    FORMER = "former"


class Order(enum.StrEnum):
    NAME = "name"
    SEEN = "seen"
    SEEN_LONG_AGO = "seen_long_ago"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of a centre's people is asked for."""

    centre_id: uuid.UUID
    show: Show = Show.PRESENT
    role: Role | None = None
    group_id: uuid.UUID | None = None
    search: str = ""
    order: Order = Order.NAME
    first: int = 0
    limit: int = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One person, with what they are in this centre. `tutor` is empty where nobody accompanies."""

    person: Person
    memberships: tuple[Membership, ...]
    seen_at: datetime | None
    groups: tuple[tuple[uuid.UUID, str], ...] = ()
    tutor: str = ""
    lacks_tutor: bool = False


@dataclass(frozen=True, slots=True)
class Roster:
    lines: list[Line]
    total: int
    #: How many learners of the centre nobody accompanies, whatever the list shows.
    without_tutor: int


Lacking = Callable[[uuid.UUID], Select[uuid.UUID]]
_lacking: dict[str, Lacking] = {}


def also_without_tutor(name: str, lacking: Lacking) -> None:
    """`lacking(centre_id)` selects the learners of whom a higher floor knows that somewhere nobody accompanies them."""
    _lacking[name] = lacking


def list_roster(session: Session, actor: Actor, wanted: Wanted) -> Roster:
    """The people of a centre that the caller manages. Raises NotFound for another centre."""
    if not actor.has_role_in(wanted.centre_id, Role.CENTRE_MANAGER):
        raise NotFound
    people = _people(wanted)
    total = session.scalar(select(func.count()).select_from(people.subquery())) or 0
    alone = select(func.count()).select_from(Person).where(lacks_tutor(wanted.centre_id))
    seen = last_seen()
    rows = session.execute(
        people.add_columns(seen)
        .order_by(*_order(wanted.order, seen))
        .offset(wanted.first)
        .limit(wanted.limit)
    ).all()
    lines = _lines(session, wanted, [(row[0], row[1]) for row in rows])
    return Roster(lines, total, session.scalar(alone) or 0)


def last_seen() -> ScalarSelect[datetime]:
    return (
        select(func.max(Sitting.seen_at))
        .where(Sitting.person_id == Person.id)
        .correlate(Person)
        .scalar_subquery()
    )


def _order(order: Order, seen: ScalarSelect[datetime]) -> tuple[Any, ...]:
    by_name = (
        func.lower(Person.family_name),
        func.lower(Person.given_name),
        Person.id,
    )
    if order is Order.NAME:
        return by_name
    if order is Order.SEEN:
        return (seen.is_(None), seen.desc(), *by_name)
    return (seen.is_not(None), seen, *by_name)


def _people(wanted: Wanted) -> Select[Person]:
    people = select(Person).where(_shown(wanted))
    if wanted.group_id:
        people = people.where(Person.id.in_(members_of(wanted.centre_id, wanted.group_id)))

    def is_known_as(word: str) -> ColumnElement[bool]:
        known = select(Membership.person_id).where(
            Membership.centre_id == wanted.centre_id, Membership.reference.icontains(word, autoescape=True)
        )
        return Person.id.in_(known)

    return people.where(*looked_for(wanted.search, is_known_as))


def _shown(wanted: Wanted) -> ColumnElement[bool]:
    members = select(Membership.person_id).where(Membership.centre_id == wanted.centre_id)
    if wanted.role:
        members = members.where(Membership.role == wanted.role)
    present = Person.id.in_(members.where(lasting(today())))
    if wanted.show is Show.FORMER:
        others = select(Membership.person_id).where(
            Membership.centre_id == wanted.centre_id, lasting(today())
        )
        return and_(Person.id.in_(members), Person.id.not_in(others))
    if wanted.show is Show.SUSPENDED:
        return and_(present, Person.suspended_at.is_not(None))
    return and_(present, lacks_tutor(wanted.centre_id)) if wanted.show is Show.WITHOUT_TUTOR else present


def lacks_tutor(centre_id: uuid.UUID) -> ColumnElement[bool]:
    """Learners of the centre whose tutor is nobody, or nobody of its team any more."""
    learning = select(Membership.person_id).where(
        Membership.centre_id == centre_id, Membership.role == Role.LEARNER, lasting(today())
    )
    alone = learning.where(
        or_(Membership.tutor_id.is_(None), Membership.tutor_id.not_in(tutors_today(centre_id)))
    )
    told = [Person.id.in_(lacking(centre_id)) for lacking in _lacking.values()]
    return and_(
        Person.suspended_at.is_(None), or_(Person.id.in_(alone), and_(Person.id.in_(learning), or_(*told)))
    )


def tutors_today(centre_id: uuid.UUID | InstrumentedAttribute[uuid.UUID]) -> Select[uuid.UUID]:
    """The ids of who accompanies in the centre today; under names of its own, to stand inside other statements."""
    held, who = aliased(Membership), aliased(Person)
    return (
        select(held.person_id)
        .join(who, who.id == held.person_id)
        .where(held.centre_id == centre_id, held.role == Role.TUTOR, who.suspended_at.is_(None))
        .where(in_force(today(), held))
    )


def chosen_tutors(person_id: uuid.UUID, centre_id: uuid.UUID) -> Select[uuid.UUID | None]:
    """Who was chosen to accompany this learner in this centre."""
    return (
        select(Membership.tutor_id)
        .where(Membership.person_id == person_id, Membership.centre_id == centre_id)
        .where(Membership.role == Role.LEARNER, lasting(today()))
        .where(Membership.tutor_id.is_not(None))
    )


def _lines(session: Session, wanted: Wanted, rows: Sequence[tuple[Person, datetime | None]]) -> list[Line]:
    ids = [person.id for person, _seen in rows]
    held = _memberships(session, wanted, ids)
    groups = list_groups_of(session, wanted.centre_id, ids)
    alone = frozenset(
        session.scalars(select(Person.id).where(Person.id.in_(ids), lacks_tutor(wanted.centre_id)))
    )
    tutors = {one.tutor_id for each in held.values() for one in each if one.tutor_id}
    names = names_of(session, tutors)
    return [
        Line(
            person,
            held.get(person.id, ()),
            seen_at,
            groups.get(person.id, ()),
            next((names[one.tutor_id] for one in held.get(person.id, ()) if one.tutor_id), ""),
            person.id in alone,
        )
        for person, seen_at in rows
    ]


def _memberships(
    session: Session, wanted: Wanted, ids: Sequence[uuid.UUID]
) -> dict[uuid.UUID, tuple[Membership, ...]]:
    """What they hold today or will; of former people, what they held."""
    rows = select(Membership).where(Membership.centre_id == wanted.centre_id, Membership.person_id.in_(ids))
    if wanted.show is not Show.FORMER:
        rows = rows.where(lasting(today()))
    found: dict[uuid.UUID, tuple[Membership, ...]] = {}
    for one in session.scalars(rows.order_by(Membership.from_on, Membership.id)):
        found[one.person_id] = (*found.get(one.person_id, ()), one)
    return found


def list_groups_of(
    session: Session, centre_id: uuid.UUID, ids: Sequence[uuid.UUID]
) -> dict[uuid.UUID, tuple[tuple[uuid.UUID, str], ...]]:
    """The groups of a centre these people are in now: (id, name), by person."""
    rows = session.execute(
        select(GroupMember.person_id, Group.id, Group.name)
        .join(Group, Group.id == GroupMember.group_id)
        .where(Group.centre_id == centre_id, Group.closed_on.is_(None))
        .where(GroupMember.person_id.in_(ids), lasting(today(), GroupMember))
        .order_by(Group.name)
    )
    found: dict[uuid.UUID, tuple[tuple[uuid.UUID, str], ...]] = {}
    for person_id, group_id, name in rows:
        found[person_id] = (*found.get(person_id, ()), (group_id, name))
    return found


def find_seen(session: Session, person_id: uuid.UUID) -> datetime | None:
    """When this person was last there."""
    return session.scalar(select(func.max(Sitting.seen_at)).where(Sitting.person_id == person_id))
