import uuid
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from app.kernel.clock import now
from app.kernel.errors import NotFound
from app.kernel.i18n import local
from app.kernel.secrets import fingerprint
from app.network.models import Centre
from app.people.actor import Actor, Held
from app.people.models import ApiToken, Membership, Person, Role, Sitting

ActorRows = Select[Person, uuid.UUID, Role, uuid.UUID, str]
SITTING_IDLE = timedelta(hours=12)
SITTING_LONGEST = timedelta(days=30)


def find_actor_by_sitting(session: Session, secret: str) -> Actor | None:
    """Who sits behind this cookie, with today's roles; one statement."""
    moment = now()
    return _find_actor(
        session,
        _actor_rows(moment, Sitting)
        .where(Sitting.fingerprint == fingerprint(secret), Sitting.ended_at.is_(None))
        .where(Sitting.seen_at > moment - SITTING_IDLE)
        .where(Sitting.created_at > moment - SITTING_LONGEST),
    )


def find_actor_by_token(session: Session, token: str) -> Actor | None:
    moment = now()
    return _find_actor(
        session,
        _actor_rows(moment, ApiToken)
        .where(ApiToken.fingerprint == fingerprint(token), ApiToken.ended_at.is_(None))
        .where(ApiToken.expires_at > moment),
    )


def _actor_rows(moment: datetime, door: type[Sitting] | type[ApiToken]) -> ActorRows:
    return (
        select(Person, door.id, Membership.role, Membership.centre_id, Centre.name)
        .join(door, door.person_id == Person.id)
        .join(
            Membership,
            and_(Membership.person_id == Person.id, _in_force(local(moment).date())),
            isouter=True,
        )
        .join(Centre, Centre.id == Membership.centre_id, isouter=True)
        .where(Person.suspended_at.is_(None))
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
    person, door_id = found[0][0], found[0][1]
    held = tuple(Held(role, centre_id, name) for _, _, role, centre_id, name in found if role)
    return Actor(person.id, person.name, person.given_name, person.language, door_id, held)


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
