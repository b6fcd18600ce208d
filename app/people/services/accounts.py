"""Creating people, giving roles, suspending."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.kernel import audit
from app.kernel.clock import now
from app.kernel.errors import Conflict, Denied, DomainError, NotFound
from app.kernel.events import announce
from app.kernel.i18n import today
from app.kernel.realtime import close_door_after_commit
from app.people import policy
from app.people.actor import Actor
from app.people.events import MembershipChanged
from app.people.models import ApiToken, Membership, Person, Role, Sitting
from app.people.queries import centres_of, find_person_by_email, get_colleague, normal_email
from app.people.services.memberships import RoleDatesTurned, RoleHeld, dates_of


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
        from_on=from_on or today(),
        to_on=to_on,
    )
    session.add(membership)
    session.flush()
    return membership


@dataclass(frozen=True, slots=True)
class Details:
    """What an account says of its person."""

    given_name: str
    family_name: str = ""
    email: str | None = None
    phone: str = ""
    language: str = "fr"


@dataclass(frozen=True, slots=True)
class FirstRole:
    """What someone new in a centre is there, and between which days; from today unless said."""

    centre_id: uuid.UUID
    role: Role
    from_on: date | None = None
    to_on: date | None = None


def create_person(session: Session, actor: Actor, *, details: Details, first: FirstRole) -> Person:
    """A centre manager makes an account with its first role.

    Raises Denied elsewhere, RoleDatesTurned, and what `add_person` raises.
    """
    _check_first(actor, first)
    person = add_person(session, **asdict(details))
    _begin(session, actor, "person_created", person, first)
    return person


def join_person(session: Session, actor: Actor, *, email: str, first: FirstRole) -> Person:
    """Someone who has an account already comes to this centre too: one record. Raises Denied, NotFound, RoleHeld."""
    _check_first(actor, first)
    person = find_person_by_email(session, email)
    if person is None:
        raise NotFound
    if any(
        first.role in roles
        for centre, roles in centres_of(session, person.id).items()
        if centre == first.centre_id
    ):
        raise RoleHeld
    _begin(session, actor, "person_joined", person, first)
    announce(session, MembershipChanged(person.id, now()))
    return person


def _check_first(actor: Actor, first: FirstRole) -> None:
    if not policy.may_give(actor, first.centre_id, first.role):
        raise Denied
    if first.to_on and first.to_on < (first.from_on or today()):
        raise RoleDatesTurned


def _begin(session: Session, actor: Actor, act: str, person: Person, first: FirstRole) -> None:
    given = give_role(session, person_id=person.id, **asdict(first))
    audit.record(
        session,
        actor.id,
        act,
        person.id,
        person_id=person.id,
        centre_id=first.centre_id,
        role=first.role,
        after=dates_of(given),
    )


def change_details(session: Session, actor: Actor, *, person_id: uuid.UUID, details: Details) -> Person:
    """Correct an account of one's own people. An e-mail that somebody signs in with stays.

    Raises NotFound, Denied for who serves another centre too, NameMissing, EmailUnreadable, EmailTaken.
    """
    person = get_colleague(session, actor, person_id).person
    centres = centres_of(session, person_id)
    if not policy.may_correct(actor, centres):
        raise Denied
    if not details.given_name.strip():
        raise NameMissing
    email = normal_email(details.email) if details.email else None
    if email != person.email:
        email = _new_email(session, person, details.email)
    wanted = {**asdict(details), "email": email}
    after = {name: value for name, value in wanted.items() if getattr(person, name) != value}
    before = {name: getattr(person, name) for name in after}
    for name, value in after.items():
        setattr(person, name, value)
    if after:
        record_on(session, actor, "person_corrected", person_id, centres, before=before, after=after)
    session.flush()
    return person


def _new_email(session: Session, person: Person, email: str | None) -> str | None:
    if person.password_hash:
        raise Denied
    address = readable_email(email) if email else None
    known = find_person_by_email(session, address) if address else None
    if known and known.id != person.id:
        raise EmailTaken
    return address


def suspend(session: Session, actor: Actor, *, person_id: uuid.UUID) -> None:
    """Close an account's sittings, tokens and sockets. The record stays. Raises NotFound, Denied."""
    person, centres = get_decided(session, actor, person_id)
    person.suspended_at = now()
    close_every_door(session, person_id)
    told = {"before": {"state": "open"}, "after": {"state": "suspended"}}
    record_on(session, actor, "person_suspended", person_id, centres, **told)


def reopen(session: Session, actor: Actor, *, person_id: uuid.UUID) -> None:
    """Undo `suspend`; the person signs in again. Raises NotFound, Denied."""
    person, centres = get_decided(session, actor, person_id)
    person.suspended_at = None
    told = {"before": {"state": "suspended"}, "after": {"state": "open"}}
    record_on(session, actor, "person_reopened", person_id, centres, **told)


def get_decided(
    session: Session, actor: Actor, person_id: uuid.UUID
) -> tuple[Person, Mapping[uuid.UUID, frozenset[Role]]]:
    """Someone whose whole account the caller decides on, and their roles by centre. Raises NotFound, Denied."""
    person = get_colleague(session, actor, person_id).person
    centres = centres_of(session, person_id)
    if not policy.may_suspend(actor, person_id, centres):
        raise Denied
    return person, centres


def record_on(
    session: Session,
    actor: Actor,
    act: str,
    person_id: uuid.UUID,
    centres: Iterable[uuid.UUID],
    **told: Any,
) -> None:
    """An act on an account as a whole: it is read in the first of the person's centres, which the caller all manages."""
    audit.record(session, actor.id, act, person_id, person_id=person_id, centre_id=min(centres), **told)


def close_every_door(session: Session, person_id: uuid.UUID, *, but: uuid.UUID | None = None) -> None:
    """End all sittings and tokens of a person, but one, and their sockets."""
    close_doors_of(session, [person_id], but=but)


def close_doors_of(
    session: Session, person_ids: Iterable[uuid.UUID], *, but: uuid.UUID | None = None
) -> None:
    people = list(person_ids)
    for door in (Sitting, ApiToken):
        closing = update(door).where(door.person_id.in_(people), door.ended_at.is_(None))
        if but is not None:
            closing = closing.where(door.id != but)
        for door_id in session.scalars(closing.values(ended_at=now()).returning(door.id)):
            close_door_after_commit(session, door_id)
