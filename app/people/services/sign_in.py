"""Signing in and out: sittings, tokens, and the brake on guessing."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.kernel.clock import now
from app.kernel.db import Database
from app.kernel.errors import DomainError, NotFound, TooMany
from app.kernel.realtime import close_door_after_commit
from app.kernel.secrets import fingerprint, new_token
from app.people.actor import Actor
from app.people.models import ApiToken, SignInBrake, Sitting
from app.people.passwords import is_password
from app.people.queries import find_person_by_email, normal_email

TOKEN_LIFE = timedelta(days=90)
SEEN_EVERY = timedelta(minutes=10)
# After five failures each further one waits twice as long, 15 minutes at most; an hour of calm forgets them.
FREE_FAILURES, FREE_FAILURES_ADDRESS = 5, 50
LONGEST_WAIT, FORGOTTEN_AFTER = timedelta(minutes=15), timedelta(hours=1)


class WrongPassword(DomainError):
    """Also when there is no such account: the two cannot be told apart."""

    status = 401
    code = "wrong_password"


@dataclass(frozen=True)
class Opened:
    """A door just opened; the secret is shown once and never kept."""

    secret: str
    door: Sitting | ApiToken


def check_password(database: Database, *, email: str, password: str, address: str) -> uuid.UUID:
    """Who this is. In transactions of its own: hashing must not hold the write lock.

    `address` is the network address. Raises WrongPassword, TooMany (with `retry_after` in seconds).
    """
    account_key = fingerprint(f"{normal_email(email)}|{address}")
    address_key = fingerprint(f"address|{address}")
    with database.reading() as session:
        _refuse_when_braked(session, account_key, FREE_FAILURES)
        _refuse_when_braked(session, address_key, FREE_FAILURES_ADDRESS)
        person = find_person_by_email(session, email)
    right = is_password(person.password_hash if person else "", password)
    if not right or person is None or person.suspended_at is not None:
        with database.writing() as session:
            _brake(session, account_key)
            _brake(session, address_key)
        raise WrongPassword
    _release(database, account_key)
    return person.id


def _refuse_when_braked(session: Session, key: str, free: int) -> None:
    brake = session.get(SignInBrake, key)
    if brake is None or brake.failures < free:
        return
    left = brake.last_at + _wait(brake.failures - free) - now()
    if left > timedelta():
        raise TooMany(retry_after=ceil(left.total_seconds()))


def _wait(failures: int) -> timedelta:
    doublings: int = 2 ** min(failures, 10)
    return min(LONGEST_WAIT, timedelta(seconds=30) * doublings)


def _brake(session: Session, key: str) -> None:
    moment = now()
    brake = session.get(SignInBrake, key, with_for_update=True)
    if brake is None:
        session.add(SignInBrake(key=key, failures=1, last_at=moment))
    else:
        forgotten = brake.last_at < moment - FORGOTTEN_AFTER
        brake.failures, brake.last_at = 1 if forgotten else brake.failures + 1, moment


def _release(database: Database, key: str) -> None:
    with database.reading() as session:
        if session.get(SignInBrake, key) is None:
            return
    with database.writing() as session:
        brake = session.get(SignInBrake, key)
        if brake:
            session.delete(brake)


def open_sitting(session: Session, *, person_id: uuid.UUID, device: str) -> Opened:
    """A new sitting, with a new secret at every sign-in. Flushes."""
    secret, moment = new_token(), now()
    sitting = Sitting(
        person_id=person_id,
        fingerprint=fingerprint(secret),
        device=device[:250],
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


def note_seen(database: Database, door_id: uuid.UUID) -> None:
    """Move the sitting's last moment on, at most every ten minutes, outside the request's unit."""
    moment = now()
    with database.reading() as session:
        seen: datetime | None = session.scalar(select(Sitting.seen_at).where(Sitting.id == door_id))
    if seen is None or moment - seen < SEEN_EVERY:
        return
    with database.writing() as session:
        session.execute(update(Sitting).where(Sitting.id == door_id).values(seen_at=moment))
