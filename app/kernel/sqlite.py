"""SQLite under threads: transactions opened by us, and writers of one process that share one connection.

The file has one writer. Left to SQLite, the others ask again and again with growing pauses, which at ninety sockets came
to 60 messages a second; where they wait for the one connection that writes, each begins as the one before it ends, and
finds the pages of the file where that one left them. Another process still waits by `busy_timeout`.
"""

import sqlite3
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.engine import Connection
from sqlalchemy.exc import OperationalError

from app.kernel.words import has_words

WRITERS, READERS = 1, 40
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


def prepare(engine: Engine, *, writes: bool) -> None:
    """Have every transaction of this engine take the file's one place to write at its beginning, or never write."""

    @event.listens_for(engine, "connect")
    def connect(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        connection.create_function("has_words", 2, has_words, deterministic=True)
        if not writes:
            connection.execute("PRAGMA query_only=ON")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        try:
            raw.execute("BEGIN IMMEDIATE" if writes else "BEGIN")
        except sqlite3.OperationalError as error:
            raise OperationalError("BEGIN", None, error) from error
