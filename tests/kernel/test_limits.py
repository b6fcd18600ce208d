"""Counting calls: one budget a person or address, over addresses of the site and over processes."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from flask.testing import FlaskClient
from limits import RateLimitItemPerMinute
from limits.strategies import FixedWindowRateLimiter

from app import create_app
from app.kernel.limits import ProcessCounts
from app.settings import Settings
from tests.cast import Cast
from tests.front_end import stand_in_where_not_built
from tests.servers import Redis, own_redis


def test_calls_are_counted_for_each_address() -> None:
    window, twice = FixedWindowRateLimiter(ProcessCounts()), RateLimitItemPerMinute(2)
    assert [window.hit(twice, "192.0.2.1") for _ in range(3)] == [True, True, False]
    assert window.hit(twice, "192.0.2.2")
    told = window.get_window_stats(twice, "192.0.2.1")
    assert told.remaining == 0
    assert 0 < told.reset_time - time.time() <= 61


def test_a_new_window_counts_from_one() -> None:
    counts = ProcessCounts()
    assert [counts.incr("one", 0.05) for _ in range(2)] == [1, 2]
    time.sleep(0.06)
    assert (counts.get("one"), counts.incr("one", 0.05)) == (0, 1)


def test_windows_that_ended_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    counts, moment = ProcessCounts(), time.time()
    counts.incr("one", 10)
    monkeypatch.setattr(time, "time", lambda: moment + 100)
    counts.incr("other", 10)
    assert counts.reset() == 1


def test_counting_starts_no_thread(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[threading.Thread] = []
    monkeypatch.setattr(threading.Thread, "start", lambda thread: started.append(thread))
    client.get("/api/v1/me")
    assert started == []


@contextmanager
def another(settings: Settings, **changes: object) -> Iterator[Flask]:
    """An application on the same database."""
    app = create_app(settings.model_copy(update=changes))
    stand_in_where_not_built(app)
    yield app
    app.extensions["compagnon_database"].dispose()


def statuses(app: Flask, headers: dict[str, str], *paths: str, **more: object) -> list[int]:
    return [app.test_client().get(path, headers=headers, **more).status_code for path in paths]


ME, MODULES, ENROLMENTS = "/api/v1/me", "/api/v1/modules", "/api/v1/enrolments"


def test_a_person_has_one_budget_over_every_address(settings: Settings, cast: Cast) -> None:
    with another(settings, call_rate="3 per minute") as app:
        assert statuses(app, cast.learner.bearer, ME, MODULES, ENROLMENTS, ME) == [200, 200, 200, 429]
        refused = app.test_client().get(MODULES, headers=cast.learner.bearer)
        assert refused.json["code"] == "rate_limited"
        assert 0 < int(refused.headers["Retry-After"]) <= 61


def test_people_behind_one_address_do_not_use_up_each_others(settings: Settings, cast: Cast) -> None:
    with another(settings, call_rate="2 per minute") as app:
        for member in (cast.learner, cast.second_learner, cast.tutor):
            assert statuses(app, member.bearer, ME, ME, ME) == [200, 200, 429]


def test_reading_leaves_room_for_writing(settings: Settings, cast: Cast) -> None:
    with another(settings, call_rate="2 per minute") as app:
        assert statuses(app, cast.learner.bearer, ME, ME, ME)[-1] == 429
        written = app.test_client().post(
            "/api/v1/learning/events", json={"events": []}, headers=cast.learner.bearer
        )
        assert written.status_code == 200


def test_whoever_is_not_signed_in_is_counted_by_address(settings: Settings, cast: Cast) -> None:
    with another(settings, call_rate="2 per minute") as app:
        wrong = {"Authorization": "Bearer wrong"}
        assert statuses(app, wrong, ME, MODULES, ME) == [401, 401, 429]
        elsewhere = {"REMOTE_ADDR": "192.0.2.7"}
        assert statuses(app, wrong, ME, environ_base=elsewhere) == [401]
        doors = [app.test_client().post("/api/v1/tokens", json={}).status_code for _ in range(3)]
        assert doors == [422, 422, 429]


def test_probes_are_nobodys_calls(settings: Settings, cast: Cast) -> None:
    with another(settings, call_rate="1 per minute") as app:
        assert statuses(app, {}, *["/healthz"] * 5) == [200] * 5


def test_each_application_counts_by_its_own_figures(settings: Settings, cast: Cast) -> None:
    with (
        another(settings, call_rate="1 per minute") as one,
        another(settings, call_rate="3 per minute") as other,
    ):
        assert statuses(one, cast.learner.bearer, ME, ME) == [200, 429]
        assert statuses(other, cast.learner.bearer, ME, ME, ME, ME) == [200, 200, 200, 429]


@pytest.fixture
def shared_redis() -> Iterator[Redis]:
    with own_redis() as server:
        yield server


@pytest.mark.postgres
def test_processes_share_a_budget_and_each_counts_alone_while_redis_is_away(
    settings: Settings, cast: Cast, shared_redis: Redis
) -> None:
    changes = {"call_rate": "3 per minute", "redis_url": shared_redis.address}
    with another(settings, **changes) as one, another(settings, **changes) as other:
        assert statuses(one, cast.learner.bearer, ME, ME) == [200, 200]
        assert statuses(other, cast.learner.bearer, ME, ME) == [200, 429]
        shared_redis.stop()
        assert statuses(one, cast.learner.bearer, ME) == [200]
