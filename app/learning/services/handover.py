"""Who accompanies an enrolment from now on."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.kernel import audit
from app.kernel.clock import now
from app.kernel.errors import DomainError, NotFound
from app.kernel.events import announce
from app.learning.events import TutorAssigned
from app.learning.models import Enrolment
from app.people.actor import Actor
from app.people.models import Role
from app.people.queries import list_team


class NotATutorHere(DomainError):
    """The person chosen accompanies nobody in this centre."""

    code = "not_a_tutor_here"


def assign_tutor(
    session: Session, actor: Actor, *, enrolment_id: uuid.UUID, tutor_id: uuid.UUID
) -> Enrolment:
    """Give an enrolment to a tutor of its centre; the same tutor again changes nothing. Flushes.

    For the manager of the enrolment's centre; elsewhere it does not exist. Raises NotFound, NotATutorHere.
    """
    enrolment = session.scalars(
        select(Enrolment).where(Enrolment.id == enrolment_id, Enrolment.ended_at.is_(None)).with_for_update()
    ).first()
    if enrolment is None or not actor.has_role_in(enrolment.centre_id, Role.CENTRE_MANAGER):
        raise NotFound
    if tutor_id not in {person.id for person in list_team(session, enrolment.centre_id, Role.TUTOR)}:
        raise NotATutorHere
    former_id = enrolment.tutor_id
    if former_id == tutor_id:
        return enrolment
    enrolment.tutor_id = tutor_id
    session.flush()
    audit.record(
        session, actor.id, "tutor_assigned", enrolment.id, former=str(former_id), tutor=str(tutor_id)
    )
    announce(session, TutorAssigned(enrolment.id, former_id, tutor_id, now()))
    return enrolment
