"""Who may see an enrolment: pure functions of facts."""

from app.learning.models import Enrolment
from app.people.actor import Actor
from app.people.models import Role


def may_see(actor: Actor, enrolment: Enrolment) -> bool:
    """The learner, the tutor while of the centre's team, its manager; others through a relation (`relations.py`)."""
    is_tutor = actor.id == enrolment.tutor_id and actor.has_role_in(enrolment.centre_id, Role.TUTOR)
    is_manager = actor.has_role_in(enrolment.centre_id, Role.CENTRE_MANAGER)
    return actor.id == enrolment.learner_id or is_tutor or is_manager
