"""What the probe tells of the jobs: who runs them, if anyone."""

import json
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from app.kernel.jobs import Jobs, JobsState
from tests.servers import ROOT, Server

WITHIN_SECONDS = 20


def told_by(server: Server) -> Any:
    with urllib.request.urlopen(f"{server.address}/readyz", timeout=5) as answer:
        return json.load(answer)


def test_an_embedded_server_runs_its_jobs_itself(embedded: Server) -> None:
    assert told_by(embedded) == {"status": "ready", "jobs": "here"}


def test_on_redis_the_probe_tells_whether_someone_runs_the_jobs(scaled: Server) -> None:
    assert told_by(scaled) == {"status": "ready", "jobs": "nobody"}
    with job_runner(scaled):
        deadline = time.monotonic() + WITHIN_SECONDS
        while told_by(scaled)["jobs"] != "elsewhere":
            assert time.monotonic() < deadline
            time.sleep(0.2)


@contextmanager
def job_runner(server: Server) -> Iterator[None]:
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "compagnon", "jobs"]
    running = subprocess.Popen(command, cwd=ROOT, env=server.environment, stderr=subprocess.DEVNULL)
    yield
    running.terminate()
    try:
        running.wait(timeout=20)
    except subprocess.TimeoutExpired:
        running.kill()
        running.wait()


def test_a_consumer_that_died_makes_its_process_unready(app: Any) -> None:
    running = app.extensions["compagnon"]
    jobs = Jobs(app, running.database, running.settings)
    assert jobs.start()
    assert (jobs.find_state(), jobs.find_fault()) == (JobsState.HERE, None)
    jobs.stop()
    jobs._consumer.scheduler.join(timeout=10)  # type: ignore[union-attr]
    assert (jobs.find_state(), jobs.find_fault()) == (JobsState.STOPPED, "stopped")


def test_a_second_process_of_an_embedded_house_leaves_the_jobs_to_the_first(app: Any) -> None:
    running = app.extensions["compagnon"]
    first, second = (Jobs(app, running.database, running.settings) for _ in range(2))
    assert first.start()
    assert not second.start()
    assert (second.find_state(), second.find_fault()) == (JobsState.ELSEWHERE, None)
    first.stop()
