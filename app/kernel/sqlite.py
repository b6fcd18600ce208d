"""SQLite under threads: transactions opened by us, and writers of one process that take turns.

The file has one writer. Left to SQLite, the others ask again and again with growing pauses, which at ninety sockets came
to 60 messages a second; in a queue each begins as the one before it ends. Another process still waits by `busy_timeout`.
"""

import sqlite3
import threading
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.engine import Connection
from sqlalchemy.exc import OperationalError

TURN_SECONDS = 10
# The system keeps the file's pages for all connections; two megabytes more in each of forty would be the larger half of
# what the process holds.
PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "busy_timeout=5000",
    "foreign_keys=ON",
    "cache_size=-512",
)


class TurnTaking(sqlite3.Connection):
    """A connection that waits for its turn before it writes, and passes it on when its transaction has ended."""

    turn: threading.Lock
    has_turn = False
    only_reads = False

    def begin_reading(self) -> None:
        self._read_only(True)
        self.execute("BEGIN")

    def begin_writing(self) -> None:
        """Raises sqlite3.OperationalError when the turn does not come in time."""
        self._read_only(False)
        if not self.turn.acquire(timeout=TURN_SECONDS):
            raise sqlite3.OperationalError("the turn to write did not come")
        self.has_turn = True
        try:
            self.execute("BEGIN IMMEDIATE")
        except BaseException:
            self._pass_on()
            raise

    def _read_only(self, wanted: bool) -> None:
        if self.only_reads is not wanted:
            self.execute(f"PRAGMA query_only={'ON' if wanted else 'OFF'}")
            self.only_reads = wanted

    def commit(self) -> None:
        super().commit()
        self._pass_on()

    def rollback(self) -> None:
        try:
            super().rollback()
        finally:
            self._pass_on()

    def close(self) -> None:
        try:
            super().close()
        finally:
            self._pass_on()

    def _pass_on(self) -> None:
        if self.has_turn:
            self.has_turn = False
            self.turn.release()


def turn_taking() -> type[TurnTaking]:
    """The connections of one database: they share one turn."""
    return type("Connection", (TurnTaking,), {"turn": threading.Lock()})


def prepare(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def connect(connection: TurnTaking, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        raw = connection.connection.driver_connection
        assert isinstance(raw, TurnTaking)
        try:
            if connection.get_execution_options().get("compagnon_reads"):
                raw.begin_reading()
            else:
                raw.begin_writing()
        except sqlite3.OperationalError as error:
            raise OperationalError("BEGIN", None, error) from error
