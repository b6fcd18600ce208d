"""Who is calling: the Actor behind a sitting or a token.

Every call, page and socket event asks, and putting the statement together costs as much as asking it: that is done once.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, null, select
from sqlalchemy.orm import Session

from app.kernel.clock import now
from app.kernel.i18n import local, today
from app.kernel.secrets import fingerprint
from app.network.models import Centre
from app.people.actor import Actor, Contact, Held, Seer
from app.people.models import ApiToken, Membership, Person, Role, Seeing, Sitting, full_name
from app.people.policy import may_see_as
from app.people.queries import in_force

ActorRows = Select[Any]
# Columns, not whole rows: half a centre in the session would be read again by whoever needs it.
PERSON_COLUMNS = (Person.id, Person.given_name, Person.family_name, Person.language, Person.seen_as_id)
CENTRE_COLUMNS = (
    Centre.name,
    Centre.contact_name,
    Centre.contact_phone,
    Centre.contact_email,
    Centre.opening_hours,
)


@dataclass
class SittingLife:
    """How long a sitting lasts without a request, and in any case; set from the settings at start."""

    idle: timedelta = timedelta(hours=12)
    longest: timedelta = timedelta(days=30)


sitting_life = SittingLife()


def find_actor_by_sitting(session: Session, secret: str) -> Actor | None:
    """Who sits behind this cookie, with today's roles; one statement."""
    moment = now()
    found = _find_rows(
        session,
        _sitting_rows(),
        moment,
        fingerprint=fingerprint(secret),
        seen_after=moment - sitting_life.idle,
        opened_after=moment - sitting_life.longest,
    )
    own = _actor_of(found)
    seeing_id = found[0].seeing_id if found else None
    return _through_eyes(session, own, seeing_id, moment) if own and seeing_id else own


def find_actor_by_token(session: Session, token: str) -> Actor | None:
    moment = now()
    return _actor_of(
        _find_rows(session, _token_rows(), moment, fingerprint=fingerprint(token), open_at=moment)
    )


def _through_eyes(session: Session, own: Actor, seeing_id: uuid.UUID, moment: datetime) -> Actor:
    """The person as whom this sitting sees the pages; oneself again once that has ended, or the right to it has."""
    found = _find_rows(session, _seen_rows(), moment, seeing=seeing_id, seer=own.id, open_at=moment)
    seen = _actor_of(found)
    if seen is None or not may_see_as(own, seen.id, _roles_by_centre(seen)):
        return own
    seer = Seer(own.id, own.name, seeing_id, found[0].until_at)
    return replace(seen, door_id=own.door_id, seen_at=own.seen_at, seen_by=seer, has_notice=False)


def _roles_by_centre(actor: Actor) -> dict[uuid.UUID, frozenset[Role]]:
    return {
        centre_id: frozenset(held.role for held in actor.held if held.centre_id == centre_id)
        for centre_id in actor.centre_ids()
    }


@cache
def _sitting_rows() -> ActorRows:
    return (
        _actor_rows(Sitting, Sitting.seen_at)
        .add_columns(Sitting.seeing_id)
        .where(Sitting.fingerprint == bindparam("fingerprint"), Sitting.ended_at.is_(None))
        .where(Sitting.seen_at > bindparam("seen_after"))
        .where(Sitting.created_at > bindparam("opened_after"))
    )


@cache
def _seen_rows() -> ActorRows:
    return (
        _actor_rows(Seeing, null())
        .add_columns(Seeing.until_at)
        .where(Seeing.id == bindparam("seeing"), Seeing.actor_id == bindparam("seer"))
        .where(Seeing.ended_at.is_(None), Seeing.until_at > bindparam("open_at"))
    )


@cache
def _token_rows() -> ActorRows:
    return (
        _actor_rows(ApiToken, null())
        .where(ApiToken.fingerprint == bindparam("fingerprint"), ApiToken.ended_at.is_(None))
        .where(ApiToken.expires_at > bindparam("open_at"))
    )


def _actor_rows(door: type[Sitting] | type[ApiToken] | type[Seeing], seen_at: Any) -> ActorRows:
    return (
        select(
            *PERSON_COLUMNS,
            door.id.label("door_id"),
            seen_at.label("seen_at"),
            Membership.role,
            Membership.centre_id,
            *CENTRE_COLUMNS,
        )
        .join(door, door.person_id == Person.id)
        .join(
            Membership,
            and_(Membership.person_id == Person.id, in_force(bindparam("day"))),
            isouter=True,
        )
        .join(Centre, Centre.id == Membership.centre_id, isouter=True)
        .where(Person.suspended_at.is_(None))
        .order_by(Membership.from_on, Membership.id)
    )


def _find_rows(session: Session, rows: ActorRows, moment: datetime, **known: Any) -> Sequence[Any]:
    return session.execute(rows, {"day": local(moment).date(), **known}).all()


def _actor_of(found: Sequence[Any]) -> Actor | None:
    if not found:
        return None
    first = found[0]
    held = tuple(Held(row.role, row.centre_id, row.name) for row in found if row.role)
    contact = Contact(
        first.contact_name or first.name, first.contact_phone, first.contact_email, first.opening_hours or {}
    )
    return Actor(
        first.id,
        full_name(first.given_name, first.family_name),
        first.given_name,
        first.language,
        first.door_id,
        held,
        contact if held else None,
        first.seen_at,
        has_notice=first.seen_as_id is not None,
    )


def standings_of(
    session: Session, person_ids: Iterable[uuid.UUID]
) -> dict[uuid.UUID, frozenset[tuple[Role, uuid.UUID]]]:
    """The roles that these people hold today, as `Actor.standing` says them."""
    people = list(person_ids)
    rows = session.execute(
        select(Membership.person_id, Membership.role, Membership.centre_id).where(
            Membership.person_id.in_(people), in_force(today())
        )
    )
    found: dict[uuid.UUID, set[tuple[Role, uuid.UUID]]] = {person_id: set() for person_id in people}
    for person_id, role, centre_id in rows:
        found[person_id].add((role, centre_id))
    return {person_id: frozenset(held) for person_id, held in found.items()}


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
