"""Who may see an enrolment: pure functions of facts."""

from app.learning.models import Enrolment
from app.people.actor import Actor
from app.people.models import Role


def may_see(actor: Actor, enrolment: Enrolment) -> bool:
    """The learner, the tutor, the manager of the centre; others only through a relation (`relations.py`)."""
    return actor.id in {enrolment.learner_id, enrolment.tutor_id} or actor.has_role_in(
        enrolment.centre_id, Role.CENTRE_MANAGER
    )
