"""One line of time for one learner: study by day, questions, sessions, what their tutor did."""

import enum
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, aliased

from app.catalogue.labels import last_label, words_of_block
from app.catalogue.models import Block, BlockText, Module, Unit
from app.chat.models import Message
from app.kernel.clock import now
from app.kernel.i18n import local
from app.learning.models import BlockState, Enrolment, State, StudyInterval
from app.people.models import Person
from app.tutoring.models import HelpRequest, Intervention, Tip
from app.tutoring.queries.work import list_work
from app.tutoring.rules import Visit

#: What one page shows of each kind, the newest; older days are a link away.
DAYS_A_PAGE = timedelta(days=60)
Answer = aliased(Message)


class Kind(enum.StrEnum):
    STUDY = "study"
    QUESTION = "question"
    WORK = "work"
    CENTRE = "centre"
    MINE = "mine"


@dataclass(frozen=True, slots=True)
class Moment:
    """Something on the line. `facts` are what its kind's sentence says."""

    kind: Kind
    at: datetime
    facts: dict[str, Any] = field(default_factory=dict)


def list_moments(
    session: Session,
    enrolment: uuid.UUID,
    kinds: Iterable[Kind],
    until: datetime,
    visits: Iterable[Visit],
) -> list[Moment]:
    """The newest first, of the sixty days before `until` and of what is planned; the caller may see the enrolment."""
    wanted, since = set(kinds), until - DAYS_A_PAGE
    found: list[Moment] = []
    for kind, read in READERS.items():
        if kind in wanted:
            found += read(session, enrolment, since, until)
    if Kind.CENTRE in wanted:
        found += _sessions(visits, since, until)
    return sorted(found, key=lambda moment: (moment.at, moment.kind), reverse=True)


def _study(session: Session, enrolment: uuid.UUID, since: datetime, until: datetime) -> list[Moment]:
    rows = session.execute(
        select(StudyInterval.starts_at, StudyInterval.ends_at)
        .where(StudyInterval.enrolment_id == enrolment)
        .where(StudyInterval.starts_at >= since, StudyInterval.starts_at < until)
        .order_by(StudyInterval.starts_at)
    )
    days: dict[date, dict[str, Any]] = {}
    for starts_at, ends_at in rows:
        day = days.setdefault(local(starts_at).date(), _empty_day(starts_at))
        day["time"] += ends_at - starts_at
    for state, label, unit in session.execute(_done_blocks(enrolment, since, until)):
        day = days.setdefault(local(state.since).date(), _empty_day(state.since))
        day["at"] = min(day["at"], state.since)
        day["blocks"].append({"label": label, "tries": state.tries})
        day["units"].add(unit)
    return [
        Moment(
            Kind.STUDY,
            day["at"],
            {
                "minutes": round(day["time"] / timedelta(minutes=1)),
                "blocks": day["blocks"],
                "units": sorted(day["units"]),
            },
        )
        for day in days.values()
    ]


def _empty_day(at: datetime) -> dict[str, Any]:
    return {"at": at, "time": timedelta(), "blocks": [], "units": set()}


def _done_blocks(enrolment: uuid.UUID, since: datetime, until: datetime) -> Select[BlockState, str, int]:
    return (
        select(BlockState, BlockText.label, Unit.position)
        .join(Enrolment, Enrolment.id == BlockState.enrolment_id)
        .join(Module, Module.id == Enrolment.module_id)
        .join(Block, (Block.version_id == Enrolment.version_id) & (Block.code == BlockState.block))
        .join(Unit, Unit.id == Block.unit_id)
        .join(BlockText, words_of_block(), isouter=True)
        .where(BlockState.enrolment_id == enrolment, BlockState.state == State.DONE)
        .where(BlockState.since >= since, BlockState.since < until)
        .order_by(BlockState.since)
    )


def _questions(session: Session, enrolment: uuid.UUID, since: datetime, until: datetime) -> list[Moment]:
    rows = session.execute(
        select(
            HelpRequest,
            Message.text,
            Answer.text,
            Person.given_name,
            func.coalesce(BlockText.label, last_label(Enrolment.module_id, HelpRequest.block)),
            Tip,
        )
        .join(Tip, Tip.help_request_id == HelpRequest.id, isouter=True)
        .join(Message, Message.id == HelpRequest.message_id)
        .join(Enrolment, Enrolment.id == HelpRequest.enrolment_id)
        .join(Module, Module.id == Enrolment.module_id)
        .join(Answer, Answer.id == HelpRequest.answer_message_id, isouter=True)
        .join(Person, Person.id == HelpRequest.answered_by, isouter=True)
        .join(
            Block,
            (Block.version_id == Enrolment.version_id) & (Block.code == HelpRequest.block),
            isouter=True,
        )
        .join(BlockText, words_of_block(), isouter=True)
        .where(HelpRequest.enrolment_id == enrolment)
        .where(HelpRequest.asked_at >= since, HelpRequest.asked_at < until)
    )
    names = ("request", "text", "answer", "answerer", "label", "tip")
    return [Moment(Kind.QUESTION, row[0].asked_at, dict(zip(names, row, strict=True))) for row in rows]


def _work(session: Session, enrolment: uuid.UUID, since: datetime, until: datetime) -> list[Moment]:
    return [
        Moment(Kind.WORK, each.at, {"work": each}) for each in list_work(session, enrolment, since, until)
    ]


def _sessions(visits: Iterable[Visit], since: datetime, until: datetime) -> list[Moment]:
    """What is planned with what is still open before it; what was, by its name and place."""
    moment = now()
    return [
        Moment(
            Kind.CENTRE,
            visit.starts_at,
            {"visit": visit if visit.starts_at > moment else None, "title": visit.title, "room": visit.room},
        )
        for visit in visits
        if visit.starts_at > moment or since <= visit.starts_at <= until
    ]


def _interventions(session: Session, enrolment: uuid.UUID, since: datetime, until: datetime) -> list[Moment]:
    rows = session.execute(
        select(Intervention, Person.given_name)
        .join(Person, Person.id == Intervention.tutor_id)
        .join(Enrolment, Enrolment.id == Intervention.enrolment_id)
        .where(Intervention.enrolment_id == enrolment)
        # What another centre noted for itself stays there.
        .where(or_(Enrolment.centre_since.is_(None), Intervention.done_at >= Enrolment.centre_since))
        .where(Intervention.done_at >= since, Intervention.done_at < until)
    )
    return [Moment(Kind.MINE, done.done_at, {"done": done, "by": given_name}) for done, given_name in rows]


READERS = {
    Kind.STUDY: _study,
    Kind.QUESTION: _questions,
    Kind.WORK: _work,
    Kind.MINE: _interventions,
}
