"""Who needs their tutor, and why: facts in, a reason or none out. Plain rules in clear, no score, no prediction."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from app.in_centre.readiness import OpenUnit
from app.kernel.i18n import iso
from app.network.hours import WorkingHours, working_time_between
from app.tutoring.models import Act, SignalKind

#: A relational call is due after seven days without study, five where the rhythm is nearly daily.
SILENT_AFTER = timedelta(days=7)
SILENT_SOONER_AFTER = timedelta(days=5)
SOONER_FROM_A_WEEK = 5
#: Wrong tries in a row at one block; each further three are news.
STUCK_AFTER_TRIES = 3
#: How long before a booked session its open prerequisites matter.
NEAR_BEFORE_SESSION = timedelta(days=3)
#: What was acted on comes back by itself, where no other date was agreed, if its facts still stand.
COMES_BACK_AFTER = timedelta(days=7)
SNOOZE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A learner's question that nobody answered yet; `block` is None for a plain message."""

    id: uuid.UUID
    enrolment_id: uuid.UUID
    block: str | None
    label: str
    asked_at: datetime
    answer_by: datetime
    tries: int
    text: str


@dataclass(frozen=True, slots=True)
class Study:
    """When someone last studied (or began), against the rhythm agreed; `over` once nothing more is expected."""

    enrolment_id: uuid.UUID
    last_at: datetime
    has_begun: bool
    weekly_rhythm: int
    over: bool


@dataclass(frozen=True, slots=True)
class Trial:
    """A block tried and not yet got right."""

    enrolment_id: uuid.UUID
    block: str
    label: str
    unit: int
    wrong_in_a_row: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Visit:
    """A booked in-centre session, with the prerequisite units that are still open."""

    booking_id: uuid.UUID
    session_id: uuid.UUID
    enrolment_id: uuid.UUID
    title: str
    room: str
    starts_at: datetime
    ends_at: datetime
    booked_at: datetime
    taken: int
    prerequisites: int
    open_units: tuple[OpenUnit, ...]

    @property
    def open_minutes(self) -> int:
        return sum(unit.minutes_left for unit in self.open_units)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a learner needs their tutor now. The same `key` is the same reason, however often it is worked out."""

    enrolment_id: uuid.UUID
    kind: SignalKind
    key: str
    since: datetime
    facts: dict[str, Any]
    urgency: int
    due_at: datetime

    @property
    def id(self) -> uuid.UUID:
        return id_of_reason(self.enrolment_id, self.key)


@lru_cache(maxsize=8192)
def id_of_reason(enrolment_id: uuid.UUID, key: str) -> uuid.UUID:
    """Kept, since a page of sixty learners asks for the same ones hundreds of times."""
    return uuid.uuid5(enrolment_id, key)


@dataclass(frozen=True, slots=True)
class Settlement:
    """The last thing a tutor did about one reason."""

    signal_id: uuid.UUID
    done_at: datetime
    next_at: datetime | None


SUGGESTED = {
    SignalKind.UNANSWERED: Act.MESSAGE,
    SignalKind.SILENT: Act.CALL,
    SignalKind.STUCK: Act.MESSAGE,
    SignalKind.SESSION_NEAR: Act.SLOT,
}
FOR_TODAY = frozenset({SignalKind.UNANSWERED, SignalKind.SILENT, SignalKind.SESSION_NEAR})


def unanswered(question: OpenQuestion, hours: WorkingHours, promise_hours: int, now: datetime) -> Reason:
    """A question is a reason from the moment it is asked, and urgent once its promise has passed."""
    waited = working_time_between(hours, question.asked_at, now)
    is_late = now > question.answer_by
    return Reason(
        question.enrolment_id,
        SignalKind.UNANSWERED,
        f"unanswered:{question.id}",
        question.asked_at,
        {
            "help_request": str(question.id),
            "block": question.block,
            "label": question.label,
            "tries": question.tries,
            "asked_at": iso(question.asked_at),
            "answer_by": iso(question.answer_by),
            "waiting_hours": round(waited / timedelta(hours=1), 2),
            "promise_hours": promise_hours,
            "is_late": is_late,
        },
        urgency=0 if is_late else 1,
        due_at=question.answer_by,
    )


def silence_allowed(weekly_rhythm: int) -> timedelta:
    return SILENT_SOONER_AFTER if weekly_rhythm >= SOONER_FROM_A_WEEK else SILENT_AFTER


def silent(study: Study, now: datetime) -> Reason | None:
    quiet = now - study.last_at
    if study.over or quiet < silence_allowed(study.weekly_rhythm):
        return None
    return Reason(
        study.enrolment_id,
        SignalKind.SILENT,
        f"silent:{iso(study.last_at)}",
        study.last_at,
        {
            "days": quiet.days,
            "last_at": iso(study.last_at),
            "has_begun": study.has_begun,
            "weekly_rhythm": study.weekly_rhythm,
        },
        urgency=3,
        due_at=study.last_at,
    )


def stuck(trial: Trial) -> Reason | None:
    if trial.wrong_in_a_row < STUCK_AFTER_TRIES:
        return None
    return Reason(
        trial.enrolment_id,
        SignalKind.STUCK,
        f"stuck:{trial.block}:{trial.wrong_in_a_row // STUCK_AFTER_TRIES}",
        trial.since,
        {
            "block": trial.block,
            "label": trial.label,
            "unit": trial.unit,
            "wrong_in_a_row": trial.wrong_in_a_row,
        },
        urgency=4,
        due_at=trial.since,
    )


def session_near(visit: Visit, now: datetime) -> Reason | None:
    if not visit.open_units or not now < visit.starts_at <= now + NEAR_BEFORE_SESSION:
        return None
    return Reason(
        visit.enrolment_id,
        SignalKind.SESSION_NEAR,
        f"session_near:{visit.booking_id}",
        max(visit.starts_at - NEAR_BEFORE_SESSION, visit.booked_at),
        {
            "session": str(visit.session_id),
            "booking": str(visit.booking_id),
            "starts_at": iso(visit.starts_at),
            "open_units": [unit.number for unit in visit.open_units],
            "minutes": visit.open_minutes,
        },
        urgency=2,
        due_at=visit.starts_at,
    )


def is_settled(reason: Reason, settlement: Settlement | None, now: datetime) -> bool:
    """Whether someone acted on this very reason and its next date has not come."""
    if settlement is None:
        return False
    return now < (settlement.next_at or settlement.done_at + COMES_BACK_AFTER)


def by_urgency(reason: Reason) -> tuple[int, datetime, str]:
    return (reason.urgency, reason.due_at, reason.key)
