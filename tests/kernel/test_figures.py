"""What /metrics says where it is asked for."""

from collections.abc import Iterator

import pytest
from flask import Flask

from app import create_app
from app.kernel.clock import now
from app.kernel.installation import set_mark
from app.kernel.jobs import Schedule
from app.kernel.mail import MAIL
from app.kernel.outbox import DutyState, OutboxRow
from app.operation.backing_up import BACKED_UP
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
    assert 'compagnon_mails{state="parked"} 0.0' in lines


def value_of(app: Flask, name: str) -> float:
    return next(float(line.split()[-1]) for line in lines_of(app) if line.startswith(f"{name} "))


def test_requests_are_counted_by_route_and_never_by_address(watched: Flask) -> None:
    watched.test_client().get("/learn/modules/un-module-secret")
    lines = lines_of(watched)
    told = [line for line in lines if line.startswith("compagnon_route_seconds_count")]
    assert any('route="/learn/modules/<slug>"' in line for line in told)
    assert not any("un-module-secret" in line for line in lines)


def test_what_waits_tells_how_long_it_has_been_due(watched: Flask, clock: Hands) -> None:
    assert value_of(watched, "compagnon_duty_late_seconds") == 0
    with watched.extensions["compagnon_database"].writing() as session:
        session.add(
            OutboxRow(handler=MAIL, payload={}, state=DutyState.WAITING, created_at=now(), due_at=now())
        )
    clock.move(minutes=10)
    assert value_of(watched, "compagnon_duty_late_seconds") == 600
    assert 'compagnon_mails{state="waiting"} 1.0' in lines_of(watched)


def test_sizes_room_and_the_last_backup_are_told(watched: Flask, clock: Hands) -> None:
    assert value_of(watched, "compagnon_database_bytes") > 0
    assert value_of(watched, "compagnon_disk_free_bytes") > 0
    assert value_of(watched, "compagnon_sockets") == 0
    assert not any(line.startswith("compagnon_backup_at") for line in lines_of(watched))
    with watched.app_context(), watched.extensions["compagnon_database"].writing() as session:
        set_mark(session, BACKED_UP, f"{now().isoformat()} 1000")
    assert value_of(watched, "compagnon_backup_at") == clock().timestamp()
