"""The one source of the time. Tests put another clock in its place."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    return datetime.now(UTC)


_clock: Clock = system_clock


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _clock()


@contextmanager
def clock_set_to(clock: Clock) -> Iterator[None]:
    """Answer `now()` from another clock; for tests and for seeding a past."""
    global _clock
    before, _clock = _clock, clock
    try:
        yield
    finally:
        _clock = before
