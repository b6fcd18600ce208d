"""The browsers a person is signed in with, as they recognise them."""

from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_address

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.kernel.clock import now
from app.people.actor import Actor
from app.people.callers import sitting_life
from app.people.models import Means, Sitting

FRESH = timedelta(minutes=15)
MEANS_NAMES = {
    Means.PASSWORD: _("avec un mot de passe"),
    Means.CARD: _("avec une carte"),
    Means.PASSKEY: _("avec une clé d’accès"),
    Means.OUTSIDE: _("avec un compte extérieur"),
}


@dataclass(frozen=True, slots=True)
class Browser:
    """One sitting; `is_near` says whether it was opened from the network that asks, where that is known."""

    sitting: Sitting
    means: str
    is_here: bool
    is_near: bool | None


def list_browsers(session: Session, actor: Actor, *, address: str) -> list[Browser]:
    """The person's open sittings, the one seen last first. `address` is where the question comes from."""
    moment, near = now(), coarse_network(address)
    rows = session.scalars(
        select(Sitting)
        .where(Sitting.person_id == actor.id, Sitting.ended_at.is_(None))
        .where(Sitting.seen_at > moment - sitting_life.idle)
        .where(Sitting.created_at > moment - sitting_life.longest)
        .order_by(Sitting.seen_at.desc(), Sitting.id)
    )
    return [
        Browser(
            row,
            str(MEANS_NAMES[row.means]),
            row.id == actor.door_id,
            row.network == near if row.network and near else None,
        )
        for row in rows
    ]


def coarse_network(address: str) -> str:
    """The first half of an address: `81.240`, `2a02:a03f`. Says here or elsewhere, and not whose home."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return ""
    found = getattr(found, "ipv4_mapped", None) or found
    parts = found.exploded.split("." if found.version == 4 else ":")
    return ("." if found.version == 4 else ":").join(parts[:2])


def is_fresh(session: Session, actor: Actor) -> bool:
    """Whether the person has just shown who they are: enough to change how they come in."""
    opened_at = session.scalar(select(Sitting.created_at).where(Sitting.id == actor.door_id))
    return opened_at is not None and opened_at > now() - FRESH
