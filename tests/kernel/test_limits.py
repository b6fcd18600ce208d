"""Counting the calls of an address, in the process."""

import threading
import time

import pytest
from flask.testing import FlaskClient
from limits import RateLimitItemPerMinute
from limits.strategies import FixedWindowRateLimiter

from app.kernel.limits import ProcessCounts


def test_calls_are_counted_for_each_address() -> None:
    window, twice = FixedWindowRateLimiter(ProcessCounts()), RateLimitItemPerMinute(2)
    assert [window.hit(twice, "192.0.2.1") for _ in range(3)] == [True, True, False]
    assert window.hit(twice, "192.0.2.2")
    told = window.get_window_stats(twice, "192.0.2.1")
    assert told.remaining == 0
    assert 0 < told.reset_time - time.time() <= 60


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
