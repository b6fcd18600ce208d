"""How the promise is kept: each answer of the week in working hours of the learner's centre, and what they come to."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from statistics import median
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from app.kernel.clock import now
from app.kernel.db import UtcDateTime
from app.kernel.i18n import local
from app.learning.models import Enrolment
from app.network.hours import working_time_between
from app.network.queries import working_hours_by_centre
from app.people.actor import Actor
from app.people.models import Person
from app.tutoring.models import Accompaniment, HelpRequest, HelpState
from app.tutoring.queries.caseload import PROMISE_HOURS

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Answered:
    """One question that the tutor answered; `waited` is working time."""

    enrolment_id: uuid.UUID
    given_name: str
    asked_at: datetime
    answered_at: datetime
    waited: timedelta
    promised: timedelta

    @property
    def minutes(self) -> int:
        return self.waited // MINUTE

    @property
    def is_late(self) -> bool:
        return self.waited > self.promised


@dataclass(frozen=True, slots=True)
class Promise:
    """The answers since Monday, quickest first."""

    since: datetime
    answers: tuple[Answered, ...]

    @property
    def median_minutes(self) -> int:
        return round(median(answer.minutes for answer in self.answers))

    @property
    def longest(self) -> Answered:
        return self.answers[-1]

    @property
    def limit_minutes(self) -> int:
        return max(answer.promised for answer in self.answers) // MINUTE

    @property
    def kept(self) -> int:
        return sum(not answer.is_late for answer in self.answers)


ANSWERED: Select[*tuple[Any, ...]] = (
    select(
        HelpRequest.enrolment_id,
        HelpRequest.asked_at,
        HelpRequest.answered_at,
        Person.given_name,
        Enrolment.centre_id,
        Accompaniment.promise_hours,
    )
    .join(Enrolment, Enrolment.id == HelpRequest.enrolment_id)
    .join(Person, Person.id == Enrolment.learner_id)
    .join(Accompaniment, Accompaniment.enrolment_id == Enrolment.id, isouter=True)
    .where(HelpRequest.answered_by == bindparam("tutor", type_=HelpRequest.answered_by.type))
    .where(HelpRequest.answered_at >= bindparam("since", type_=UtcDateTime()))
    .where(HelpRequest.state == HelpState.ANSWERED)
)


def read_promise(session: Session, actor: Actor) -> Promise:
    """What the actor answered this week, by a message or a call; two statements. Closed without answer is no answer."""
    since = _monday()
    rows = session.execute(ANSWERED, {"tutor": actor.id, "since": since}).all()
    if not rows:
        return Promise(since, ())
    hours = working_hours_by_centre(session, {row.centre_id for row in rows})
    answers = []
    for enrolment_id, asked_at, answered_at, given_name, centre_id, promise_hours in rows:
        waited = working_time_between(hours[centre_id], asked_at, answered_at)
        promised = timedelta(hours=promise_hours or PROMISE_HOURS)
        answers.append(Answered(enrolment_id, given_name, asked_at, answered_at, waited, promised))
    return Promise(since, _quickest_first(answers))


def _quickest_first(answers: Sequence[Answered]) -> tuple[Answered, ...]:
    return tuple(sorted(answers, key=lambda answer: (answer.waited, answer.answered_at)))


def _monday() -> datetime:
    here = local(now())
    monday = here.date() - timedelta(days=here.weekday())
    return datetime.combine(monday, time(), here.tzinfo)
