"""Figures for who watches the machine, in Prometheus' form: how requests went, and what waits in the installation.

Counters belong to a process. Where there are several, gunicorn names a folder (`PROMETHEUS_MULTIPROC_DIR`) that they share, and
whichever is asked answers for all; what waits is read from the database, so that it is the same everywhere.
"""

import os
import time
from collections.abc import Iterator

from flask import Flask, Response, g, request
from prometheus_client import CollectorRegistry, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.kernel.installation import Mark
from app.kernel.jobs import RAN, Run
from app.kernel.outbox import DutyState, OutboxRow

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)

_own = CollectorRegistry()
_requests = Histogram(
    "compagnon_request_seconds", "Time to answer", ["kind", "status"], buckets=BUCKETS, registry=_own
)


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
            labels = (kind, f"{response.status_code // 100}xx")
            _requests.labels(*labels).observe(time.perf_counter() - g.begun)
        return response


class Waiting(Collector):
    """Duties by their state, and when each schedule last ended well or not."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def collect(self) -> Iterator[Metric]:
        duties = GaugeMetricFamily("compagnon_duties", "Duties in this state", labels=["state"])
        counted = dict.fromkeys(DutyState, 0)
        rows = select(OutboxRow.state, func.count()).group_by(OutboxRow.state)
        for state, count in self._session.execute(rows):
            counted[state] = count
        for state, count in counted.items():
            duties.add_metric([state.value], count)
        yield duties
        at = GaugeMetricFamily("compagnon_job_ended_at", "When a schedule last ended", labels=["job"])
        failed = GaugeMetricFamily("compagnon_job_failed", "1 where its last run failed", labels=["job"])
        for mark in self._session.scalars(select(Mark).where(Mark.name.startswith(RAN))):
            job, run = mark.name.removeprefix(RAN), Run.read(mark.value)
            at.add_metric([job], run.at.timestamp())
            failed.add_metric([job], not run.is_well)
        yield at
        yield failed


def write_figures(session: Session) -> bytes:
    shared = CollectorRegistry()
    shared.register(Waiting(session))
    if os.environ.get(FOLDER):
        MultiProcessCollector(shared)  # type: ignore[no-untyped-call]
        return generate_latest(shared)
    ProcessCollector(registry=shared)
    return generate_latest(shared) + generate_latest(_own)
