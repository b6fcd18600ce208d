"""What must be handed over before someone can be erased: others count on them."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import gettext
from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from app.kernel.i18n import today
from app.people.models import Membership, Person, Role
from app.people.queries import in_force

Look = Callable[[Session, uuid.UUID], str]
_looks: dict[str, Look] = {}


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One thing in the way; `said` tells the manager what to do first."""

    name: str
    said: str


def stands_in_the_way(name: str, look: Look) -> None:
    """`look(session, person_id)` says what to do first, or nothing."""
    _looks[name] = look


def list_obstacles(session: Session, person_id: uuid.UUID) -> list[Obstacle]:
    found = ((name, look(session, person_id)) for name, look in _looks.items())
    return [Obstacle(name, said) for name, said in found if said]


def is_the_only_manager(session: Session, person_id: uuid.UUID) -> str:
    """A centre, and the network, keep somebody who runs them."""
    other, who = aliased(Membership), aliased(Person)
    others = (
        select(other.id)
        .join(who, who.id == other.person_id)
        .where(other.centre_id == Membership.centre_id, other.role == Membership.role)
        .where(other.person_id != person_id, who.suspended_at.is_(None), in_force(today(), other))
    )
    alone = session.scalar(
        select(func.count())
        .select_from(Membership)
        .where(Membership.person_id == person_id, in_force(today()))
        .where(Membership.role.in_((Role.CENTRE_MANAGER, Role.NETWORK_MANAGER)), ~others.exists())
    )
    if not alone:
        return ""
    return str(gettext("Nommez d’abord une autre personne à la direction : celle-ci est seule."))
