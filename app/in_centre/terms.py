"""Places and grids of erased people go when no funder may ask for them any more."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.in_centre.models import Attendance, Booking, Observation
from app.learning.models import Enrolment
from app.learning.terms import ENROLMENTS_AT_ONCE, EVIDENCE, is_evidence_over
from app.people.terms.term import Term, Unit


def _find(session: Session, before: datetime, _limit: int) -> Sequence[Any]:
    rows = (
        select(Booking.id)
        .join(Enrolment, Enrolment.id == Booking.enrolment_id)
        .where(is_evidence_over(before))
        .limit(ENROLMENTS_AT_ONCE)
    )
    return session.scalars(rows).all()


def _take(session: Session, ids: Sequence[Any]) -> int:
    for model in (Observation, Attendance):
        session.execute(delete(model).where(model.booking_id.in_(ids)))
    session.execute(delete(Booking).where(Booking.id.in_(ids)))
    return len(ids)


PLACE_TERMS = (Term(EVIDENCE, _find, _take, Unit.YEARS),)
