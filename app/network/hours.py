"""Working time of a centre: what a promise of "8 working hours" is counted in. Pure functions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

LONGEST_SEARCH_DAYS = 400


Period = tuple[time, time]


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """When a centre answers: periods by weekday (0 is Monday), closed days, closed hours of other days, its zone."""

    periods: tuple[tuple[Period, ...], ...]
    closed: frozenset[date]
    zone: str
    cuts: Mapping[date, tuple[Period, ...]] = field(default_factory=dict)
    keeps_holidays: bool = True

    def is_open_on(self, day: date) -> bool:
        return bool(self.open_periods(day))

    def open_periods(self, day: date) -> tuple[Period, ...]:
        """In local time; empty on a closed day."""
        if day in self.closed or (self.keeps_holidays and day in belgian_holidays(day.year)):
            return ()
        periods = self.periods[day.weekday()]
        for cut in self.cuts.get(day, ()):
            periods = tuple(_without(periods, cut))
        return periods

    def periods_on(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        """The open periods of a day, as UTC moments."""
        zone = ZoneInfo(self.zone)
        for start, end in self.open_periods(day):
            yield (
                datetime.combine(day, start, zone).astimezone(UTC),
                datetime.combine(day, end, zone).astimezone(UTC),
            )


def _without(periods: tuple[Period, ...], cut: Period) -> Iterator[Period]:
    """What is left of the periods around the hours that are cut out."""
    for start, end in periods:
        if start < min(end, cut[0]):
            yield start, min(end, cut[0])
        if max(start, cut[1]) < end:
            yield max(start, cut[1]), end


@lru_cache(maxsize=64)
def belgian_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("BE", years=year))


@lru_cache(maxsize=64)
def name_holidays(year: int, language: str) -> Mapping[date, str]:
    """The public holidays of Belgium by day, with their names in one of our languages."""
    spoken = {"en": "en_US"}.get(language, language)
    return dict(holidays.country_holidays("BE", years=year, language=spoken))


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


def closed_days_between(hours: WorkingHours, start: datetime, end: datetime) -> list[date]:
    """The local days between two moments on which the centre is closed, or is so for a part that falls between them.

    A centre that has no opening hours at all says nothing about its days.
    """
    if not any(hours.periods):
        return []
    found, day, last = [], _local_day(hours, start), _local_day(hours, end)
    while day <= last:
        if not hours.is_open_on(day) or any(
            _falls(hours, day, cut, start, end) for cut in hours.cuts.get(day, ())
        ):
            found.append(day)
        day += timedelta(days=1)
    return found


def _falls(hours: WorkingHours, day: date, cut: Period, start: datetime, end: datetime) -> bool:
    zone = ZoneInfo(hours.zone)
    return datetime.combine(day, cut[0], zone) < end and start < datetime.combine(day, cut[1], zone)


def _local_day(hours: WorkingHours, moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(hours.zone)).date()
