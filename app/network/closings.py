"""A closure as a plain value: what a form, a calendar and a row of the table say of the same days."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.network.models import Closure, ClosureKind


@dataclass(frozen=True, slots=True, order=True)
class Closing:
    """Days that are closed, both ends included; with `starts` or `ends`, only these hours of each."""

    first_on: date
    last_on: date
    starts: time | None = None
    ends: time | None = None
    reason: str = ""
    kind: ClosureKind = ClosureKind.OTHER

    @property
    def days(self) -> int:
        return (self.last_on - self.first_on).days + 1


def closing_of(closure: Closure) -> Closing:
    return Closing(
        closure.first_on, closure.last_on, closure.starts, closure.ends, closure.reason, closure.kind
    )


def between(start: datetime, end: datetime, reason: str) -> Iterator[Closing]:
    """What two local moments close: the rest of the first day, whole days, the beginning of the last one."""
    first, last = start.date(), end.date()
    starts, until = _unless_midnight(start.time()), _unless_midnight(end.time())
    if until is None:
        last -= timedelta(days=1)
    if first == last:
        yield Closing(first, last, starts, until, reason)
        return
    if starts:
        yield Closing(first, first, starts, None, reason)
        first += timedelta(days=1)
    whole_until = last - timedelta(days=1) if until else last
    if first <= whole_until:
        yield Closing(first, whole_until, reason=reason)
    if until:
        yield Closing(last, last, None, until, reason)


def _unless_midnight(clock: time) -> time | None:
    return None if clock == time.min else clock
