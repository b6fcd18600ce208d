"""Who may do what with modules: a module is private to its centre, or shared in the network for reading."""

import uuid

from app.catalogue.models import Module
from app.people.actor import Actor
from app.people.models import Role
from app.people.policy import STAFF


def may_edit(actor: Actor, module: Module) -> bool:
    """The trainers of the centre that holds the module, shared or not."""
    return actor.has_role_in(module.centre_id, Role.TRAINER)


def may_create_in(actor: Actor, centre_id: uuid.UUID) -> bool:
    return actor.has_role_in(centre_id, Role.TRAINER)


def may_read(actor: Actor, module: Module) -> bool:
    """Before its first publication a module exists for its authors alone."""
    if module.current_number == 0:
        return may_edit(actor, module)
    return module.is_shared or module.centre_id in actor.centre_ids()


def may_open(actor: Actor, module: Module, number: int) -> bool:
    """Whether the content of a version opens by one's role; learners come in by their enrolment instead."""
    if number == 0:
        return may_edit(actor, module)
    if module.is_shared:
        return actor.has_role(*STAFF)
    return actor.has_role_in(module.centre_id, *STAFF)
