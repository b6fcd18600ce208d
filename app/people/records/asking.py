"""Asking for one's copy, and the end of its file."""

import uuid
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.kernel.clock import now
from app.kernel.errors import NotFound
from app.people.actor import Actor
from app.people.records.models import Record

KEPT = timedelta(days=7)


def until(record: Record) -> datetime:
    """When the file goes; of a copy that is made."""
    return (record.made_at or record.asked_at) + KEPT


def find_record(session: Session, person_id: uuid.UUID) -> Record | None:
    """The newest copy, waiting or made, whose time is not over."""
    return session.scalars(
        select(Record)
        .where(Record.person_id == person_id, Record.asked_at > now() - KEPT)
        .order_by(Record.asked_at.desc(), Record.id.desc())
        .limit(1)
    ).first()


def ask_record(session: Session, actor: Actor) -> Record:
    """A copy to be made; the one that waits already, where there is one. Flushes."""
    found = find_record(session, actor.id)
    if found is not None and found.made_at is None:
        return found
    record = Record(person_id=actor.id, asked_at=now())
    session.add(record)
    session.flush()
    return record


def get_made(session: Session, actor: Actor, record_id: uuid.UUID) -> Record:
    """The actor's own copy, as long as its file is there. Raises NotFound."""
    record = session.get(Record, record_id)
    if record is None or record.person_id != actor.id or record.made_at is None or until(record) <= now():
        raise NotFound
    return record


def list_waiting(session: Session) -> list[uuid.UUID]:
    return list(session.scalars(select(Record.id).where(Record.made_at.is_(None)).order_by(Record.asked_at)))


def list_kept_copies(session: Session) -> list[str]:
    """The keys of every copy, for who looks after the store."""
    return list(session.scalars(select(Record.key).where(Record.key != "")))


def forget_over(session: Session) -> list[str]:
    """Take away the copies whose time is over; gives the keys of their files."""
    over = Record.asked_at <= now() - KEPT
    keys = list(session.scalars(select(Record.key).where(over, Record.key != "")))
    session.execute(delete(Record).where(over))
    return keys
