from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from app.network.hours import (
    WorkingHours,
    after_working_time,
    closed_days_between,
    name_holidays,
    working_time_between,
)

DAY = ((time(8), time(12)), (time(13), time(17)))
HOURS = WorkingHours((DAY, DAY, DAY, DAY, DAY, (), ()), frozenset({date(2026, 3, 12)}), "Europe/Brussels")


def at(day: int, hour: int, month: int = 3) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)  # Brussels is one hour ahead in winter


def test_nights_and_lunch_do_not_count() -> None:
    assert working_time_between(HOURS, at(10, 15), at(11, 9)) == timedelta(hours=3)


def test_a_week_end_does_not_count() -> None:
    assert working_time_between(HOURS, at(13, 15), at(16, 8)) == timedelta(hours=2)


def test_a_closure_of_the_centre_does_not_count() -> None:
    assert after_working_time(HOURS, at(11, 15), timedelta(hours=2)) == at(13, 8)


def test_a_belgian_holiday_does_not_count() -> None:
    easter_monday = at(6, 7, month=4)
    assert working_time_between(HOURS, easter_monday, easter_monday + timedelta(hours=9)) == timedelta()


def test_the_hour_lost_in_march_is_not_worked() -> None:
    friday, monday = datetime(2026, 3, 27, 15, tzinfo=UTC), datetime(2026, 3, 30, 7, tzinfo=UTC)
    assert working_time_between(HOURS, friday, monday) == timedelta(hours=2)


def test_eight_hours_asked_on_friday_evening_end_on_monday_evening() -> None:
    assert after_working_time(HOURS, datetime(2026, 3, 13, 19, tzinfo=UTC), timedelta(hours=8)) == at(16, 16)


def test_an_afternoon_that_is_closed_does_not_count() -> None:
    afternoon = replace(HOURS, cuts={date(2026, 3, 10): ((time(14), time.max),)})
    assert working_time_between(afternoon, at(10, 7), at(10, 20)) == timedelta(hours=5)
    assert after_working_time(afternoon, at(10, 12), timedelta(hours=2)) == at(11, 8)


def test_closed_hours_in_the_middle_leave_what_is_around_them() -> None:
    meeting = replace(HOURS, cuts={date(2026, 3, 10): ((time(9), time(10)), (time(15), time(16)))})
    assert working_time_between(meeting, at(10, 7), at(10, 20)) == timedelta(hours=6)


def test_a_centre_that_works_on_holidays_counts_them() -> None:
    working = replace(HOURS, keeps_holidays=False)
    easter_monday = at(6, 6, month=4)
    assert working_time_between(working, easter_monday, easter_monday + timedelta(hours=12)) == timedelta(
        hours=8
    )


def test_the_closed_days_of_a_session_are_named() -> None:
    assert closed_days_between(HOURS, at(10, 8), at(13, 12)) == [date(2026, 3, 12)]
    assert closed_days_between(HOURS, at(14, 8), at(14, 12)) == [date(2026, 3, 14)]
    assert closed_days_between(HOURS, at(11, 8), at(11, 12)) == []


def test_a_centre_without_hours_says_nothing_of_its_days() -> None:
    assert closed_days_between(replace(HOURS, periods=((),) * 7), at(12, 8), at(15, 12)) == []


def test_holidays_have_their_names_in_four_languages() -> None:
    names = [name_holidays(2026, language)[date(2026, 12, 25)] for language in ("fr", "en", "de", "nl")]
    assert names == ["Noël", "Christmas Day", "Weihnachten", "Kerstmis"]
