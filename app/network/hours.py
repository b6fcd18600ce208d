"""Working time of a centre: what a promise of "8 working hours" is counted in. Pure functions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

LONGEST_SEARCH_DAYS = 400


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """When a centre answers: periods by weekday (0 is Monday), closed days, and its zone."""

    periods: tuple[tuple[tuple[time, time], ...], ...]
    closed: frozenset[date]
    zone: str

    def is_open_on(self, day: date) -> bool:
        return (
            bool(self.periods[day.weekday()])
            and day not in self.closed
            and day not in belgian_holidays(day.year)
        )

    def periods_on(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        """The open periods of a day, as UTC moments."""
        if not self.is_open_on(day):
            return
        zone = ZoneInfo(self.zone)
        for start, end in self.periods[day.weekday()]:
            yield (
                datetime.combine(day, start, zone).astimezone(UTC),
                datetime.combine(day, end, zone).astimezone(UTC),
            )


@lru_cache(maxsize=64)
def belgian_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("BE", years=year))


def working_time_between(hours: WorkingHours, start: datetime, end: datetime) -> timedelta:
    """Open time between two UTC moments; zero when `end` is not after `start`."""
    total = timedelta()
    day, last = _local_day(hours, start), _local_day(hours, end)
    while day <= last:
        for opens, closes in hours.periods_on(day):
            total += max(timedelta(), min(closes, end) - max(opens, start))
        day += timedelta(days=1)
    return total


def after_working_time(hours: WorkingHours, start: datetime, wait: timedelta) -> datetime:
    """The UTC moment at which `wait` of open time has passed since `start`.

    A centre without any opening hours never counts down: the wait is then plain time.
    """
    left, day = wait, _local_day(hours, start)
    for _ in range(LONGEST_SEARCH_DAYS):
        for opens, closes in hours.periods_on(day):
            begins = max(opens, start)
            if begins < closes:
                if left <= closes - begins:
                    return begins + left
                left -= closes - begins
        day += timedelta(days=1)
    return start + wait


def is_open_at(hours: WorkingHours, moment: datetime) -> bool:
    day = _local_day(hours, moment)
    return any(opens <= moment < closes for opens, closes in hours.periods_on(day))


def _local_day(hours: WorkingHours, moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(hours.zone)).date()
