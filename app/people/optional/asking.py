"""Saying it, changing it, taking it back."""

import uuid

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.kernel.clock import now
from app.kernel.i18n import today
from app.people.actor import Actor
from app.people.models import Membership, Person, Role
from app.people.optional.models import Consent, Gender, ToldGender
from app.people.queries import in_force

GENDER = "gender"
#: The number of the words one agrees to (`people/_choices.html`): another text is another number.
TEXT = 1


def find_gender(session: Session, person_id: uuid.UUID) -> Gender | None:
    """What they said; None where they said nothing, not even that they would rather not."""
    told = session.get(ToldGender, person_id)
    return told.gender if told else None


def tell_gender(session: Session, actor: Actor, *, gender: Gender) -> None:
    """Say it, or change it; that one would rather not say is an answer, and agrees to nothing."""
    session.merge(ToldGender(person_id=actor.id, gender=gender, told_at=now()))
    if gender is Gender.UNTOLD:
        _withdraw(session, actor.id)
    elif not _agrees(session, actor.id):
        session.add(Consent(person_id=actor.id, purpose=GENDER, text=TEXT, given_at=now()))
    session.flush()


def take_gender_back(session: Session, actor: Actor) -> None:
    """Nothing of it stays but that it was agreed to, and no longer is."""
    told = session.get(ToldGender, actor.id)
    if told:
        session.delete(told)
    _withdraw(session, actor.id)
    session.flush()


def _agrees(session: Session, person_id: uuid.UUID) -> bool:
    standing = select(Consent.id).where(
        Consent.person_id == person_id,
        Consent.purpose == GENDER,
        Consent.text == TEXT,
        Consent.withdrawn_at.is_(None),
    )
    return session.scalars(standing).first() is not None


def _withdraw(session: Session, person_id: uuid.UUID) -> None:
    session.execute(
        update(Consent)
        .where(Consent.person_id == person_id, Consent.purpose == GENDER, Consent.withdrawn_at.is_(None))
        .values(withdrawn_at=now())
    )


def count_learners_by_gender(session: Session) -> dict[Gender, int]:
    """Everyone who learns in the network today; who said nothing is among those who would rather not say."""
    said = func.coalesce(ToldGender.gender, Gender.UNTOLD)
    rows = session.execute(
        select(said, func.count(Person.id.distinct()))
        .join(Membership, Membership.person_id == Person.id)
        .outerjoin(ToldGender, ToldGender.person_id == Person.id)
        .where(Membership.role == Role.LEARNER, in_force(today()), Person.suspended_at.is_(None))
        .group_by(said)
    )
    return dict.fromkeys(Gender, 0) | {Gender(gender): count for gender, count in rows}
