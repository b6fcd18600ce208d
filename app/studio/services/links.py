"""Addresses that drafts name: asked for, looked at by a job, remembered with their day."""

import hashlib
from collections.abc import Callable, Iterable
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.catalogue.checks.links import Looked
from app.kernel.clock import now
from app.kernel.db import Database
from app.studio.link_looking import Answer
from app.studio.models import LinkLook

# A page that answered this morning answers tonight.
GOOD_FOR = timedelta(hours=12)
AT_ONCE = 20
LONGEST_ADDRESS = 2000
MOST_ADDRESSES = 300

Look = Callable[[str], Answer]


def ask_for_links(session: Session, addresses: Iterable[str]) -> int:
    """Have these addresses looked at soon, those that were just now left alone; returns how many will be."""
    wanted = {_key(each): each for each in addresses if len(each) <= LONGEST_ADDRESS}
    wanted = dict(sorted(wanted.items())[:MOST_ADDRESSES])
    known = {row.id: row for row in _rows(session, wanted)}
    asked = 0
    for key, address in wanted.items():
        row = known.get(key)
        if row is None:
            session.add(LinkLook(id=key, address=address, asked_at=now()))
        elif row.looked_at is not None and row.looked_at < now() - GOOD_FOR:
            row.looked_at, row.asked_at = None, now()
        elif row.looked_at is not None:
            continue
        asked += 1
    session.flush()
    return asked


def looked_at(session: Session, addresses: Iterable[str]) -> dict[str, Looked]:
    rows = _rows(session, {_key(each): each for each in addresses})
    return {
        row.address: Looked(row.answers, row.status, row.looked_at)
        for row in rows
        if row.looked_at is not None
    }


def _rows(session: Session, wanted: dict[str, str]) -> list[LinkLook]:
    if not wanted:
        return []
    return list(session.scalars(select(LinkLook).where(LinkLook.id.in_(list(wanted)))))


def _key(address: str) -> str:
    return hashlib.sha256(address.encode()).hexdigest()


def look_at_waiting(database: Database, look: Look) -> int:
    """Look at what waits, outside any transaction; returns how many were looked at."""
    with database.reading() as session:
        rows = select(LinkLook.id, LinkLook.address).where(LinkLook.looked_at.is_(None))
        waiting = session.execute(rows.order_by(LinkLook.asked_at).limit(AT_ONCE)).all()
    for key, address in waiting:
        answer = look(address)
        with database.writing() as session:
            row = session.get_one(LinkLook, key)
            row.looked_at, row.answers, row.status = now(), answer.answers, answer.status
    return len(waiting)
