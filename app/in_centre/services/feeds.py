"""The address of a person's calendar: a secret of its own, replaced or taken away at will."""

import uuid

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.in_centre.models import FeedToken
from app.kernel.clock import now
from app.kernel.errors import NotFound
from app.kernel.secrets import fingerprint, new_token
from app.people.actor import Actor
from app.people.models import Person


def open_feed(session: Session, actor: Actor) -> str:
    """A new secret, shown once; a former one stops working. Flushes."""
    close_feed(session, actor)
    secret = new_token()
    session.add(FeedToken(person_id=actor.id, fingerprint=fingerprint(secret), created_at=now()))
    session.flush()
    return secret


def close_feed(session: Session, actor: Actor) -> None:
    """Take the address away; the same again changes nothing."""
    session.execute(delete(FeedToken).where(FeedToken.person_id == actor.id))


def has_feed(session: Session, actor: Actor) -> bool:
    return session.get(FeedToken, actor.id) is not None


def get_feed_owner(session: Session, secret: str) -> uuid.UUID:
    """Whose calendar this opens. Raises NotFound for anything else, a suspended account's included."""
    found = session.scalars(
        select(FeedToken.person_id)
        .join(Person, Person.id == FeedToken.person_id)
        .where(FeedToken.fingerprint == fingerprint(secret), Person.suspended_at.is_(None))
    ).first()
    if found is None:
        raise NotFound
    return found
