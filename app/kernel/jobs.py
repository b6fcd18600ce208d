"""Schedules and heavy work by Huey: threads of the one process when embedded, processes on Redis otherwise.

Jobs take ids only, are idempotent, and each calls one service. Duties do not come here: they are the outbox's.
"""

import fcntl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import IO

import redis
import structlog
from flask import Flask
from huey import Huey, RedisHuey, SqliteHuey, crontab
from huey.consumer import Consumer

from app.kernel.clock import now
from app.kernel.db import Database
from app.kernel.installation import held_since, set_mark
from app.settings import Settings

log = structlog.get_logger()

BEAT, BEAT_LASTS_SECONDS = "compagnon:jobs", 30
Work = Callable[[Database], None]
_schedules: dict[str, "Schedule"] = {}
#: Marks that say how a schedule's last run went: `ran:<name>`.
RAN = "ran:"
WELL = "ok"


@dataclass(frozen=True, slots=True)
class Run:
    """How a schedule went last time. `went` is `ok`, or the name of the error."""

    at: datetime
    seconds: float
    went: str

    @property
    def is_well(self) -> bool:
        return self.went == WELL

    def __str__(self) -> str:
        """As its mark holds it."""
        return f"{self.at.isoformat()} {self.seconds:.2f} {self.went}"

    @classmethod
    def read(cls, mark: str) -> "Run":
        at, seconds, went = mark.split()
        return cls(datetime.fromisoformat(at), float(seconds), went)


@dataclass(frozen=True, slots=True)
class Schedule:
    """Work done again and again. `outside` asks others than this installation: a restored copy leaves it."""

    name: str
    work: Work
    minutes: str
    outside: bool = False

    def run(self, database: Database) -> None:
        """Do it, and note how it went; what it raises is noted and raised."""
        if self.outside and _is_held(database):
            return
        begun, went = time.monotonic(), WELL
        try:
            self.work(database)
        except Exception as error:
            went = type(error).__name__
            log.exception("job_failed", job=self.name)
            raise
        finally:
            with database.writing() as session:
                set_mark(session, RAN + self.name, str(Run(now(), time.monotonic() - begun, went)))


def _is_held(database: Database) -> bool:
    with database.reading() as session:
        return held_since(session) is not None


def every(minutes: str, name: str, *, outside: bool = False) -> Callable[[Work], Work]:
    """Run `work(database)` at these minutes of each hour (`*/5`, `17`); idempotent, as it may run twice."""

    def register(work: Work) -> Work:
        _schedules[name] = Schedule(name, work, minutes, outside)
        return work

    return register


class JobsState(StrEnum):
    """Who runs schedules and heavy work."""

    HERE = "here"  # this process
    ELSEWHERE = "elsewhere"  # another one of the installation
    NOBODY = "nobody"  # no process has been heard of within BEAT_LASTS_SECONDS
    STOPPED = "stopped"  # this process did, and no longer does


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
        self._soon: dict[str, Callable[[], object]] = {}
        for schedule in _schedules.values():
            self._keep(schedule)

    def _keep(self, schedule: Schedule) -> None:
        def run() -> None:
            with self._app.app_context():
                schedule.run(self._database)

        run.__name__ = schedule.name
        task = self.huey.periodic_task(crontab(minute=schedule.minutes), name=schedule.name)(run)
        self._soon[schedule.name] = task

    def do_soon(self, name: str) -> None:
        """Have a schedule's work done within a second or two, beside its hours, for someone who waits for it."""
        self._soon[name]()

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
        beats = (
            redis.Redis.from_url(self._settings.redis_url, socket_timeout=1)
            if self._settings.redis_url
            else None
        )
        ended = threading.Event()
        if beats:
            threading.Thread(target=_beat, args=(beats, ended), daemon=True).start()
        try:
            self.huey.create_consumer(workers=2, worker_type="thread", max_delay=1.0).run()
        finally:
            ended.set()

    def find_fault(self) -> str | None:
        """Why this process does not do what it should; that nobody else does it is told, and no fault of this one."""
        return "stopped" if self._consumer and self.find_state() is JobsState.STOPPED else None

    def find_state(self) -> JobsState:
        """Whether someone does this installation's jobs. Raises RedisError while nobody can tell."""
        if self._consumer:
            alive = self._consumer.scheduler.is_alive()
            return JobsState.HERE if alive else JobsState.STOPPED
        if not self._settings.redis_url:
            return JobsState.ELSEWHERE
        beats = redis.Redis.from_url(self._settings.redis_url, socket_timeout=1, socket_connect_timeout=1)
        with beats:
            return JobsState.ELSEWHERE if beats.exists(BEAT) else JobsState.NOBODY

    def stop(self) -> None:
        if self._consumer:
            self._consumer.stop(graceful=False)
        if self._lock:
            self._lock.close()
            self._lock = None


def _beat(beats: redis.Redis, ended: threading.Event) -> None:
    """Say again and again that jobs are run."""
    while not ended.is_set():
        try:
            beats.set(BEAT, 1, ex=BEAT_LASTS_SECONDS)
        except redis.RedisError:
            log.warning("jobs_not_told")
        ended.wait(BEAT_LASTS_SECONDS / 3)


def is_served(instance: Path) -> bool:
    """Whether an embedded server runs on this instance."""
    lock = _hold(instance / "jobs.lock")
    if lock is None:
        return True
    lock.close()
    return False


def _hold(path: Path) -> IO[str] | None:
    file = path.open("w")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        return None
    return file


def known_schedules() -> list[Schedule]:
    return sorted(_schedules.values(), key=lambda schedule: schedule.name)
