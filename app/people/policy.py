"""The doors by role. What a person sees behind them is decided by each domain's queries."""

import uuid
from collections.abc import Mapping

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
CARD_MAKERS = (Role.CENTRE_MANAGER, Role.TUTOR)


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
    "card_maker": CARD_MAKERS,
    "journal": (Role.CENTRE_MANAGER, Role.NETWORK_MANAGER),
}


def may_manage_people(actor: Actor, centre_id: uuid.UUID) -> bool:
    return actor.has_role_in(centre_id, Role.CENTRE_MANAGER)


def may_suspend(actor: Actor, person_id: uuid.UUID, centres: Mapping[uuid.UUID, frozenset[Role]]) -> bool:
    """A centre closes the accounts of its own people alone: one shared with another centre is the network's,
    and nobody shuts themselves out. `centres` are the roles the person holds today."""
    return (
        bool(centres)
        and person_id != actor.id
        and all(may_manage_people(actor, centre_id) for centre_id in centres)
        and not any(Role.NETWORK_MANAGER in roles for roles in centres.values())
    )


def may_correct(actor: Actor, centres: Mapping[uuid.UUID, frozenset[Role]]) -> bool:
    """Names and addresses: of people whom no other centre knows."""
    return bool(centres) and all(may_manage_people(actor, centre_id) for centre_id in centres)


def may_see_as(actor: Actor, person_id: uuid.UUID, centres: Mapping[uuid.UUID, frozenset[Role]]) -> bool:
    """Whoever runs the network sees as anyone, a centre as its own people alone; nobody as who may more than they do."""
    above = {Role.NETWORK_MANAGER, Role.FUNDING_OFFICER}.difference(held.role for held in actor.held)
    if not centres or person_id == actor.id or above & frozenset().union(*centres.values()):
        return False
    return actor.has_role(Role.NETWORK_MANAGER) or all(may_manage_people(actor, each) for each in centres)


def may_give(actor: Actor, centre_id: uuid.UUID, role: Role) -> bool:
    """The network names its own people."""
    return may_manage_people(actor, centre_id) and role not in (Role.NETWORK_MANAGER, Role.FUNDING_OFFICER)


def may_make_cards(actor: Actor, centre_id: uuid.UUID) -> bool:
    return actor.has_role_in(centre_id, *CARD_MAKERS)
