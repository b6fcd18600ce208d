"""Trap 6: clock changes. Half-days and hours of sessions around the last Sundays of March and October."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from app.in_centre.half_days import half_days, moment_there
from app.in_centre.models import HalfDay

BRUSSELS = "Europe/Brussels"
AM, PM = HalfDay.MORNING, HalfDay.AFTERNOON


def at(day: date, hour: int, minute: int = 0) -> datetime:
    moment = moment_there(day, time(hour, minute), BRUSSELS)
    assert moment is not None
    return moment


def halves(starts_at: datetime, ends_at: datetime) -> list[tuple[int, HalfDay]]:
    return [(half.day.day, half.half_day) for half in half_days(starts_at, ends_at, BRUSSELS)]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ((8, 15), (11, 45), [AM]),
        ((8, 15), (12, 50), [AM]),
        ((8, 15), (16, 0), [AM, PM]),
        ((13, 0), (16, 30), [PM]),
        ((12, 10), (16, 0), [PM]),
        ((12, 20), (12, 40), [AM]),
        ((18, 0), (21, 0), [PM]),
    ],
)
def test_a_half_day_is_one_that_lasts(
    start: tuple[int, int], end: tuple[int, int], expected: list[HalfDay]
) -> None:
    day = date(2026, 3, 12)
    assert halves(at(day, *start), at(day, *end)) == [(12, half) for half in expected]


@pytest.mark.parametrize("sunday", [date(2026, 3, 29), date(2026, 10, 25)])
def test_trap_06_the_same_hours_there_on_both_sides_of_a_clock_change(sunday: date) -> None:
    for day in (sunday - timedelta(days=1), sunday, sunday + timedelta(days=1)):
        start, end = at(day, 8, 15), at(day, 16)
        assert end - start == timedelta(hours=7, minutes=45)
        assert halves(start, end) == [(day.day, AM), (day.day, PM)]
    before, after = at(sunday - timedelta(days=1), 8, 15), at(sunday + timedelta(days=1), 8, 15)
    assert abs(after - before - timedelta(days=2)) == timedelta(hours=1)


def test_trap_06_a_session_over_the_night_of_the_change_lasts_what_it_lasts() -> None:
    start, end = at(date(2026, 3, 28), 22), at(date(2026, 3, 29), 6)
    assert end - start == timedelta(hours=7)
    assert halves(start, end) == [(28, PM), (29, AM)]


def test_an_hour_that_the_clocks_jump_over_is_no_hour() -> None:
    assert moment_there(date(2026, 3, 29), time(2, 30), BRUSSELS) is None
    assert moment_there(date(2026, 10, 25), time(2, 30), BRUSSELS) == datetime(
        2026, 10, 25, 0, 30, tzinfo=UTC
    )
