"""What is looked at to say whether an installation is well. Of the whole of it: only who cares for the network asks."""

import json
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from app.kernel.clock import now
from app.kernel.installation import HELD, Mark
from app.kernel.jobs import RAN, Run
from app.kernel.mail import MAIL
from app.kernel.outbox import DutyState, OutboxRow
from app.operation.backing_up import BACKED_UP, read_backed_up

#: The mark that holds what `jobs.measure` found.
SIZES = "sizes"
RECENT = timedelta(days=7)
LATE_AFTER = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Marks:
    """What an installation has noted of itself."""

    held_since: datetime | None
    backed_up_at: datetime | None
    backup_size: int
    sizes: dict[str, int]
    runs: dict[str, Run]


@dataclass(frozen=True, slots=True)
class Counts:
    """Duties and mails by what became of them; `sent` and `refused` in the last seven days, `late` for more than a quarter of an hour."""

    parked: int = 0
    waiting: int = 0
    late: int = 0
    sent: int = 0
    refused: int = 0


@dataclass(frozen=True, slots=True)
class Stopped:
    """A duty that was tried in vain. `error` is the last line of what it said."""

    id: uuid.UUID
    handler: str
    to: str
    subject: str
    since: datetime
    tries: int
    error: str


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail by what became of it; never what it says."""

    to: str
    subject: str
    state: DutyState
    at: datetime
    tries: int
    error: str


def read_marks(session: Session) -> Marks:
    found: dict[str, str] = {mark.name: mark.value for mark in session.scalars(select(Mark))}
    held, backup = found.get(HELD), read_backed_up(found.get(BACKED_UP))
    return Marks(
        held_since=datetime.fromisoformat(held) if held else None,
        backed_up_at=backup[0] if backup else None,
        backup_size=backup[1] if backup else 0,
        sizes=json.loads(found.get(SIZES, "{}")),
        runs={
            name.removeprefix(RAN): Run.read(value) for name, value in found.items() if name.startswith(RAN)
        },
    )


def count_duties(session: Session) -> Counts:
    """One statement over what still matters; what is over and old is not looked at."""
    state, moment = OutboxRow.state, now()
    is_mail, is_recent = OutboxRow.handler == MAIL, OutboxRow.created_at > moment - RECENT
    waits, is_parked = state == DutyState.WAITING, state == DutyState.PARKED
    found = session.execute(
        select(
            _how_many(is_parked),
            _how_many(waits & is_mail),
            _how_many(waits & (OutboxRow.created_at < moment - LATE_AFTER)),
            _how_many((state == DutyState.DONE) & is_mail),
            _how_many(state == DutyState.REFUSED),
        ).where(waits | is_parked | is_recent)
    ).one()
    return Counts(*(int(count or 0) for count in found))


def _how_many(condition: ColumnElement[bool]) -> ColumnElement[int | None]:
    return func.sum(case((condition, 1), else_=0))


def list_parked(session: Session, *, limit: int) -> list[Stopped]:
    rows = session.scalars(
        select(OutboxRow)
        .where(OutboxRow.state == DutyState.PARKED)
        .order_by(OutboxRow.created_at.desc(), OutboxRow.id)
        .limit(limit)
    )
    return [
        Stopped(row.id, row.handler, *_envelope(row), row.created_at, row.tries, _last_line(row.last_error))
        for row in rows
    ]


def list_mails(session: Session, *, state: DutyState | None, limit: int) -> list[Mail]:
    """Newest first."""
    rows = select(OutboxRow).where(OutboxRow.handler == MAIL)
    if state:
        rows = rows.where(OutboxRow.state == state)
    found = session.scalars(rows.order_by(OutboxRow.created_at.desc(), OutboxRow.id).limit(limit))
    return [
        Mail(*_envelope(row), row.state, row.created_at, row.tries, _last_line(row.last_error))
        for row in found
    ]


def _envelope(row: OutboxRow) -> tuple[str, str]:
    return str(row.payload.get("to", "")), str(row.payload.get("subject", ""))


def _last_line(error: str) -> str:
    return (error.strip().splitlines() or [""])[-1]


def tell_figures(session: Session) -> dict[str, float]:
    """What an alert is set on beside the kernel's figures: the last backup, and what grows, as last measured."""
    marks = read_marks(session)
    sizes = {
        f"compagnon_{name}": marks.sizes[name]
        for name in ("people", "steps", "messages")
        if name in marks.sizes
    }
    store = {"compagnon_store_bytes": marks.sizes["bytes"]} if marks.sizes else {}
    backup = marks.backed_up_at
    return sizes | store | ({"compagnon_backup_at": backup.timestamp()} if backup else {})
