"""Creating people, giving roles, suspending."""

import uuid
from datetime import date

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.kernel import audit
from app.kernel.clock import now
from app.kernel.errors import Conflict, Denied, DomainError, NotFound
from app.kernel.i18n import local
from app.kernel.realtime import close_door_after_commit
from app.people import policy
from app.people.actor import Actor
from app.people.models import ApiToken, Membership, Person, Role, Sitting
from app.people.queries import centres_of, find_person_by_email, get_colleague, normal_email


class EmailUnreadable(DomainError):
    code = "email_unreadable"


class EmailTaken(Conflict):
    code = "email_taken"


class NameMissing(DomainError):
    code = "name_missing"


def add_person(
    session: Session,
    *,
    email: str | None,
    given_name: str,
    family_name: str = "",
    language: str = "fr",
    phone: str = "",
) -> Person:
    """Make an account without any role. Flushes.

    Raises EmailUnreadable, EmailTaken, NameMissing.
    """
    if not given_name.strip():
        raise NameMissing
    address = readable_email(email) if email else None
    if address and find_person_by_email(session, address):
        raise EmailTaken
    person = Person(
        email=address,
        given_name=given_name.strip(),
        family_name=family_name.strip(),
        language=language,
        phone=phone.strip(),
        created_at=now(),
    )
    session.add(person)
    session.flush()
    return person


def readable_email(email: str) -> str:
    try:
        found = validate_email(email.strip(), check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        raise EmailUnreadable from None
    return normal_email(found.normalized)


def give_role(
    session: Session,
    *,
    person_id: uuid.UUID,
    centre_id: uuid.UUID,
    role: Role,
    from_on: date | None = None,
    to_on: date | None = None,
) -> Membership:
    """Give a role in a centre; the same one again gives the one that is in force. Flushes."""
    known = session.scalars(
        select(Membership).where(
            Membership.person_id == person_id,
            Membership.centre_id == centre_id,
            Membership.role == role,
            Membership.to_on.is_(None),
        )
    ).first()
    if known:
        return known
    membership = Membership(
        person_id=person_id,
        centre_id=centre_id,
        role=role,
        from_on=from_on or local(now()).date(),
        to_on=to_on,
    )
    session.add(membership)
    session.flush()
    return membership


def create_person(
    session: Session,
    actor: Actor,
    *,
    centre_id: uuid.UUID,
    email: str,
    given_name: str,
    family_name: str,
    role: Role,
    language: str = "fr",
) -> Person:
    """A centre manager makes an account with its first role. Raises Denied elsewhere."""
    if not policy.may_give(actor, centre_id, role):
        raise Denied
    person = add_person(
        session, email=email, given_name=given_name, family_name=family_name, language=language
    )
    give_role(session, person_id=person.id, centre_id=centre_id, role=role)
    audit.record(session, actor.id, "person_created", person.id, centre=str(centre_id), role=role)
    return person


def add_role(
    session: Session, actor: Actor, *, person_id: uuid.UUID, centre_id: uuid.UUID, role: Role
) -> None:
    """A centre manager gives one more role to someone of the centre. Raises NotFound, Denied."""
    get_colleague(session, actor, person_id)
    if not policy.may_give(actor, centre_id, role):
        raise Denied
    give_role(session, person_id=person_id, centre_id=centre_id, role=role)
    audit.record(session, actor.id, "role_given", person_id, centre=str(centre_id), role=role)


def end_role(session: Session, actor: Actor, *, person_id: uuid.UUID, membership_id: uuid.UUID) -> None:
    """The role is held until tonight. Raises NotFound; Denied for one's own, so that a centre keeps someone."""
    membership = _membership(session, actor, person_id, membership_id)
    if person_id == actor.id:
        raise Denied
    membership.to_on = local(now()).date()
    audit.record(session, actor.id, "role_ended", person_id, role=membership.role)


def keep_role(session: Session, actor: Actor, *, person_id: uuid.UUID, membership_id: uuid.UUID) -> None:
    """Undo `end_role`, until tonight."""
    membership = _membership(session, actor, person_id, membership_id)
    membership.to_on = None
    audit.record(session, actor.id, "role_kept", person_id, role=membership.role)


def _membership(session: Session, actor: Actor, person_id: uuid.UUID, membership_id: uuid.UUID) -> Membership:
    for membership in get_colleague(session, actor, person_id).memberships:
        if membership.id == membership_id:
            return membership
    raise NotFound


def suspend(session: Session, actor: Actor, *, person_id: uuid.UUID) -> None:
    """Close an account's sittings, tokens and sockets. The record stays. Raises NotFound, Denied."""
    person = _suspendable(session, actor, person_id)
    person.suspended_at = now()
    close_every_door(session, person_id)
    audit.record(session, actor.id, "person_suspended", person_id)


def reopen(session: Session, actor: Actor, *, person_id: uuid.UUID) -> None:
    """Undo `suspend`; the person signs in again. Raises NotFound, Denied."""
    _suspendable(session, actor, person_id).suspended_at = None
    audit.record(session, actor.id, "person_reopened", person_id)


def _suspendable(session: Session, actor: Actor, person_id: uuid.UUID) -> Person:
    person = get_colleague(session, actor, person_id).person
    if not policy.may_suspend(actor, person_id, centres_of(session, person_id)):
        raise Denied
    return person


def close_every_door(session: Session, person_id: uuid.UUID, *, but: uuid.UUID | None = None) -> None:
    """End all sittings and tokens of a person, but one, and their sockets."""
    for door in (Sitting, ApiToken):
        open_ids = session.scalars(
            select(door.id).where(door.person_id == person_id, door.ended_at.is_(None))
        ).all()
        closing = [door_id for door_id in open_ids if door_id != but]
        session.execute(update(door).where(door.id.in_(closing)).values(ended_at=now()))
        for door_id in closing:
            close_door_after_commit(session, door_id)
