from datetime import UTC, date, datetime, time, timedelta

from app.network.hours import WorkingHours, after_working_time, working_time_between

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
