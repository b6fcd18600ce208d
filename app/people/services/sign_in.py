"""Signing in with a password, and the doors that are opened and closed: sittings and tokens."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.kernel.clock import now
from app.kernel.db import Database
from app.kernel.errors import DomainError, NotFound
from app.kernel.realtime import close_door_after_commit
from app.kernel.secrets import fingerprint, new_token
from app.people.actor import Actor
from app.people.models import ApiToken, Means, Sitting
from app.people.passwords import is_password
from app.people.queries import find_person_by_email, normal_email
from app.people.services.brakes import Guess, forget_tries, note_failure, take_try

TOKEN_LIFE = timedelta(days=90)
SEEN_EVERY = timedelta(minutes=10)


class WrongPassword(DomainError):
    """Also when there is no such account: the two cannot be told apart."""

    status = 401
    code = "wrong_password"


@dataclass(frozen=True)
class Opened:
    """A door just opened; the secret is shown once and never kept."""

    secret: str
    door: Sitting | ApiToken


def check_password(
    database: Database, *, email: str, password: str, address: str, browser: str = ""
) -> uuid.UUID:
    """Who this is. In transactions of its own: hashing must not hold the write lock.

    `address` is the network address; `browser` is set where this account was opened before.
    Raises WrongPassword, TooMany (with `retry_after` in seconds).
    """
    guess = Guess(account_of_email(email), address, browser)
    take_try(database, guess)
    with database.reading() as session:
        person = find_person_by_email(session, email)
    right = is_password(person.password_hash if person else "", password)
    if not right or person is None or person.suspended_at is not None:
        note_failure(database, guess)
        raise WrongPassword
    forget_tries(database, guess)
    return person.id


def account_of_email(email: str) -> str:
    """What tries at this account are counted by."""
    return f"email|{normal_email(email)}"


def open_sitting(
    session: Session, *, person_id: uuid.UUID, device: str, network: str = "", means: Means = Means.PASSWORD
) -> Opened:
    """A new sitting, with a new secret at every sign-in. Flushes."""
    secret, moment = new_token(), now()
    sitting = Sitting(
        person_id=person_id,
        fingerprint=fingerprint(secret),
        device=device[:250],
        network=network,
        means=means,
        created_at=moment,
        seen_at=moment,
    )
    session.add(sitting)
    session.flush()
    return Opened(secret, sitting)


def open_token(session: Session, *, person_id: uuid.UUID, label: str) -> Opened:
    secret, moment = new_token(), now()
    token = ApiToken(
        person_id=person_id,
        fingerprint=fingerprint(secret),
        label=label[:250],
        created_at=moment,
        expires_at=moment + TOKEN_LIFE,
    )
    session.add(token)
    session.flush()
    return Opened(secret, token)


def close_door(session: Session, actor: Actor, *, door_id: uuid.UUID) -> None:
    """End one of one's own sittings or tokens, and its sockets. Raises NotFound for another's."""
    for door in (Sitting, ApiToken):
        closed = session.execute(
            update(door)
            .where(door.id == door_id, door.person_id == actor.id, door.ended_at.is_(None))
            .values(ended_at=now())
        )
        if closed.rowcount:  # type: ignore[attr-defined]
            close_door_after_commit(session, door_id)
            return
    raise NotFound


def close_sitting(session: Session, *, door_id: uuid.UUID) -> None:
    """End the sitting that asks for it, through whoever's eyes it looks; that ends with it."""
    moment = now()
    session.execute(update(Sitting).where(Sitting.id == door_id).values(ended_at=moment))
    close_door_after_commit(session, door_id)


def note_seen(database: Database, door_id: uuid.UUID) -> None:
    """Move the sitting's last moment on, at most every ten minutes, outside the request's unit."""
    moment = now()
    with database.reading() as session:
        seen: datetime | None = session.scalar(select(Sitting.seen_at).where(Sitting.id == door_id))
    if seen is None or moment - seen < SEEN_EVERY:
        return
    with database.writing() as session:
        session.execute(update(Sitting).where(Sitting.id == door_id).values(seen_at=moment))
