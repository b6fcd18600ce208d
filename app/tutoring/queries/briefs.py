"""What a successor has to know of a learner: drawn from the record on the day of a handover, and kept as it was."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from app.kernel.clock import now
from app.kernel.i18n import iso
from app.learning.models import Enrolment
from app.tutoring.models import Intervention
from app.tutoring.queries.caseload import Followed, list_followed
from app.tutoring.queries.needs import Needs, work_out_needs

Brief = dict[str, Any]
#: As many as one reads at a glance.
MOST_SIGNALS = 5
NEWER = aliased(Intervention)


def draw_briefs(session: Session, enrolment_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Brief]:
    """The plan, the open signals, the last contact and the promises of each; as many statements for one as for sixty.

    Figures, dates and the modules' own words: nothing that anybody wrote.
    """
    caseload = list_followed(session, enrolment_ids)
    needs = work_out_needs(session, caseload)
    contacts = _contacts(session, enrolment_ids)
    return {one.enrolment_id: _draw(one, needs, contacts[one.enrolment_id]) for one in caseload}


def _contacts(session: Session, enrolment_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, list[Intervention]]:
    """The newest act for each in their present centre, and those that agreed on a day to come; the newest first.

    What another centre noted for itself stays there.
    """
    newest = (
        select(func.max(NEWER.done_at))
        .where(NEWER.enrolment_id == Intervention.enrolment_id)
        .scalar_subquery()
    )
    rows = session.scalars(
        select(Intervention)
        .join(Enrolment, Enrolment.id == Intervention.enrolment_id)
        .where(Intervention.enrolment_id.in_(list(enrolment_ids)))
        .where(or_(Intervention.next_at > now(), Intervention.done_at == newest))
        .where(or_(Enrolment.centre_since.is_(None), Intervention.done_at >= Enrolment.centre_since))
        .order_by(Intervention.done_at.desc())
    )
    found: dict[uuid.UUID, list[Intervention]] = defaultdict(list)
    for done in rows:
        found[done.enrolment_id].append(done)
    return found


def _draw(one: Followed, needs: Needs, contacts: Sequence[Intervention]) -> Brief:
    reasons = needs.of(one.enrolment_id)[:MOST_SIGNALS]
    visit = needs.next_visit(one.enrolment_id)
    last = contacts[0] if contacts else None
    return {
        "done": one.done,
        "required": one.required,
        "weekly_rhythm": one.weekly_rhythm,
        "promise_hours": one.promise_hours,
        "last_step_at": _moment(one.last_step_at),
        "session": {"starts_at": iso(visit.starts_at), "room": visit.room} if visit else None,
        "signals": [{"kind": each.kind.value, "facts": each.facts} for each in reasons],
        "last_contact": {"act": last.act.value, "at": iso(last.done_at)} if last else None,
        "promises": _promises(one, needs, contacts),
    }


def _promises(one: Followed, needs: Needs, contacts: Sequence[Intervention]) -> list[dict[str, str]]:
    """Answers that are owed, and dates that were agreed; the nearest first."""
    owed = [
        {"kind": "answer", "at": iso(question.answer_by)}
        for question in needs.questions.values()
        if question.enrolment_id == one.enrolment_id
    ]
    agreed = [
        {"kind": done.act.value, "at": iso(done.next_at)}
        for done in contacts
        if done.next_at is not None and done.next_at > now()
    ]
    return sorted([*owed, *agreed], key=lambda promise: promise["at"])


def _moment(at: datetime | None) -> str | None:
    return iso(at) if at else None
