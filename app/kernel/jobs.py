"""Schedules and heavy work by Huey: threads of the one process when embedded, processes on Redis otherwise.

Jobs take ids only, are idempotent, and each calls one service. Duties do not come here: they are the outbox's.
"""

import fcntl
from collections.abc import Callable
from pathlib import Path
from typing import IO

from flask import Flask
from huey import Huey, RedisHuey, SqliteHuey, crontab
from huey.consumer import Consumer

from app.kernel.db import Database
from app.settings import Settings

Work = Callable[[Database], None]
_schedules: dict[str, tuple[Work, str]] = {}


def every(minutes: str, name: str) -> Callable[[Work], Work]:
    """Run `work(database)` at these minutes of each hour (`*/5`, `17`); idempotent, as it may run twice."""

    def register(work: Work) -> Work:
        _schedules[name] = (work, minutes)
        return work

    return register


class QuietConsumer(Consumer):  # type: ignore[misc]
    """A consumer inside the server's process. Huey's own installs signal handlers, which made stopping
    gunicorn take 30 s (measured)."""

    def _set_signal_handlers(self) -> None:
        pass


class Jobs:
    """The queue of an installation, and its consumer where this process runs one."""

    def __init__(self, app: Flask, database: Database, settings: Settings) -> None:
        self._app, self._database, self._settings = app, database, settings
        self.huey: Huey = (
            RedisHuey("compagnon", url=settings.redis_url)
            if settings.redis_url
            else SqliteHuey("compagnon", filename=str(settings.instance / "jobs.db"))
        )
        self._consumer: QuietConsumer | None = None
        self._lock: IO[str] | None = None
        for name, (work, minutes) in _schedules.items():
            self._schedule(name, work, minutes)

    def _schedule(self, name: str, work: Work, minutes: str) -> None:
        def run() -> None:
            with self._app.app_context():
                work(self._database)

        run.__name__ = name
        self.huey.periodic_task(crontab(minute=minutes), name=name)(run)

    def start(self) -> bool:
        """Start the consumer's threads unless another process of this instance has them."""
        self._lock = _hold(self._settings.instance / "jobs.lock")
        if self._lock is None:
            return False
        self._consumer = QuietConsumer(
            self.huey, workers=1, worker_type="thread", max_delay=1.0, check_worker_health=False
        )
        self._consumer.start()
        return True

    def run(self) -> None:
        """Be the consumer of this installation, in the foreground, until a signal ends it."""
        self.huey.create_consumer(workers=2, worker_type="thread", max_delay=1.0).run()

    def stop(self) -> None:
        if self._consumer:
            self._consumer.stop(graceful=False)
        if self._lock:
            self._lock.close()
            self._lock = None


def _hold(path: Path) -> IO[str] | None:
    file = path.open("w")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        return None
    return file


def known_schedules() -> dict[str, str]:
    return {name: minutes for name, (_work, minutes) in _schedules.items()}
