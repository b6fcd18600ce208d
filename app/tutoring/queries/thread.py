"""What a learner and their tutor said about one block: the questions, each with its state and its answer."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from app.chat.models import Message
from app.kernel.clock import now
from app.kernel.errors import NotFound
from app.learning.models import Enrolment
from app.network.hours import after_working_time
from app.network.queries import working_hours_by_centre
from app.people.actor import Actor
from app.people.models import Person
from app.tutoring.models import Accompaniment, HelpRequest, HelpState
from app.tutoring.queries.caseload import PROMISE_HOURS, WEEKLY_RHYTHM

Question, Answer, Tutor = aliased(Message), aliased(Message), aliased(Person)


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
class Companion:
    """Who accompanies the learner, as the learner sees it."""

    enrolment: Enrolment
    given_name: str
    name: str
    promise_hours: int
    weekly_rhythm: int


def get_companion(session: Session, actor: Actor, enrolment_id: uuid.UUID) -> Companion:
    """The tutor of the actor's own enrolment. Raises NotFound."""
    row = session.execute(
        select(Enrolment, Tutor, Accompaniment)
        .join(Tutor, Tutor.id == Enrolment.tutor_id)
        .join(Accompaniment, Accompaniment.enrolment_id == Enrolment.id, isouter=True)
        .where(Enrolment.id == enrolment_id, Enrolment.learner_id == actor.id)
    ).first()
    if row is None:
        raise NotFound
    enrolment, tutor, agreed = row
    return Companion(
        enrolment,
        tutor.given_name,
        tutor.name,
        agreed.promise_hours if agreed else PROMISE_HOURS,
        agreed.weekly_rhythm if agreed else WEEKLY_RHYTHM,
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
