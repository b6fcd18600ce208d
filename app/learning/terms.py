"""How long what learning keeps is kept, and when an enrolment is over."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, func, or_, select
from sqlalchemy.orm import Session

from app.learning.erasing import OF_ENROLMENT
from app.learning.models import Enrolment, Presence, Stay
from app.people.models import Membership, Person
from app.people.terms.term import Term, Unit, deleting

MESSAGES, EVIDENCE = "keep_messages_days", "keep_evidence_years"
#: An enrolment has thousands of rows: few in one batch.
ENROLMENTS_AT_ONCE = 5


def is_over(before: datetime) -> ColumnElement[bool]:
    """Ended or completed before this moment, or its learner has held no role anywhere since."""
    held = select(Membership.id).where(
        Membership.person_id == Enrolment.learner_id,
        or_(Membership.to_on.is_(None), Membership.to_on >= before.date()),
    )
    end = func.coalesce(Enrolment.ended_at, Enrolment.completed_at)
    # Without an end it is no answer at all, and "not over" must not be that either.
    return or_(and_(end.is_not(None), end < before), ~held.exists())


def is_evidence_over(before: datetime) -> ColumnElement[bool]:
    """What was kept of someone who is erased, and that no funder may ask for any more."""
    erased = select(Person.id).where(Person.erased_at.is_not(None))
    return and_(Enrolment.learner_id.in_(erased), Enrolment.ended_at < before)


def find_over(session: Session, before: datetime, _limit: int) -> Sequence[Any]:
    return session.scalars(
        select(Enrolment.id).where(is_evidence_over(before)).limit(ENROLMENTS_AT_ONCE)
    ).all()


def _take_enrolments(session: Session, ids: Sequence[Any]) -> int:
    for model in OF_ENROLMENT:
        session.execute(delete(model).where(model.enrolment_id.in_(ids)))
    session.execute(delete(Enrolment).where(Enrolment.id.in_(ids)))
    return len(ids)


PRESENCE_TERMS = (deleting("keep_presence_days", Presence, lambda before: (Presence.counted_at < before,)),)
EVIDENCE_TERMS = (Term(EVIDENCE, find_over, _take_enrolments, Unit.YEARS),)
STAY_TERMS = (deleting(EVIDENCE, Stay, lambda before: (Stay.to_at < before,), Unit.YEARS),)
