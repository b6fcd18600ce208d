"""A centre that the caller runs, what it is closed on, and who runs it. What one may not see is not found."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.centres.policy import runs_network
from app.in_centre.models import InCentreSession
from app.kernel.errors import NotFound
from app.network.hours import WorkingHours, closed_days_between
from app.network.models import Centre, Closure
from app.people.actor import Actor
from app.people.models import Membership, Person, Role
from app.people.queries import in_force

MOST_SESSIONS = 500


def get_run_centre(session: Session, actor: Actor, code: str, *, hold: bool = False) -> Centre:
    """Any centre for the network, its own for a centre. `hold`: one change at a time. Raises NotFound."""
    wanted = select(Centre).where(Centre.code == code)
    if not runs_network(actor):
        wanted = wanted.where(Centre.id.in_(actor.centres_as(Role.CENTRE_MANAGER)))
    return _one(session, wanted.with_for_update() if hold else wanted)


def get_network_centre(session: Session, actor: Actor, code: str, *, hold: bool = False) -> Centre:
    """For the network alone. Raises NotFound."""
    if not runs_network(actor):
        raise NotFound
    return get_run_centre(session, actor, code, hold=hold)


def _one(session: Session, wanted: Select[Centre]) -> Centre:
    found = session.scalars(wanted).first()
    if found is None:
        raise NotFound
    return found


def first_own_code(session: Session, actor: Actor) -> str:
    """Of the centres the actor runs, the first by name. Raises NotFound."""
    own = actor.centres_as(Role.CENTRE_MANAGER)
    code = session.scalars(
        select(Centre.code).where(Centre.id.in_(own)).order_by(Centre.name).limit(1)
    ).first()
    if code is None:
        raise NotFound
    return code


def list_own(session: Session, actor: Actor) -> list[tuple[str, str]]:
    """(code, name) of the centres the actor runs as their manager."""
    own = actor.centres_as(Role.CENTRE_MANAGER)
    rows = session.execute(select(Centre.code, Centre.name).where(Centre.id.in_(own)).order_by(Centre.name))
    return [(code, name) for code, name in rows]


def list_closures(session: Session, centre_id: uuid.UUID, *, since: date) -> list[Closure]:
    """By their first day, without those that are over."""
    return list(
        session.scalars(
            select(Closure)
            .where(Closure.centre_id == centre_id, Closure.last_on >= since)
            .order_by(Closure.first_on, Closure.starts, Closure.id)
        )
    )


def get_closure(session: Session, centre_id: uuid.UUID, closure_id: uuid.UUID) -> Closure:
    """Raises NotFound."""
    found = session.get(Closure, closure_id)
    if found is None or found.centre_id != centre_id:
        raise NotFound
    return found


@dataclass(frozen=True, slots=True)
class Manager:
    membership_id: uuid.UUID
    person_id: uuid.UUID
    name: str
    email: str
    phone: str
    to_on: date | None


def list_managers(session: Session, centre_id: uuid.UUID, day: date) -> list[Manager]:
    """Who runs a centre on a day, by name; a suspended account runs nothing."""
    rows = session.execute(
        select(Membership.id, Membership.to_on, Person)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.centre_id == centre_id, Membership.role == Role.CENTRE_MANAGER, in_force(day))
        .where(Person.suspended_at.is_(None))
        .order_by(Person.given_name, Person.id)
    )
    return [
        Manager(membership_id, person.id, person.name, person.email or "", person.phone, to_on)
        for membership_id, to_on, person in rows
    ]


def sessions_when_closed(
    session: Session, centre_id: uuid.UUID, hours: WorkingHours, *, after: datetime
) -> list[InCentreSession]:
    """Sessions to come that fall on closed days or into closed hours."""
    coming = session.scalars(
        select(InCentreSession)
        .where(InCentreSession.centre_id == centre_id, InCentreSession.cancelled_at.is_(None))
        .where(InCentreSession.starts_at > after)
        .order_by(InCentreSession.starts_at)
        .limit(MOST_SESSIONS)
    )
    return [each for each in coming if closed_days_between(hours, each.starts_at, each.ends_at)]
