"""Accounts outside: whose they are, how they are bound to a person and let go."""

import uuid
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.kernel import audit
from app.kernel.clock import now
from app.kernel.db import inserting
from app.kernel.errors import Conflict, DomainError, NotFound
from app.kernel.ids import new_id
from app.people.actor import Actor
from app.people.models import OutsideAccount, Person
from app.people.queries import find_person_by_email
from app.people.services.accounts import EmailUnreadable, add_person
from app.people.ways_in import keep_a_way_in


class OutsideUnknown(DomainError):
    """Nobody's, or of someone who is suspended: the answer does not say which."""

    status = 403
    code = "outside_unknown"


class OutsideTaken(Conflict):
    """Another person's already."""

    code = "outside_taken"


class OutsideHeld(Conflict):
    """The person has one of this provider already."""

    code = "outside_held"


@dataclass(frozen=True, slots=True)
class Told:
    """What the provider says of who signed in there.

    `email` is empty unless the provider has verified it; `name` is how its owner recognises the account.
    """

    issuer: str
    subject: str
    name: str
    email: str = ""
    given_name: str = ""
    family_name: str = ""
    is_stepped: bool = False


@dataclass(frozen=True, slots=True)
class Recognised:
    person_id: uuid.UUID
    is_new_here: bool


def recognise(session: Session, told: Told, *, trusts_email: bool, known_only: bool) -> Recognised:
    """Whose account this is, bound now where the provider is trusted for e-mail addresses.

    An address at the provider may pass to someone else: who has an account bound is found by that one alone.
    Flushes. Raises OutsideUnknown.
    """
    person = session.scalars(
        select(Person)
        .join(OutsideAccount, OutsideAccount.person_id == Person.id)
        .where(OutsideAccount.issuer == told.issuer, OutsideAccount.subject == told.subject)
    ).first()
    if person is not None:
        return Recognised(_let_in(person).id, False)
    if not trusts_email or not told.email:
        raise OutsideUnknown
    person = _let_in(find_person_by_email(session, told.email) or _new_person(session, told, known_only))
    if find_outside(session, person.id, issuer=told.issuer):
        raise OutsideUnknown
    bind(session, person.id, issuer=told.issuer, subject=told.subject, act="outside_account_recognised")
    return Recognised(person.id, True)


def _let_in(person: Person) -> Person:
    if person.suspended_at is not None:
        raise OutsideUnknown
    return person


def _new_person(session: Session, told: Told, known_only: bool) -> Person:
    if known_only:
        raise OutsideUnknown
    given = told.given_name or told.email.partition("@")[0]
    try:
        return add_person(
            session, email=told.email, given_name=given[:100], family_name=told.family_name[:100]
        )
    except EmailUnreadable:
        raise OutsideUnknown from None


def find_outside(session: Session, person_id: uuid.UUID, *, issuer: str) -> OutsideAccount | None:
    return session.scalars(
        select(OutsideAccount).where(OutsideAccount.person_id == person_id, OutsideAccount.issuer == issuer)
    ).first()


def link(session: Session, actor: Actor, *, issuer: str, subject: str) -> None:
    """The person's own wish, signed in. Flushes. Raises OutsideHeld, OutsideTaken."""
    if find_outside(session, actor.id, issuer=issuer):
        raise OutsideHeld
    bind(session, actor.id, issuer=issuer, subject=subject, act="outside_account_linked")


def bind(session: Session, person_id: uuid.UUID, *, issuer: str, subject: str, act: str) -> None:
    """Raises OutsideTaken."""
    bound = session.execute(
        inserting(session, OutsideAccount)
        .values(id=new_id(), person_id=person_id, issuer=issuer, subject=subject, made_at=now())
        .on_conflict_do_nothing()
    )
    if not bound.rowcount:  # type: ignore[attr-defined]
        raise OutsideTaken
    audit.record(session, person_id, act, person_id, person_id=person_id)


def unlink(session: Session, actor: Actor, *, issuer: str) -> None:
    """Raises NotFound where there is none, LastWayIn."""
    keep_a_way_in(session, actor)
    gone = session.execute(
        delete(OutsideAccount).where(OutsideAccount.person_id == actor.id, OutsideAccount.issuer == issuer)
    )
    if not gone.rowcount:  # type: ignore[attr-defined]
        raise NotFound
    audit.record(session, actor.id, "outside_account_removed", actor.id, person_id=actor.id)
