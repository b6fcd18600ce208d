"""Who may do what around a session: facts in, yes or no out."""

import uuid

from app.kernel.access import define
from app.people.actor import Actor
from app.people.models import Role

TEAM = (Role.SESSION_HOST, Role.ASSESSOR, Role.CENTRE_MANAGER)


def open_doors() -> None:
    """Name the door of the pages for those who run sessions; called once, by the wiring."""
    define("workshop", lambda caller: isinstance(caller, Actor) and caller.has_role(*TEAM))


def centres_run(actor: Actor) -> frozenset[uuid.UUID]:
    """The centres whose sessions this person sees whole, participants included."""
    return actor.centres_as(*TEAM)


def may_plan(actor: Actor, centre_id: uuid.UUID) -> bool:
    """Create, change, close and cancel sessions; confirm who was there."""
    return actor.has_role_in(centre_id, Role.SESSION_HOST, Role.CENTRE_MANAGER)


def may_observe(actor: Actor, centre_id: uuid.UUID) -> bool:
    """Fill a grid and sign it."""
    return actor.has_role_in(centre_id, Role.ASSESSOR)
