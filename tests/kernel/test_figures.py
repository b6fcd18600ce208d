"""What /metrics says where it is asked for."""

from collections.abc import Iterator

import pytest
from flask import Flask

from app import create_app
from app.kernel.clock import now
from app.kernel.jobs import Schedule
from app.kernel.outbox import DutyState, OutboxRow
from app.settings import Settings
from tests.conftest import Hands

pytestmark = pytest.mark.postgres


@pytest.fixture
def watched(settings: Settings, clock: Hands) -> Iterator[Flask]:
    app = create_app(settings.model_copy(update={"metrics": True}))
    yield app
    app.extensions["compagnon_database"].dispose()


def lines_of(app: Flask) -> list[str]:
    answer = app.test_client().get("/metrics")
    assert answer.status_code == 200
    return answer.text.splitlines()


def test_requests_are_counted_by_kind_and_class_of_status(watched: Flask) -> None:
    name = 'compagnon_request_seconds_count{kind="call",status="4xx"} '
    before = sum(float(line.removeprefix(name)) for line in lines_of(watched) if line.startswith(name))
    watched.test_client().get("/api/v1/me")
    after = sum(float(line.removeprefix(name)) for line in lines_of(watched) if line.startswith(name))
    assert after == before + 1


def test_duties_and_schedules_are_told_as_the_database_has_them(watched: Flask) -> None:
    database = watched.extensions["compagnon_database"]
    with database.writing() as session:
        session.add(
            OutboxRow(handler="x", payload={}, state=DutyState.PARKED, created_at=now(), due_at=now())
        )
    Schedule("measure", lambda _database: None, "*").run(database)
    lines = lines_of(watched)
    assert 'compagnon_duties{state="parked"} 1.0' in lines
    assert 'compagnon_duties{state="waiting"} 0.0' in lines
    assert 'compagnon_job_failed{job="measure"} 0.0' in lines
