"""When an event of a calendar happens: all-day or timed, once or repeated, in whatever zone it was written."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from icalendar import IncompleteComponent, InvalidCalendar

from app.network.closings import Closing, between

FREQUENCIES = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
BY_THE_CLOCK = {"BYHOUR", "BYMINUTE", "BYSECOND"}
EARLIEST, LONGEST = 1970, timedelta(days=366)
MOST_DATES = 20_000

Moment = date | datetime


class EventFault(Exception):
    """Why an event cannot be taken, by a code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Window:
    """The days that are looked at, and the zone of the centre."""

    first: date
    last: date
    zone: str


def occurrences_of(event: Any, reason: str, window: Window, leaving: set[Moment]) -> Iterator[Closing]:
    """The closures of each time it happens, in the time of the centre. Raises EventFault."""
    start, length = _extent(event)
    excluded = {_plain(each) for each in (*leaving, *_dates(event, "EXDATE"))}
    for moment in _starts(event, start, window):
        if _plain(moment) not in excluded:
            yield from _close(moment, length, reason, window)


def _extent(event: Any) -> tuple[Moment, timedelta]:
    try:
        start, end = event.start, event.end
    except (IncompleteComponent, InvalidCalendar):
        raise EventFault("event_without_dates") from None
    if not isinstance(start, date) or start.year < EARLIEST or start.year > 9000:
        raise EventFault("event_unreadable")
    # Two zones in one event: the length is what passes between, not what the clocks differ by.
    length = timedelta(0) if _is_mixed(start, end) else end - start
    if _is_mixed(start, end) or length <= timedelta(0):
        raise EventFault("event_without_length")
    if length > LONGEST:
        raise EventFault("event_too_long")
    return start, length


def _is_mixed(start: Moment, end: Moment) -> bool:
    """A day against a moment, or a moment with a zone against one without."""
    if isinstance(start, datetime) and isinstance(end, datetime):
        return (start.tzinfo is None) != (end.tzinfo is None)
    return isinstance(start, datetime) != isinstance(end, datetime)


def _starts(event: Any, start: Moment, window: Window) -> Iterator[Moment]:
    seen = {_plain(start)}
    yield start
    for moment in (*_repeated(event, start, window), *_dates(event, "RDATE")):
        if isinstance(moment, datetime) != isinstance(start, datetime):
            raise EventFault("event_unreadable")
        if _plain(moment) not in seen:
            seen.add(_plain(moment))
            yield moment


def _repeated(event: Any, start: Moment, window: Window) -> Iterator[Moment]:
    """By its rule, on the clock of the event's own zone: 9 o'clock stays 9 o'clock when the clocks change."""
    rules = event.get("RRULE", [])
    zone = start.tzinfo if isinstance(start, datetime) else None
    for rule in rules if isinstance(rules, list) else [rules]:
        for moment in _by_rule(rule, _wall(start), zone, window):
            yield moment.replace(tzinfo=zone) if isinstance(start, datetime) else moment.date()


def _by_rule(rule: Any, start: datetime, zone: tzinfo | None, window: Window) -> Iterator[datetime]:
    parts = {name.upper(): rule[name] for name in rule}
    if str(_one(parts.pop("FREQ", ""))) not in FREQUENCIES or parts.keys() & BY_THE_CLOCK:
        raise EventFault("event_repeats_too_often")
    count, until = _one(parts.get("COUNT", MOST_DATES)), _one(parts.get("UNTIL", window.last))
    if _one(parts.get("INTERVAL", 1)) < 1 or count < 1:
        raise EventFault("event_unreadable")
    kept = ";".join(part for part in rule.to_ical().decode().split(";") if part[:5] not in ("COUNT", "UNTIL"))
    ends = min(_until(until, zone), datetime.combine(window.last, time.max))
    try:
        # `count` and `until` exclude each other: the last day is the rule's, the number is counted here.
        yield from islice(rrulestr(kept, dtstart=start).replace(until=ends), min(count, MOST_DATES))
    except (ValueError, TypeError, OverflowError):
        raise EventFault("event_unreadable") from None


def _one(value: Any) -> Any:
    return value[0] if isinstance(value, list) else value


def _until(until: Any, zone: tzinfo | None) -> datetime:
    if isinstance(until, datetime):
        return (
            until.astimezone(zone).replace(tzinfo=None)
            if until.tzinfo and zone
            else until.replace(tzinfo=None)
        )
    return datetime.combine(until, time.max)


def _dates(event: Any, name: str) -> Iterator[Moment]:
    """RDATE or EXDATE: days, moments, or periods of which the beginning counts."""
    lists = event.get(name, [])
    for each in lists if isinstance(lists, list) else [lists]:
        for found in getattr(each, "dts", []):
            moment = found.dt[0] if isinstance(found.dt, tuple) else found.dt
            if not isinstance(moment, date):
                raise EventFault("event_unreadable")
            yield moment


def _wall(moment: Moment) -> datetime:
    if isinstance(moment, datetime):
        return moment.replace(tzinfo=None)
    return datetime.combine(moment, time.min)


def _plain(moment: Moment) -> Moment:
    """Comparable with itself in another zone; a day and a moment without a zone as they stand."""
    if isinstance(moment, datetime) and moment.tzinfo:
        return moment.astimezone(ZoneInfo("UTC"))
    return moment


def _close(start: Moment, length: timedelta, reason: str, window: Window) -> Iterator[Closing]:
    if not isinstance(start, datetime):
        yield Closing(start, start + length - timedelta(days=1), reason=reason)
        return
    zone = ZoneInfo(window.zone)
    aware = start if start.tzinfo else start.replace(tzinfo=zone)
    begins = aware.astimezone(zone)
    ends = (aware.astimezone(ZoneInfo("UTC")) + length).astimezone(zone)
    yield from between(_to_the_minute(begins), _to_the_minute(ends), reason)


def _to_the_minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0, tzinfo=None)
