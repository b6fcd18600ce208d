"""Who accompanies an enrolment from now on."""

import uuid

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.kernel import audit
from app.kernel.clock import now
from app.kernel.errors import DomainError, NotFound
from app.kernel.events import announce
from app.learning.events import TutorAssigned
from app.learning.models import Enrolment
from app.people.actor import Actor
from app.people.events import TutorChosen
from app.people.models import Role
from app.people.queries import list_team
from app.people.rosters import tutors_today


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
    hand_over(session, actor.id, enrolment, tutor_id)
    return enrolment


def hand_over(session: Session, by: uuid.UUID | None, enrolment: Enrolment, tutor_id: uuid.UUID) -> None:
    """The same for who was found to have the right, and a tutor found in the team. Flushes."""
    former_id = enrolment.tutor_id
    if former_id == tutor_id:
        return
    enrolment.tutor_id = tutor_id
    session.flush()
    audit.record(
        session,
        by,
        "tutor_assigned",
        enrolment.id,
        person_id=enrolment.learner_id,
        centre_id=enrolment.centre_id,
        before={"tutor": str(former_id)},
        after={"tutor": str(tutor_id)},
        module=str(enrolment.module_id),
    )
    announce(session, TutorAssigned(enrolment.id, former_id, tutor_id, now()))


def follow_choice(session: Session, event: TutorChosen) -> None:
    """Who accompanies a learner in a centre accompanies all that is under way there."""
    enrolments = session.scalars(
        select(Enrolment)
        .where(Enrolment.learner_id == event.person_id, Enrolment.centre_id == event.centre_id)
        .where(Enrolment.ended_at.is_(None), Enrolment.tutor_id != event.tutor_id)
        .with_for_update()
    )
    for enrolment in enrolments.all():
        hand_over(session, event.by, enrolment, event.tutor_id)


def left_alone(centre_id: uuid.UUID) -> Select[uuid.UUID]:
    """The learners of a centre who are on a module with someone who accompanies nobody there any more."""
    return select(Enrolment.learner_id).where(
        Enrolment.centre_id == centre_id,
        Enrolment.ended_at.is_(None),
        Enrolment.tutor_id.not_in(tutors_today(centre_id)),
    )
