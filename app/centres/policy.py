"""Who runs what: the network its centres, a centre its hours, closures and contact."""

from app.kernel.access import define
from app.people.actor import Actor
from app.people.models import Role

RUNNING = (Role.CENTRE_MANAGER, Role.NETWORK_MANAGER)


def open_doors() -> None:
    """Name the door of the pages that both share; called once, by the wiring."""
    define("runs_centre", lambda caller: isinstance(caller, Actor) and caller.has_role(*RUNNING))


def runs_network(actor: Actor) -> bool:
    """A right over every centre, in whichever one the role was given."""
    return actor.has_role(Role.NETWORK_MANAGER)
