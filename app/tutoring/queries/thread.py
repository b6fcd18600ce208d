"""What a learner and their tutor said about one block: the questions, each with its state and its answer."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session, aliased

from app.chat.models import Message
from app.kernel.clock import now
from app.kernel.errors import NotFound
from app.learning.models import Enrolment
from app.network.hours import after_working_time
from app.network.queries import working_hours_by_centre
from app.people.actor import Actor
from app.people.models import Person
from app.people.rosters import tutors_today
from app.tutoring.models import (
    Accompaniment,
    Handover,
    HandoverReason,
    HelpRequest,
    HelpState,
    is_between,
)
from app.tutoring.queries.caseload import PROMISE_HOURS, WEEKLY_RHYTHM

Question, Answer = aliased(Message), aliased(Message)
Tutor, Substitute, Former = aliased(Person), aliased(Person), aliased(Person)


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question, and what was answered where it was by a message."""

    asked_at: datetime
    text: str
    answer_by: datetime
    state: HelpState
    answered_at: datetime | None
    answer: str | None
    answerer: str | None


@dataclass(frozen=True, slots=True)
class StoodIn:
    """Who stands in for the tutor, from a moment until another, which is the tutor's again."""

    given_name: str
    from_at: datetime
    to_at: datetime | None

    def is_on(self, moment: datetime) -> bool:
        return is_between(moment, self.from_at, self.to_at)


@dataclass(frozen=True, slots=True)
class Handed:
    """The last time that the learner went to another tutor."""

    former_given_name: str
    at: datetime
    reason: HandoverReason


@dataclass(frozen=True, slots=True)
class Companion:
    """Who accompanies the learner, as the learner sees it. `is_there` while the tutor is of the centre's team."""

    enrolment: Enrolment
    given_name: str
    name: str
    promise_hours: int
    weekly_rhythm: int
    is_there: bool
    stood_in: StoodIn | None
    handed: Handed | None

    @property
    def acting_given_name(self) -> str:
        """Who answers now."""
        stood_in = self.stood_in
        return stood_in.given_name if stood_in and stood_in.is_on(now()) else self.given_name


LATEST = aliased(Handover)
COMPANION: Select[*tuple[Any, ...]] = (
    select(
        Enrolment,
        Tutor,
        Accompaniment,
        Substitute.given_name,
        Former.given_name,
        Handover,
    )
    .join(Tutor, Tutor.id == Enrolment.tutor_id)
    .join(Accompaniment, Accompaniment.enrolment_id == Enrolment.id, isouter=True)
    .join(Substitute, Substitute.id == Accompaniment.substitute_id, isouter=True)
    .join(
        Handover,
        and_(
            Handover.enrolment_id == Enrolment.id,
            Handover.at
            == select(func.max(LATEST.at)).where(LATEST.enrolment_id == Enrolment.id).scalar_subquery(),
        ),
        isouter=True,
    )
    .join(Former, Former.id == Handover.former_tutor_id, isouter=True)
)


def get_companion(session: Session, actor: Actor, enrolment_id: uuid.UUID) -> Companion:
    """The tutor of the actor's own enrolment, and who stands in. Raises NotFound."""
    row = session.execute(
        COMPANION.add_columns(Enrolment.tutor_id.in_(tutors_today(Enrolment.centre_id))).where(
            Enrolment.id == enrolment_id, Enrolment.learner_id == actor.id
        )
    ).first()
    if row is None:
        raise NotFound
    enrolment, tutor, agreed, substitute, former, handed, is_there = row
    return Companion(
        enrolment,
        tutor.given_name,
        tutor.name,
        agreed.promise_hours if agreed else PROMISE_HOURS,
        agreed.weekly_rhythm if agreed else WEEKLY_RHYTHM,
        bool(is_there),
        StoodIn(substitute, agreed.substitute_from, agreed.substitute_to) if substitute else None,
        Handed(former, handed.at, handed.reason) if handed else None,
    )


def list_exchanges(session: Session, enrolment_id: uuid.UUID, block: str) -> list[Exchange]:
    """Oldest first; the caller may see the enrolment. One statement."""
    rows = session.execute(
        select(HelpRequest, Question.text, Answer.text, Tutor.given_name)
        .join(Question, Question.id == HelpRequest.message_id)
        .join(Answer, Answer.id == HelpRequest.answer_message_id, isouter=True)
        .join(Tutor, Tutor.id == HelpRequest.answered_by, isouter=True)
        .where(HelpRequest.enrolment_id == enrolment_id, HelpRequest.block == block)
        .order_by(HelpRequest.asked_at, HelpRequest.id)
    )
    return [
        Exchange(asked.asked_at, text, asked.answer_by, asked.state, asked.answered_at, answer, answerer)
        for asked, text, answer, answerer in rows
    ]


def answer_expected_by(session: Session, companion: Companion) -> datetime:
    """By when a question asked now is answered, in working hours of the learner's centre."""
    centre_id = companion.enrolment.centre_id
    hours = working_hours_by_centre(session, [centre_id])[centre_id]
    return after_working_time(hours, now(), timedelta(hours=companion.promise_hours))
