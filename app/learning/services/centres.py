"""Someone changes centre: the record goes along, and the former centre keeps the figures of the day they left. Who
learns in none any more keeps a record that has ended."""

import uuid

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from app.catalogue.models import ModuleVersion
from app.kernel import audit
from app.kernel.clock import now
from app.kernel.errors import NotFound
from app.kernel.events import announce
from app.kernel.i18n import today
from app.learning.events import TutorAssigned
from app.learning.models import Enrolment, Stay
from app.learning.services.enrolments import NoTutor, tutor_for
from app.learning.services.leaving import end_enrolments, resume_enrolments
from app.people.actor import Actor
from app.people.events import MembershipChanged
from app.people.models import Membership, Role
from app.people.queries import in_force, list_memberships
from app.people.services.memberships import note_tutors


def follow_memberships(session: Session, event: MembershipChanged) -> None:
    follow_learner(session, event.person_id)


def follow_learner(session: Session, learner_id: uuid.UUID) -> None:
    """What is under way goes to the centre in which the person learns now; while they still learn in its own, it stays.
    It ends with the last of them, and goes on when they come back."""
    centres = [
        centre_id
        for centre_id, _name, role, *_dates in list_memberships(session, learner_id)
        if role is Role.LEARNER
    ]
    enrolments = session.scalars(
        select(Enrolment).where(Enrolment.learner_id == learner_id).order_by(Enrolment.id).with_for_update()
    ).all()
    if not centres:
        end_enrolments(session, [one for one in enrolments if one.ended_at is None])
        return
    resume_enrolments(session, [one for one in enrolments if one.ended_at is not None])
    for enrolment in enrolments:
        if enrolment.centre_id not in centres:
            _move(session, enrolment, centres[0])


def _move(session: Session, enrolment: Enrolment, centre_id: uuid.UUID) -> None:
    try:
        tutor_id = tutor_for(session, enrolment.learner_id, centre_id)
    except NoTutor:  # nobody learns without one: the next round looks again
        return
    former_centre, former_tutor, moment = enrolment.centre_id, enrolment.tutor_id, now()
    session.add(
        Stay(
            enrolment_id=enrolment.id,
            learner_id=enrolment.learner_id,
            centre_id=former_centre,
            tutor_id=former_tutor,
            version_id=enrolment.version_id,
            from_at=enrolment.centre_since or enrolment.begun_at,
            to_at=moment,
            required_blocks=enrolment.required_blocks,
            done_blocks=enrolment.done_blocks,
            active_seconds=enrolment.active_seconds,
        )
    )
    enrolment.centre_id, enrolment.tutor_id, enrolment.centre_since = centre_id, tutor_id, moment
    session.flush()
    note_tutors(session, centre_id=centre_id, chosen={enrolment.learner_id: tutor_id})
    audit.record(
        session,
        None,
        "centre_left",
        enrolment.id,
        person_id=enrolment.learner_id,
        centre_id=centre_id,
        before={"centre": str(former_centre), "tutor": str(former_tutor)},
        after={"centre": str(centre_id), "tutor": str(tutor_id)},
    )
    announce(session, TutorAssigned(enrolment.id, former_tutor, tutor_id, moment))


def list_movers(session: Session) -> list[uuid.UUID]:
    """Whose record is not where they learn today: under way in a centre where they learn no more, or nowhere; ended,
    though they are back."""
    learning = select(Membership.person_id).where(Membership.role == Role.LEARNER, in_force(today()))
    here = learning.where(
        Membership.person_id == Enrolment.learner_id, Membership.centre_id == Enrolment.centre_id
    )
    is_back = and_(Enrolment.ended_at.is_not(None), Enrolment.learner_id.in_(learning))
    rows = select(Enrolment.learner_id).where(
        or_(is_back, and_(Enrolment.ended_at.is_(None), ~here.exists()))
    )
    return list(session.scalars(rows.distinct()))


def list_stays(session: Session, actor: Actor, learner_id: uuid.UUID) -> list[tuple[Stay, ModuleVersion]]:
    """What the centres that the caller manages keep of someone they know or knew, with the version they were on.

    Raises NotFound for anybody else.
    """
    managed = actor.centres_as(Role.CENTRE_MANAGER)
    known = select(Membership.id).where(Membership.person_id == learner_id, Membership.centre_id.in_(managed))
    if session.scalars(known.limit(1)).first() is None:
        raise NotFound
    rows = (
        select(Stay, ModuleVersion)
        .join(ModuleVersion, ModuleVersion.id == Stay.version_id)
        .where(Stay.learner_id == learner_id, Stay.centre_id.in_(managed))
        .order_by(Stay.to_at)
    )
    return [(stay, version) for stay, version in session.execute(rows)]
