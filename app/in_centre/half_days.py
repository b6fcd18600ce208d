"""Which half-days a session has, in the centre's own time. Pure functions."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.in_centre.models import HalfDay

NOON = time(12, 30)
# A session that ends at 12:40 has no afternoon.
LEAST = timedelta(minutes=30)


@dataclass(frozen=True, slots=True, order=True)
class Half:
    """One half-day of a session, and when it begins and ends there (UTC)."""

    day: date
    half_day: HalfDay
    starts_at: datetime
    ends_at: datetime


def half_days(starts_at: datetime, ends_at: datetime, zone: str) -> tuple[Half, ...]:
    """In order; never empty: a session shorter than half an hour counts where it begins."""
    there = ZoneInfo(zone)
    found = []
    day, last = starts_at.astimezone(there).date(), ends_at.astimezone(there).date()
    while day <= last:
        midnight, noon = _utc(day, time(0), there), _utc(day, NOON, there)
        tomorrow = _utc(day + timedelta(days=1), time(0), there)
        for half, begins, ends in (
            (HalfDay.MORNING, midnight, noon),
            (HalfDay.AFTERNOON, noon, tomorrow),
        ):
            start, end = max(begins, starts_at), min(ends, ends_at)
            if end - start >= LEAST:
                found.append(Half(day, half, start, end))
        day += timedelta(days=1)
    return tuple(found) or (_only(starts_at, ends_at, there),)


def _only(starts_at: datetime, ends_at: datetime, zone: ZoneInfo) -> Half:
    local = starts_at.astimezone(zone)
    half = HalfDay.MORNING if local.time() < NOON else HalfDay.AFTERNOON
    return Half(local.date(), half, starts_at, ends_at)


def _utc(day: date, at: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, at, zone).astimezone(UTC)


def moment_there(day: date, at: time, zone: str) -> datetime | None:
    """The UTC moment of a local time; None where the clocks jump over it (the last Sunday of March)."""
    there = ZoneInfo(zone)
    moment = datetime.combine(day, at, there).astimezone(UTC)
    return moment if moment.astimezone(there).time() == at else None
