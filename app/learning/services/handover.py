"""Who accompanies an enrolment from now on."""

import uuid
from collections.abc import Collection, Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.kernel import audit
from app.kernel.clock import now
from app.kernel.errors import DomainError, NotFound
from app.kernel.events import announce_all
from app.kernel.i18n import today
from app.learning.events import TutorAssigned
from app.learning.models import Enrolment
from app.people.actor import Actor
from app.people.events import TutorChosen
from app.people.models import Membership, Role
from app.people.queries import lasting, list_team
from app.people.rosters import tutors_today
from app.people.services.memberships import note_choice


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
    hand_over(session, actor.id, [enrolment], tutor_id)
    return enrolment


def hand_over_people(
    session: Session,
    actor: Actor,
    *,
    centre_id: uuid.UUID,
    former_id: uuid.UUID,
    tutor_id: uuid.UUID,
    learner_ids: Collection[uuid.UUID],
) -> int:
    """Give people of one tutor to another in one act: what they learn here, and what they will; how many. Flushes.

    Who is not the former's any more stays where they are. For the centre's manager. Raises NotFound, NotATutorHere.
    """
    if not actor.has_role_in(centre_id, Role.CENTRE_MANAGER):
        raise NotFound
    if tutor_id not in {person.id for person in list_team(session, centre_id, Role.TUTOR)}:
        raise NotATutorHere
    enrolments = session.scalars(
        select(Enrolment)
        .where(Enrolment.centre_id == centre_id, Enrolment.tutor_id == former_id)
        .where(Enrolment.learner_id.in_(list(learner_ids)), Enrolment.ended_at.is_(None))
        .order_by(Enrolment.id)
        .with_for_update()
    ).all()
    chosen = session.scalars(
        select(Membership)
        .where(Membership.centre_id == centre_id, Membership.role == Role.LEARNER, lasting(today()))
        .where(Membership.person_id.in_(list(learner_ids)), Membership.tutor_id == former_id)
    ).all()
    note_choice(session, actor.id, chosen, tutor_id)
    hand_over(session, actor.id, enrolments, tutor_id)
    return len({one.learner_id for one in enrolments} | {one.person_id for one in chosen})


def hand_over(
    session: Session, by: uuid.UUID | None, enrolments: Sequence[Enrolment], tutor_id: uuid.UUID
) -> None:
    """The same for who was found to have the right, and a tutor found in the team. Flushes."""
    assigned, moment = [], now()
    for enrolment in enrolments:
        former_id = enrolment.tutor_id
        if former_id == tutor_id:
            continue
        enrolment.tutor_id = tutor_id
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
        assigned.append(TutorAssigned(enrolment.id, former_id, tutor_id, moment))
    session.flush()
    announce_all(session, assigned)


def follow_choices(session: Session, events: Sequence[TutorChosen]) -> None:
    """Who accompanies a learner in a centre accompanies all that is under way there."""
    choices: dict[tuple[uuid.UUID, uuid.UUID, uuid.UUID | None], list[uuid.UUID]] = {}
    for event in events:
        choices.setdefault((event.centre_id, event.tutor_id, event.by), []).append(event.person_id)
    for (centre_id, tutor_id, by), people in choices.items():
        enrolments = session.scalars(
            select(Enrolment)
            .where(Enrolment.learner_id.in_(people), Enrolment.centre_id == centre_id)
            .where(Enrolment.ended_at.is_(None), Enrolment.tutor_id != tutor_id)
            .order_by(Enrolment.id)
            .with_for_update()
        ).all()
        hand_over(session, by, enrolments, tutor_id)


def left_alone(centre_id: uuid.UUID) -> Select[uuid.UUID]:
    """The learners of a centre who are on a module with someone who accompanies nobody there any more."""
    return select(Enrolment.learner_id).where(
        Enrolment.centre_id == centre_id,
        Enrolment.ended_at.is_(None),
        Enrolment.tutor_id.not_in(tutors_today(centre_id)),
    )
