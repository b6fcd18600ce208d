"""Duties: side effects that must happen, written with the fact and done after it.

One row per event and handler. A plain handler's effect and its mark commit together. An *external* one (mail, another
server) is claimed, done outside any transaction, then marked: at least once, so it carries its row's id along. It waits
while the installation is a restored copy that nobody has called live.
"""

import enum
import threading
import traceback
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import ColumnElement, Index, String, Text, exists, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.kernel.clock import now
from app.kernel.db import DATABASE_AWAY, Base, Database, Id, Json, Moment, after_commit
from app.kernel.installation import HELD, Mark, held_since

log = structlog.get_logger()

MOST_TRIES = 6
FIRST_WAIT = timedelta(seconds=10)
TICK_SECONDS = 5.0


class DutyState(enum.StrEnum):
    WAITING = "waiting"
    DONE = "done"
    PARKED = "parked"  # tried in vain: a person mends the cause and has it tried again
    REFUSED = "refused"  # the other side said no for good
    DROPPED = "dropped"  # a person decided that it is not done


class Refused(Exception):
    """Raised by a duty when trying again would be answered the same; its words are kept."""


class OutboxRow(Base):
    """One thing still to be done for one event, or done, or given up and parked for a person."""

    __tablename__ = "kernel_outbox"
    __table_args__ = (Index("ix_kernel_outbox_next", "state", "due_at"),)

    id: Mapped[Id]
    handler: Mapped[str] = mapped_column(String(100))
    payload: Mapped[dict[str, Any]] = mapped_column(Json)
    state: Mapped[DutyState] = mapped_column(default=DutyState.WAITING)
    tries: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[Moment]
    due_at: Mapped[Moment]


@dataclass(frozen=True)
class Duty:
    """A named handler. `act` gets (session, row id, payload), or without session when external.

    `forgets` are the parts of the payload that are taken away once it is done.
    """

    name: str
    act: Callable[..., None]
    external: bool = False
    forgets: tuple[str, ...] = ()


_handlers: dict[str, Duty] = {}
_wake = threading.Event()


def handle(duty: Duty) -> Duty:
    """Make a handler known by its name, which rows carry."""
    _handlers[duty.name] = duty
    return duty


def write_duty(session: Session, duty: Duty, payload: dict[str, Any]) -> None:
    """Write what is to be done, in the caller's transaction."""
    handle(duty)
    moment = now()
    session.add(OutboxRow(handler=duty.name, payload=payload, created_at=moment, due_at=moment))
    after_commit(session, _wake.set)


def drain(database: Database, *, at_most: int = 1000) -> int:
    """Do what is due; returns how many rows were touched."""
    touched = 0
    while touched < at_most and _do_next(database):
        touched += 1
    return touched


def _next_row(session: Session, moment: datetime) -> OutboxRow | None:
    return session.scalars(
        select(OutboxRow)
        .where(_is_due(moment))
        .order_by(OutboxRow.due_at, OutboxRow.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).first()


def _is_due(moment: datetime) -> ColumnElement[bool]:
    outside = external_handlers()
    may_go_out = or_(OutboxRow.handler.not_in(outside), ~exists().where(Mark.name == HELD))
    due = (OutboxRow.state == DutyState.WAITING) & (OutboxRow.due_at <= moment)
    return due & may_go_out if outside else due


def external_handlers() -> list[str]:
    """The names of duties that reach somebody outside the installation."""
    return sorted(duty.name for duty in _handlers.values() if duty.external)


def _do_next(database: Database) -> bool:
    if not _anything_due(database):
        return False
    row_id: uuid.UUID | None = None
    try:
        with database.writing() as session:
            row = _next_row(session, now())
            if row is None:
                return False
            # First whose failure it is: a handler that nobody knows any more must not hold up the others.
            row_id = row.id
            duty = _handlers[row.handler]
            if not duty.external:
                duty.act(session, row.id, row.payload)
                _close(row, duty)
                return True
            payload = row.payload
            row.due_at = now() + FIRST_WAIT * 6  # claimed: another process leaves it alone meanwhile
        duty.act(row_id, payload)
        with database.writing() as session:
            _close(session.get_one(OutboxRow, row_id), duty)
    except Refused as refused:
        assert row_id is not None
        _note_refusal(database, row_id, str(refused))
    except Exception:  # one of the four handlers: whatever a duty raises is kept in its row
        if row_id is None:
            raise
        _note_failure(database, row_id, traceback.format_exc(limit=5))
    return True


def _close(row: OutboxRow, duty: Duty) -> None:
    row.state, row.last_error = DutyState.DONE, ""
    row.payload = {name: value for name, value in row.payload.items() if name not in duty.forgets}


def _anything_due(database: Database) -> bool:
    with database.reading() as session:
        return session.scalars(select(OutboxRow.id).where(_is_due(now())).limit(1)).first() is not None


def _note_refusal(database: Database, row_id: uuid.UUID, words: str) -> None:
    with database.writing() as session:
        row = session.get_one(OutboxRow, row_id)
        row.tries += 1
        row.state, row.last_error = DutyState.REFUSED, words[-2000:]
        log.warning("duty_refused", handler=row.handler, row=str(row_id))


def _note_failure(database: Database, row_id: uuid.UUID, error: str) -> None:
    with database.writing() as session:
        row = session.get_one(OutboxRow, row_id)
        row.tries += 1
        row.last_error = error[-2000:]
        row.due_at = now() + FIRST_WAIT * 2**row.tries
        if row.tries >= MOST_TRIES:
            row.state = DutyState.PARKED
        log.error("duty_failed", handler=row.handler, row=str(row_id), tries=row.tries)


def retry_parked(session: Session, row_id: uuid.UUID | None = None) -> int:
    """Give every parked duty, or this one, its tries again; for the operator, once the cause is mended."""
    rows = _parked(session, row_id)
    for row in rows:
        row.state, row.tries, row.due_at = DutyState.WAITING, 0, now()
    after_commit(session, _wake.set)
    return len(rows)


def drop_parked(session: Session, row_id: uuid.UUID) -> int:
    """Decide that this parked duty is not done any more."""
    rows = _parked(session, row_id)
    for row in rows:
        row.state = DutyState.DROPPED
    return len(rows)


def _parked(session: Session, row_id: uuid.UUID | None) -> Sequence[OutboxRow]:
    rows = select(OutboxRow).where(OutboxRow.state == DutyState.PARKED)
    return session.scalars(rows.where(OutboxRow.id == row_id) if row_id else rows).all()


class Dispatcher:
    """A thread that does duties: woken after each commit, with a ticker only as the net."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._stopping = threading.Event()
        #: As it was at the last look; every page of staff says it, so it must not cost a statement.
        self.is_held = False
        self._thread = threading.Thread(target=self._run, name="outbox", daemon=True)

    def start(self) -> None:
        _wake.set()  # what waits from before, and whether this copy is held
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        _wake.set()

    def is_alive(self) -> bool:
        return self._thread.is_alive()

    def look(self) -> None:
        with self._database.reading() as session:
            self.is_held = held_since(session) is not None

    def _run(self) -> None:
        while not self._stopping.is_set():
            _wake.wait(TICK_SECONDS)
            _wake.clear()
            try:
                self.look()
                drain(self._database)
            except DATABASE_AWAY:  # the next tick tries again
                log.warning("outbox_without_database")
            except Exception:  # as above, for what nobody has thought of
                log.exception("outbox_stopped_for_now")
