"""Who runs a centre, named by the network: someone who has an account, or someone who is invited."""

import uuid
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.centres.queries.centres import get_network_centre, list_managers
from app.kernel import audit
from app.kernel.errors import Conflict, NotFound
from app.kernel.i18n import today
from app.network.models import Centre
from app.people.actor import Actor
from app.people.models import Membership, Person, Role
from app.people.queries import find_person_by_email
from app.people.services import memberships
from app.people.services.accounts import add_person, give_role, readable_email


class PersonSuspended(Conflict):
    code = "person_suspended"


@dataclass(frozen=True, slots=True)
class NewManager:
    """As typed; the names count for an address that nobody has yet."""

    email: str
    given_name: str = ""
    family_name: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    person: Person
    centre: Centre
    is_new: bool
    was_manager: bool


def name_manager(session: Session, actor: Actor, *, code: str, wanted: NewManager) -> Named:
    """Flushes. Raises NotFound, EmailUnreadable, NameMissing, PersonSuspended."""
    centre = get_network_centre(session, actor, code)
    known = find_person_by_email(session, readable_email(wanted.email))
    if known and known.suspended_at:
        raise PersonSuspended
    person = known or _add(session, actor, centre, wanted)
    held = {each.person_id: each for each in list_managers(session, centre.id, today())}
    if person.id not in held:
        _give(session, actor, centre, person)
    elif held[person.id].to_on is not None:
        keep_manager(session, actor, code=code, membership_id=held[person.id].membership_id)
    else:
        return Named(person, centre, is_new=False, was_manager=True)
    return Named(person, centre, is_new=known is None, was_manager=False)


def _give(session: Session, actor: Actor, centre: Centre, person: Person) -> None:
    given = give_role(session, person_id=person.id, centre_id=centre.id, role=Role.CENTRE_MANAGER)
    # One that was to begin later begins today.
    given.from_on = min(given.from_on, today())
    memberships.tell_dates(session, actor, "role_given", given, before=None)


def _add(session: Session, actor: Actor, centre: Centre, wanted: NewManager) -> Person:
    person = add_person(
        session, email=wanted.email, given_name=wanted.given_name, family_name=wanted.family_name
    )
    audit.record(
        session,
        actor.id,
        "person_created",
        person.id,
        person_id=person.id,
        centre_id=centre.id,
        role=Role.CENTRE_MANAGER,
    )
    return person


def end_manager(session: Session, actor: Actor, *, code: str, membership_id: uuid.UUID) -> None:
    """They run the centre until tonight. Raises NotFound."""
    memberships.end_tonight(session, actor, _membership(session, actor, code, membership_id))


def keep_manager(session: Session, actor: Actor, *, code: str, membership_id: uuid.UUID) -> None:
    """Undo `end_manager`, until tonight. Raises NotFound."""
    memberships.keep_on(session, actor, _membership(session, actor, code, membership_id))


def _membership(session: Session, actor: Actor, code: str, membership_id: uuid.UUID) -> Membership:
    centre = get_network_centre(session, actor, code)
    if membership_id not in {each.membership_id for each in list_managers(session, centre.id, today())}:
        raise NotFound
    return session.get_one(Membership, membership_id)
