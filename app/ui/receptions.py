"""Whom to call, on pages that know nobody: every centre's reception, read once a minute by each process.

Signing in and a page that says no are asked for by anyone, and often: they must cost no statement each.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from sqlalchemy.orm import Session

from app.kernel.clock import now
from app.kernel.db import Database

KEPT = timedelta(minutes=1)
Find = Callable[[Session], Sequence[Any]]


class Receptions:
    """The answer of `find`, as old as a minute."""

    def __init__(self, find: Find) -> None:
        self._find, self._lock = find, Lock()
        self._known: Sequence[Any] = ()
        self._read_at: datetime | None = None

    def forget(self) -> None:
        self._known, self._read_at = (), None

    def list(self, database: Database, *, may_ask: bool) -> Sequence[Any]:
        """Where the database may be what is missing, what is known is said and nothing is asked."""
        with self._lock:
            if may_ask and (self._read_at is None or not self._read_at <= now() < self._read_at + KEPT):
                # A session of its own: the page's may hold the write lock, or have failed.
                with database.reading() as looking:
                    self._known, self._read_at = self._find(looking), now()
            return self._known
