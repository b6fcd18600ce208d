"""A calendar file (RFC 5545) read as closures: everything that cannot be read is said at once, by its event."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from icalendar import Calendar

from app.kernel.errors import DomainError
from app.network.closings import Closing
from app.network.occurrences import EventFault, Window, occurrences_of

MOST_BYTES, MOST_EVENTS, MOST_CLOSINGS = 500_000, 300, 500
LONGEST_REASON = 250
AHEAD = timedelta(days=2 * 366)
#: An event whose own dates cannot be read says nothing that can be relied on.
OF_DATES = {"DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"}


class NotACalendar(DomainError):
    code = "not_a_calendar"


class CalendarTooLong(DomainError):
    """`facts["most"]` events."""

    code = "calendar_too_long"


@dataclass(frozen=True, slots=True)
class CalendarFault:
    """What is wrong with one event: where the file begins it, what it is called, and the code of the reason."""

    line: int
    summary: str
    code: str


@dataclass(slots=True)
class ReadCalendar:
    """`closings` by the fingerprint of the event they come from; `past` counts events that are over."""

    closings: dict[str, list[Closing]] = field(default_factory=dict)
    faults: list[CalendarFault] = field(default_factory=list)
    past: int = 0

    @property
    def count(self) -> int:
        return sum(len(found) for found in self.closings.values())


def read_calendar(text: str, *, zone: str, today: date) -> ReadCalendar:
    """What is closed from today on; repetitions for two years. Raises NotACalendar, CalendarTooLong."""
    events = _events(text)
    if len(events) > MOST_EVENTS:
        raise CalendarTooLong(most=MOST_EVENTS)
    lines, read = _lines_of_events(text), ReadCalendar()
    window = Window(today, today + AHEAD, zone)
    moved = _moved(events, zone)
    for number, event in enumerate(events):
        summary = " ".join(str(event.get("SUMMARY", "")).split())
        try:
            _take(read, event, summary, window, moved)
        except EventFault as fault:
            line = lines[number] if number < len(lines) else 0
            read.faults.append(CalendarFault(line, summary[:80], fault.code))
    if read.count > MOST_CLOSINGS:
        raise CalendarTooLong(most=MOST_CLOSINGS)
    return read


def _events(text: str) -> list[Any]:
    if len(text.encode()) > MOST_BYTES or "BEGIN:VCALENDAR" not in text.upper():
        raise NotACalendar
    try:
        calendars = Calendar.from_ical(text, multiple=True)
    except (ValueError, IndexError, KeyError, AttributeError, TypeError, OverflowError):
        raise NotACalendar from None
    return [event for calendar in calendars for event in calendar.walk("VEVENT")]


def _lines_of_events(text: str) -> list[int]:
    return [
        number
        for number, line in enumerate(text.splitlines(), start=1)
        if line.strip().upper() == "BEGIN:VEVENT"
    ]


def _take(read: ReadCalendar, event: Any, summary: str, window: Window, moved: dict[str, set[Any]]) -> None:
    if str(event.get("STATUS", "")).upper() == "CANCELLED":
        return
    if any(name in OF_DATES for name, _ in event.errors):
        raise EventFault("event_unreadable")
    if len(summary) > LONGEST_REASON:
        raise EventFault("event_name_too_long")
    leaving = set() if "RECURRENCE-ID" in event else moved.get(str(event.get("UID", "")), set())
    found = list(_kept(occurrences_of(event, summary, window, leaving), window))
    if not found:
        read.past += 1
        return
    known = read.closings.setdefault(_fingerprint(event, summary), [])
    known.extend(closing for closing in found if closing not in known)


def _kept(closings: Iterator[Closing], window: Window) -> Iterator[Closing]:
    return (closing for closing in closings if closing.last_on >= window.first)


def _moved(events: list[Any], zone: str) -> dict[str, set[Any]]:
    """The occurrences of each series that another event of the file stands for, cancelled ones too."""
    found: dict[str, set[Any]] = {}
    for event in events:
        if "RECURRENCE-ID" in event and hasattr(event["RECURRENCE-ID"], "dt"):
            found.setdefault(str(event.get("UID", "")), set()).add(event["RECURRENCE-ID"].dt)
    return found


def _fingerprint(event: Any, summary: str) -> str:
    """The same for every occurrence of a series; an event without a UID is known by its name and its start."""
    named = str(event.get("UID", "")) or f"{summary} {event['DTSTART'].to_ical().decode()}"
    return hashlib.sha256(named.encode()).hexdigest()
