import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, null, or_, select
from sqlalchemy.orm import Session

from app.kernel.clock import now
from app.kernel.errors import NotFound
from app.kernel.i18n import local
from app.kernel.secrets import fingerprint
from app.network.models import Centre
from app.people.actor import Actor, Contact, Held
from app.people.models import ApiToken, Membership, Person, Role, Sitting

ActorRows = Select[Any]
# Columns, not the whole centre: half a centre in the session would be read again by whoever needs it.
CENTRE_COLUMNS = (Centre.name, Centre.contact_name, Centre.contact_phone, Centre.contact_email)
NAME = Person.given_name + " " + Person.family_name


@dataclass
class SittingLife:
    """How long a sitting lasts without a request, and in any case; set from the settings at start."""

    idle: timedelta = timedelta(hours=12)
    longest: timedelta = timedelta(days=30)


sitting_life = SittingLife()


def find_actor_by_sitting(session: Session, secret: str) -> Actor | None:
    """Who sits behind this cookie, with today's roles; one statement."""
    moment = now()
    return _find_actor(
        session,
        _actor_rows(moment, Sitting, Sitting.seen_at)
        .where(Sitting.fingerprint == fingerprint(secret), Sitting.ended_at.is_(None))
        .where(Sitting.seen_at > moment - sitting_life.idle)
        .where(Sitting.created_at > moment - sitting_life.longest),
    )


def find_actor_by_token(session: Session, token: str) -> Actor | None:
    moment = now()
    return _find_actor(
        session,
        _actor_rows(moment, ApiToken, null())
        .where(ApiToken.fingerprint == fingerprint(token), ApiToken.ended_at.is_(None))
        .where(ApiToken.expires_at > moment),
    )


def _actor_rows(moment: datetime, door: type[Sitting] | type[ApiToken], seen_at: Any) -> ActorRows:
    return (
        select(
            Person,
            door.id.label("door_id"),
            seen_at.label("seen_at"),
            Membership.role,
            Membership.centre_id,
            *CENTRE_COLUMNS,
        )
        .join(door, door.person_id == Person.id)
        .join(
            Membership,
            and_(Membership.person_id == Person.id, _in_force(local(moment).date())),
            isouter=True,
        )
        .join(Centre, Centre.id == Membership.centre_id, isouter=True)
        .where(Person.suspended_at.is_(None))
        .order_by(Membership.from_on, Membership.id)
    )


def _in_force(day: date) -> ColumnElement[bool]:
    return and_(
        Membership.from_on <= day,
        or_(Membership.to_on.is_(None), Membership.to_on >= day),
    )


def _find_actor(session: Session, rows: ActorRows) -> Actor | None:
    found = session.execute(rows).all()
    if not found:
        return None
    first, person = found[0], found[0].Person
    held = tuple(Held(row.role, row.centre_id, row.name) for row in found if row.role)
    contact = Contact(first.contact_name or first.name, first.contact_phone, first.contact_email)
    return Actor(
        person.id,
        person.name,
        person.given_name,
        person.language,
        first.door_id,
        held,
        contact if held else None,
        first.seen_at,
    )


def open_doors_among(session: Session, door_ids: Iterable[uuid.UUID]) -> frozenset[uuid.UUID]:
    """Which of these sittings and tokens still let their person in."""
    wanted, moment = list(door_ids), now()
    sittings = (
        select(Sitting.id)
        .join(Person)
        .where(Sitting.id.in_(wanted), Sitting.ended_at.is_(None), Person.suspended_at.is_(None))
    )
    tokens = (
        select(ApiToken.id)
        .join(Person)
        .where(
            ApiToken.id.in_(wanted),
            ApiToken.ended_at.is_(None),
            ApiToken.expires_at > moment,
            Person.suspended_at.is_(None),
        )
    )
    return frozenset(session.scalars(sittings.union(tokens)))


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
    return list(
        session.scalars(
            select(Person)
            .join(Membership)
            .where(Membership.centre_id == centre_id, Membership.role == role)
            .where(_in_force(local(now()).date()))
            .where(Person.suspended_at.is_(None))
            .order_by(Person.given_name, Person.id)
            .distinct()
        )
    )


def find_members_among(
    session: Session, centre_ids: Iterable[uuid.UUID], person_ids: Iterable[uuid.UUID]
) -> frozenset[uuid.UUID]:
    """Which of these people hold a role today in one of these centres."""
    return frozenset(
        session.scalars(
            select(Membership.person_id)
            .join(Person)
            .where(Membership.centre_id.in_(list(centre_ids)), Membership.person_id.in_(list(person_ids)))
            .where(_in_force(local(now()).date()), Person.suspended_at.is_(None))
        )
    )


def list_sittings(session: Session, actor: Actor) -> list[Sitting]:
    return list(
        session.scalars(
            select(Sitting)
            .where(Sitting.person_id == actor.id, Sitting.ended_at.is_(None))
            .order_by(Sitting.seen_at.desc())
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
        .where(_in_force(local(now()).date()))
        .order_by(Centre.name, Membership.role)
    )
    return [(centre_id, name, role, from_on, to_on) for centre_id, name, role, from_on, to_on in rows]


@dataclass(frozen=True, slots=True)
class Colleague:
    """Someone of a centre, with the roles they hold there today."""

    person: Person
    memberships: tuple[Membership, ...]


@dataclass(frozen=True, slots=True)
class PeoplePage:
    colleagues: list[Colleague]
    total: int


def page_people(
    session: Session,
    actor: Actor,
    *,
    centre_id: uuid.UUID,
    role: Role | None = None,
    search: str = "",
    first: int = 0,
    limit: int = 50,
) -> PeoplePage:
    """The people of a centre that the caller manages, by name. Raises NotFound for another centre."""
    if not actor.has_role_in(centre_id, Role.CENTRE_MANAGER):
        raise NotFound
    people = select(Person).where(Person.id.in_(_members(centre_id, role)))
    for word in search.split()[:5]:
        people = people.where(
            or_(*(column.icontains(word, autoescape=True) for column in (NAME, Person.email)))
        )
    total = session.scalar(select(func.count()).select_from(people.subquery())) or 0
    found = session.scalars(
        people.order_by(Person.family_name, Person.given_name, Person.id).offset(first).limit(limit)
    ).all()
    held = _memberships_by_person(session, frozenset({centre_id}), [person.id for person in found])
    return PeoplePage([Colleague(person, held.get(person.id, ())) for person in found], total)


def get_colleague(session: Session, actor: Actor, person_id: uuid.UUID) -> Colleague:
    """Someone of a centre that the caller manages, else NotFound."""
    held = _memberships_by_person(session, actor.centres_as(Role.CENTRE_MANAGER), [person_id])
    if person_id not in held:
        raise NotFound
    return Colleague(get_person(session, person_id), held[person_id])


def centres_of(session: Session, person_id: uuid.UUID) -> dict[uuid.UUID, frozenset[Role]]:
    """Every centre in which a person holds roles today, for deciding who may act on the account."""
    rows = session.execute(
        select(Membership.centre_id, Membership.role)
        .where(Membership.person_id == person_id)
        .where(_in_force(local(now()).date()))
    )
    found: dict[uuid.UUID, set[Role]] = {}
    for centre_id, role in rows:
        found.setdefault(centre_id, set()).add(role)
    return {centre_id: frozenset(roles) for centre_id, roles in found.items()}


def _members(centre_id: uuid.UUID, role: Role | None) -> Select[uuid.UUID]:
    members = select(Membership.person_id).where(
        Membership.centre_id == centre_id, _in_force(local(now()).date())
    )
    return members.where(Membership.role == role) if role else members


def _memberships_by_person(
    session: Session, centre_ids: frozenset[uuid.UUID], person_ids: list[uuid.UUID]
) -> dict[uuid.UUID, tuple[Membership, ...]]:
    rows = session.scalars(
        select(Membership)
        .where(Membership.centre_id.in_(centre_ids), Membership.person_id.in_(person_ids))
        .where(_in_force(local(now()).date()))
        .order_by(Membership.from_on, Membership.id)
    )
    found: dict[uuid.UUID, tuple[Membership, ...]] = {}
    for membership in rows:
        found[membership.person_id] = (*found.get(membership.person_id, ()), membership)
    return found
