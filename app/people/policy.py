"""The doors by role. What a person sees behind them is decided by each domain's queries."""

from app.kernel.access import Rule, define
from app.people.actor import Actor
from app.people.models import Role

STAFF = (
    Role.TUTOR,
    Role.TRAINER,
    Role.SESSION_HOST,
    Role.ASSESSOR,
    Role.CENTRE_MANAGER,
    Role.NETWORK_MANAGER,
)


def open_doors() -> None:
    """Name the policies that need a role; called once, by the wiring."""
    for name, roles in DOORS.items():
        define(name, _holder_of(roles))


def _holder_of(roles: tuple[Role, ...]) -> Rule:
    return lambda caller: isinstance(caller, Actor) and caller.has_role(*roles)


DOORS: dict[str, tuple[Role, ...]] = {
    "learner": (Role.LEARNER,),
    "tutor": (Role.TUTOR,),
    "trainer": (Role.TRAINER,),
    "host": (Role.SESSION_HOST, Role.ASSESSOR),
    "centre_manager": (Role.CENTRE_MANAGER,),
    "network_manager": (Role.NETWORK_MANAGER,),
    "staff": STAFF,
}


def may_manage_people(actor: Actor, centre_id: object) -> bool:
    return any(held.role is Role.CENTRE_MANAGER and held.centre_id == centre_id for held in actor.held)
