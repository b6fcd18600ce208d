"""Figures for who watches the machine, in Prometheus' form: how requests went, who is here, and what waits in the installation.

Counters belong to a process. Where there are several, gunicorn names a folder (`PROMETHEUS_MULTIPROC_DIR`) that they share, and
whichever is asked answers for all; what waits is read from the database, so that it is the same everywhere.
"""

import os
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from flask import Flask, Response, g, request
from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    Summary,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from app.kernel.clock import now
from app.kernel.installation import Mark
from app.kernel.jobs import RAN, Run
from app.kernel.mail import MAIL
from app.kernel.outbox import DutyState, OutboxRow

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)

_own = CollectorRegistry()
_requests = Histogram(
    "compagnon_request_seconds", "Time to answer", ["kind", "status"], buckets=BUCKETS, registry=_own
)


# Two series a route and class of status, where a histogram would be a dozen.
_routes = Summary("compagnon_route_seconds", "Time to answer", ["route", "status"], registry=_own)
_sockets = Gauge("compagnon_sockets", "Sockets open now", registry=_own, multiprocess_mode="livesum")
_pushes_lost = Counter("compagnon_pushes_lost", "Live news that could not be told", registry=_own)

#: What a domain has to tell: figures by name, read from the database.
Told = Callable[[Session], Mapping[str, float]]
_told: list[Told] = []


def also_tell(told: Told) -> None:
    """Have these figures among the others; the same again changes nothing."""
    if told not in _told:
        _told.append(told)


def note_sockets(count: int) -> None:
    _sockets.set(count)


def note_lost_push() -> None:
    _pushes_lost.inc()


def init_figures(app: Flask, *, asked: bool) -> None:
    """Before whatever may refuse a request, so that refusals are counted too."""
    if not asked:
        return

    @app.before_request
    def begin() -> None:
        g.begun = time.perf_counter()

    @app.after_request
    def note(response: Response) -> Response:
        if "begun" in g:
            kind = "call" if request.path.startswith("/api/") else "page"
            took, status = time.perf_counter() - g.begun, f"{response.status_code // 100}xx"
            _requests.labels(kind, status).observe(took)
            # Rules, of which there are a few hundred; never addresses, which name people's things.
            _routes.labels(str(request.url_rule or "none"), status).observe(took)
        return response


class Waiting(Collector):
    """What the database says: duties and mails by their state, how schedules went, how large it is, and what domains tell."""

    def __init__(self, session: Session, instance: Path) -> None:
        self._session, self._instance = session, instance

    def collect(self) -> Iterator[Metric]:
        yield from self._duties()
        yield from self._jobs()
        yield _gauge("compagnon_database_bytes", "Size of the database", database_bytes(self._session))
        free = shutil.disk_usage(self._instance).free
        yield _gauge("compagnon_disk_free_bytes", "Room left beside the instance folder", free)
        for told in _told:
            for name, value in told(self._session).items():
                yield _gauge(name, name.removeprefix("compagnon_").replace("_", " "), value)

    def _duties(self) -> Iterator[Metric]:
        duties = GaugeMetricFamily("compagnon_duties", "Duties in this state", labels=["state"])
        mails = GaugeMetricFamily("compagnon_mails", "Those of them that are mails", labels=["state"])
        counted: dict[tuple[DutyState, bool], int] = {}
        is_mail, due = OutboxRow.handler == MAIL, func.min(OutboxRow.due_at)
        rows = select(OutboxRow.state, is_mail, func.count(), due).group_by(OutboxRow.state, is_mail)
        oldest = moment = now()
        for state, mail, count, first in self._session.execute(rows):
            counted[state, bool(mail)] = count
            oldest = min(oldest, first) if state is DutyState.WAITING else oldest
        for state in DutyState:
            mailed = counted.get((state, True), 0)
            duties.add_metric([state.value], mailed + counted.get((state, False), 0))
            mails.add_metric([state.value], mailed)
        yield duties
        yield mails
        waited = (moment - oldest).total_seconds()
        yield _gauge("compagnon_duty_late_seconds", "How long the oldest waiting duty has been due", waited)

    def _jobs(self) -> Iterator[Metric]:
        at = GaugeMetricFamily("compagnon_job_ended_at", "When a schedule last ended", labels=["job"])
        failed = GaugeMetricFamily("compagnon_job_failed", "1 where its last run failed", labels=["job"])
        took = GaugeMetricFamily("compagnon_job_seconds", "How long its last run took", labels=["job"])
        for mark in self._session.scalars(select(Mark).where(Mark.name.startswith(RAN))):
            job, run = mark.name.removeprefix(RAN), Run.read(mark.value)
            at.add_metric([job], run.at.timestamp())
            failed.add_metric([job], not run.is_well)
            took.add_metric([job], run.seconds)
        yield from (at, failed, took)


def database_bytes(session: Session) -> int:
    on_postgres = session.get_bind().dialect.name == "postgresql"
    asked = (
        "SELECT pg_database_size(current_database())"
        if on_postgres
        else "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
    )
    return int(session.execute(text(asked)).scalar_one())


def _gauge(name: str, meaning: str, value: float) -> Metric:
    return GaugeMetricFamily(name, meaning, value=value)


def write_figures(session: Session, instance: Path) -> bytes:
    shared = CollectorRegistry()
    shared.register(Waiting(session, instance))
    if os.environ.get(FOLDER):
        MultiProcessCollector(shared)  # type: ignore[no-untyped-call]
        return generate_latest(shared)
    ProcessCollector(registry=shared)
    return generate_latest(shared) + generate_latest(_own)
