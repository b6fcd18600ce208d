"""What tutors were handed: the briefs of their new learners."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, aliased

from app.learning.models import Enrolment
from app.people.actor import Actor
from app.people.models import Person, Role
from app.tutoring.models import Handover
from app.tutoring.queries.caseload import FOLLOWED, Followed

Former = aliased(Person)


@dataclass(frozen=True, slots=True)
class HandedOver:
    """One learner who came from another tutor, as it stood that day."""

    followed: Followed
    handover: Handover
    former: str


def list_unread(session: Session, actor: Actor) -> list[HandedOver]:
    """What the actor was handed and has not yet said that they read, of who is with them still; the newest first."""
    newer = aliased(Handover)
    newest: Any = (
        select(func.max(newer.at)).where(newer.enrolment_id == Handover.enrolment_id).scalar_subquery()
    )
    rows = session.execute(
        FOLLOWED.add_columns(Handover, Former.given_name)
        .join(Handover, and_(Handover.enrolment_id == Enrolment.id, Handover.tutor_id == Enrolment.tutor_id))
        .join(Former, Former.id == Handover.former_tutor_id)
        .where(Handover.tutor_id == actor.id, Handover.read_at.is_(None), Handover.at == newest)
        .where(Enrolment.ended_at.is_(None), Enrolment.centre_id.in_(actor.centres_as(Role.TUTOR)))
        .order_by(Handover.at.desc(), Person.given_name, Enrolment.id)
    )
    return [HandedOver(Followed(*facts), handover, former) for *facts, handover, former in rows]
