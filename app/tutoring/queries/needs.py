"""Who needs their tutor now: the rules over the current facts, less what was acted on. Worked out at each reading."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import BindParameter, bindparam, func, select
from sqlalchemy.orm import Session

from app.kernel.clock import now
from app.network.queries import working_hours_by_centre
from app.people.actor import Actor
from app.tutoring import rules
from app.tutoring.models import Intervention, Signal
from app.tutoring.queries.caseload import Followed, list_caseload
from app.tutoring.queries.facts import list_hard_trials, list_open_questions, list_visits
from app.tutoring.rules import OpenQuestion, Reason, Settlement, Visit


@dataclass(frozen=True, slots=True)
class Needs:
    """A caseload with its reasons, the most urgent first."""

    followed: dict[uuid.UUID, Followed]
    reasons: tuple[Reason, ...]
    visits: tuple[Visit, ...]
    questions: dict[str, OpenQuestion]
    #: Those of the caseload for whom someone stands in: nobody calls their tutor.
    away: tuple[Followed, ...] = ()

    def of(self, enrolment_id: uuid.UUID) -> list[Reason]:
        return [reason for reason in self.reasons if reason.enrolment_id == enrolment_id]

    def next_visit(self, enrolment_id: uuid.UUID) -> Visit | None:
        return next((visit for visit in self.visits if visit.enrolment_id == enrolment_id), None)


def list_needs(session: Session, actor: Actor) -> Needs:
    """The reasons of everyone who may call the actor now: not of those for whom someone stands in for them.

    Seven statements at most, for one learner or for sixty.
    """
    moment, caseload = now(), list_caseload(session, actor)
    away = tuple(one for one in caseload if one.tutor_id == actor.id and one.is_replaced_at(moment))
    return replace(work_out_needs(session, [one for one in caseload if one not in away]), away=away)


def get_reason(session: Session, actor: Actor, signal_id: uuid.UUID) -> tuple[Reason, Followed] | None:
    """One open reason of the actor's caseload, or None."""
    needs = work_out_needs(session, list_caseload(session, actor))
    for reason in needs.reasons:
        if reason.id == signal_id:
            return reason, needs.followed[reason.enrolment_id]
    return None


def work_out_needs(session: Session, caseload: Sequence[Followed]) -> Needs:
    """The same for given enrolments, whoever asks."""
    if not caseload:
        return Needs({}, (), (), {})
    ids = [one.enrolment_id for one in caseload]
    return weigh_needs(
        session, caseload, list_visits(session, ids, weighed_until=now() + rules.NEAR_BEFORE_SESSION)
    )


def weigh_needs(session: Session, caseload: Sequence[Followed], visits: Sequence[Visit]) -> Needs:
    """The same with the sessions to come already known."""
    followed = {one.enrolment_id: one for one in caseload}
    questions = list_open_questions(session, followed)
    reasons = [
        *_unanswered(session, followed, questions),
        *(reason for one in caseload if (reason := rules.silent(_study(one), now()))),
        *(reason for trial in list_hard_trials(session, followed) if (reason := rules.stuck(trial))),
        *(reason for visit in visits if (reason := rules.session_near(visit, now()))),
    ]
    return Needs(
        followed,
        tuple(sorted(_not_settled(session, reasons), key=rules.by_urgency)),
        tuple(visits),
        {str(question.id): question for question in questions},
    )


def _unanswered(
    session: Session, followed: dict[uuid.UUID, Followed], questions: Sequence[OpenQuestion]
) -> list[Reason]:
    if not questions:
        return []
    hours = working_hours_by_centre(session, {followed[each.enrolment_id].centre_id for each in questions})
    reasons = []
    for question in questions:
        one = followed[question.enrolment_id]
        reasons.append(rules.unanswered(question, hours[one.centre_id], one.promise_hours, now()))
    return reasons


def _study(one: Followed) -> rules.Study:
    last_at = one.last_step_at or one.begun_at
    return rules.Study(
        one.enrolment_id,
        last_at,
        one.last_step_at is not None,
        one.weekly_rhythm,
        one.completed_at is not None,
    )


def _not_settled(session: Session, reasons: Sequence[Reason]) -> list[Reason]:
    settlements = _settlements(session, [reason.id for reason in reasons]) if reasons else {}
    moment = now()
    return [reason for reason in reasons if not rules.is_settled(reason, settlements.get(reason.id), moment)]


IDS: BindParameter[uuid.UUID] = bindparam("ids", type_=Signal.id.type, expanding=True)
NEWEST = (
    select(Intervention.signal_id, func.max(Intervention.done_at).label("done_at"))
    .where(Intervention.signal_id.in_(IDS))
    .group_by(Intervention.signal_id)
    .subquery()
)
SETTLEMENTS = select(Intervention.signal_id, Intervention.done_at, Intervention.next_at).join(
    NEWEST, (NEWEST.c.signal_id == Intervention.signal_id) & (NEWEST.c.done_at == Intervention.done_at)
)


def _settlements(session: Session, signal_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, Settlement]:
    rows = session.execute(SETTLEMENTS, {"ids": signal_ids})
    return {row.signal_id: Settlement(row.signal_id, row.done_at, row.next_at) for row in rows}
