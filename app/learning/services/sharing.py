"""Who accompanies each of many people that begin together: who does already, else whoever accompanies fewest."""

import uuid
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from app.kernel.i18n import today
from app.learning.models import Enrolment
from app.learning.services.enrolments import NoTutor
from app.people.models import Membership, Role
from app.people.queries import lasting, team


def share_out(
    session: Session, centre_id: uuid.UUID, learner_ids: Sequence[uuid.UUID]
) -> dict[uuid.UUID, uuid.UUID]:
    """The tutor of each, in the order given: as one enrolment after the other would find them (`enrolments.tutor_for`).

    Two statements. Raises NoTutor when the team is empty.
    """
    loads = _loads(session, centre_id)
    if not loads:
        raise NoTutor
    chosen = _chosen(session, centre_id, learner_ids)
    shared = {}
    for learner_id in learner_ids:
        tutor_id = _lightest(loads, chosen.get(learner_id, set()) & loads.keys() or loads)
        loads[tutor_id] += 1
        shared[learner_id] = tutor_id
    return shared


def _lightest(loads: Mapping[uuid.UUID, int], among: Collection[uuid.UUID]) -> uuid.UUID:
    return min(among, key=lambda tutor_id: (loads[tutor_id], tutor_id))


def _loads(session: Session, centre_id: uuid.UUID) -> dict[uuid.UUID, int]:
    """How many each of the team accompanies now, in whatever centre."""
    tutors = team(centre_id, Role.TUTOR).subquery()
    rows = session.execute(
        select(tutors.c.id, func.count(Enrolment.id))
        .join(Enrolment, and_(Enrolment.tutor_id == tutors.c.id, Enrolment.ended_at.is_(None)), isouter=True)
        .group_by(tutors.c.id)
    )
    return {row[0]: row[1] for row in rows}


def _chosen(
    session: Session, centre_id: uuid.UUID, learner_ids: Sequence[uuid.UUID]
) -> dict[uuid.UUID, set[uuid.UUID]]:
    rows = session.execute(
        select(Membership.person_id, Membership.tutor_id)
        .where(Membership.centre_id == centre_id, Membership.role == Role.LEARNER, lasting(today()))
        .where(Membership.person_id.in_(learner_ids), Membership.tutor_id.is_not(None))
    )
    found: dict[uuid.UUID, set[uuid.UUID]] = {}
    for person_id, tutor_id in rows:
        if tutor_id:
            found.setdefault(person_id, set()).add(tutor_id)
    return found
