"""What the company of someone in training may see of them, and nothing else: the one place that says it.

Presence, units done, and the result of agreed assessments, of trainings alone: a module that someone discovers by
themselves is nobody else's business. No message, no answer, no time of study, no reason of an absence, no remark. A
field more is a decision: `tests/in_centre/test_company_view.py` lists them.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.catalogue.models import Module, words_in
from app.in_centre.models import Attendance, Booking, HalfDay, Observation, Verdict
from app.in_centre.queries.progress import list_unit_progress
from app.kernel.i18n import spoken
from app.kernel.spoken import Spoken
from app.learning.models import Enrolment, EnrolmentKind


@dataclass(frozen=True, slots=True)
class HalfDayTold:
    """Whether the person was there in one half-day at the centre."""

    day: date
    half_day: HalfDay
    is_present: bool


@dataclass(frozen=True, slots=True)
class UnitTold:
    title: str
    is_done: bool


@dataclass(frozen=True, slots=True)
class ResultTold:
    """A signed grid: what was assessed, when, and the verdict."""

    title: str
    verdict: Verdict
    signed_at: datetime


@dataclass(frozen=True, slots=True)
class TrainingTold:
    title: Spoken
    units: tuple[UnitTold, ...]
    half_days: tuple[HalfDayTold, ...]
    results: tuple[ResultTold, ...]


def list_for_company(session: Session, learner_id: uuid.UUID) -> list[TrainingTold]:
    """The trainings of one person as their company sees them, the newest first; four statements."""
    rows = session.execute(
        select(Enrolment, Module)
        .join(Module, Module.id == Enrolment.module_id)
        .where(Enrolment.learner_id == learner_id, Enrolment.kind == EnrolmentKind.TRAINING)
        .order_by(Enrolment.begun_at.desc(), Enrolment.id.desc())
    ).all()
    ids = [enrolment.id for enrolment, _module in rows]
    progress = list_unit_progress(session, ids)
    half_days, results = _half_days(session, ids), _results(session, ids)
    return [
        TrainingTold(
            words_in(spoken(), "title", module.title, module.words, module.language),
            tuple(UnitTold(unit.title, unit.is_done) for unit in progress.get(enrolment.id, ())),
            tuple(half_days.get(enrolment.id, ())),
            tuple(results.get(enrolment.id, ())),
        )
        for enrolment, module in rows
    ]


def _half_days(session: Session, ids: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, list[HalfDayTold]]:
    """As confirmed now: what a correction replaced is told no more."""
    rows = session.execute(
        select(Booking.enrolment_id, Attendance.day, Attendance.half_day, Attendance.is_present)
        .join(Booking, Booking.id == Attendance.booking_id)
        .where(Booking.enrolment_id.in_(list(ids)), Attendance.superseded_by.is_(None))
        .order_by(Attendance.day, Attendance.half_day.desc())
    )
    found: dict[uuid.UUID, list[HalfDayTold]] = defaultdict(list)
    for enrolment_id, day, half_day, is_present in rows:
        found[enrolment_id].append(HalfDayTold(day, half_day, is_present))
    return found


def _results(session: Session, ids: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, list[ResultTold]]:
    rows = session.execute(
        select(Booking.enrolment_id, Observation.title, Observation.verdict, Observation.signed_at)
        .join(Booking, Booking.id == Observation.booking_id)
        .where(Booking.enrolment_id.in_(list(ids)), Observation.signed_at.is_not(None))
        .order_by(Observation.signed_at)
    )
    found: dict[uuid.UUID, list[ResultTold]] = defaultdict(list)
    for enrolment_id, title, verdict, signed_at in rows:
        if verdict and signed_at:
            found[enrolment_id].append(ResultTold(title, verdict, signed_at))
    return found
