"""A calendar file as closures: all-day and timed, once and repeated, in any zone, and everything wrong at once."""

from datetime import date, time
from pathlib import Path

import pytest

from app.network.calendars import CalendarTooLong, NotACalendar, ReadCalendar, read_calendar
from app.network.closings import Closing

TODAY = date(2026, 3, 10)
CORPUS = Path(__file__).parents[3] / "shared" / "data" / "ical"
needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared calendars are not beside this tree")


def calendar(*events: str) -> str:
    inside = "".join(f"BEGIN:VEVENT\n{event}\nEND:VEVENT\n" for event in events)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//essai//FR\n{inside}END:VCALENDAR\n"


def read(*events: str) -> ReadCalendar:
    return read_calendar(calendar(*events), zone="Europe/Brussels", today=TODAY)


def closings(*events: str) -> list[Closing]:
    found = read(*events)
    assert found.faults == []
    return sorted(closing for each in found.closings.values() for closing in each)


def day(number: int, month: int = 4) -> date:
    return date(2026, month, number)


def test_days_are_closed_whole_without_the_last_one_that_the_file_names() -> None:
    assert closings(
        "UID:a\nSUMMARY:Congé de printemps\nDTSTART;VALUE=DATE:20260427\nDTEND;VALUE=DATE:20260509"
    ) == [Closing(day(27), day(8, 5), reason="Congé de printemps")]


def test_a_day_without_an_end_is_that_day() -> None:
    assert closings("UID:a\nSUMMARY:Pont\nDTSTART;VALUE=DATE:20260515") == [
        Closing(day(15, 5), day(15, 5), reason="Pont")
    ]


@pytest.mark.parametrize(
    "dates",
    [
        "DTSTART:20260417T120000Z\nDTEND:20260417T150000Z",
        "DTSTART;TZID=Europe/Brussels:20260417T140000\nDURATION:PT3H",
        "DTSTART;TZID=America/New_York:20260417T080000\nDTEND;TZID=America/New_York:20260417T110000",
        "DTSTART:20260417T140000\nDTEND:20260417T170000",
    ],
    ids=["UTC", "Brussels", "New York", "no zone"],
)
def test_hours_are_those_of_the_centre_whatever_zone_they_were_written_in(dates: str) -> None:
    assert closings(f"UID:a\n{dates}") == [Closing(day(17), day(17), time(14), time(17))]


def test_from_one_hour_to_another_days_later_the_days_between_are_whole() -> None:
    assert closings("UID:a\nDTSTART:20260417T140000\nDTEND:20260420T100000") == [
        Closing(day(17), day(17), time(14), None),
        Closing(day(18), day(19)),
        Closing(day(20), day(20), None, time(10)),
    ]


def test_from_midnight_to_midnight_is_a_whole_day() -> None:
    assert closings("UID:a\nDTSTART:20260417T000000\nDTEND:20260418T000000") == [Closing(day(17), day(17))]


def test_a_repeated_closure_is_taken_each_time_but_where_the_file_leaves_one_out() -> None:
    found = closings(
        "UID:a\nDTSTART;VALUE=DATE:20260403\nRRULE:FREQ=MONTHLY;BYDAY=1FR;COUNT=4\n"
        "EXDATE;VALUE=DATE:20260501\nRDATE;VALUE=DATE:20260414"
    )
    assert [one.first_on for one in found] == [day(3), day(14), day(5, 6), day(3, 7)]


def test_an_hour_stays_the_same_on_the_wall_when_the_clocks_change() -> None:
    found = closings(
        "UID:a\nDTSTART;TZID=Europe/Brussels:20260320T140000\nDTEND;TZID=Europe/Brussels:20260320T150000\n"
        "RRULE:FREQ=WEEKLY;UNTIL=20260403T120000Z"
    )
    assert [(one.first_on, one.starts) for one in found] == [
        (day(20, 3), time(14)),
        (day(27, 3), time(14)),
        (day(3), time(14)),
    ]


def test_one_of_a_series_that_was_moved_stands_where_it_was_moved_to() -> None:
    found = closings(
        "UID:a\nDTSTART;VALUE=DATE:20260403\nRRULE:FREQ=WEEKLY;COUNT=3",
        "UID:a\nRECURRENCE-ID;VALUE=DATE:20260410\nDTSTART;VALUE=DATE:20260409",
        "UID:a\nRECURRENCE-ID;VALUE=DATE:20260417\nSTATUS:CANCELLED\nDTSTART;VALUE=DATE:20260417",
    )
    assert [one.first_on for one in found] == [day(3), day(9)]


def test_without_an_end_a_series_is_taken_for_two_years() -> None:
    found = closings("UID:a\nDTSTART;VALUE=DATE:20200224\nRRULE:FREQ=YEARLY")
    assert [one.first_on for one in found] == [date(2027, 2, 24), date(2028, 2, 24)]


def test_what_is_over_is_counted_and_left() -> None:
    found = read("UID:a\nDTSTART;VALUE=DATE:20260309", "UID:b\nDTSTART;VALUE=DATE:20260310")
    assert (found.past, found.count) == (1, 1)


def test_everything_that_is_wrong_is_said_at_once_with_its_line_and_its_name() -> None:
    found = read(
        "UID:a\nSUMMARY:Sans date",
        "UID:b\nDTSTART;VALUE=DATE:20260401",
        "UID:c\nSUMMARY:À l’envers\nDTSTART;VALUE=DATE:20260410\nDTEND;VALUE=DATE:20260401",
        "UID:d\nDTSTART;VALUE=DATE:20260401\nRRULE:FREQ=SECONDLY",
        "UID:e\nDTSTART;VALUE=DATE:20260401\nRRULE:FREQ=DAILY;INTERVAL=0",
        "UID:f\nDTSTART;VALUE=DATE:20260401\nDTEND;VALUE=DATE:20290401",
        f"UID:g\nSUMMARY:{'x' * 251}\nDTSTART;VALUE=DATE:20260401",
        "UID:h\nDTSTART:pas-une-date",
    )
    assert [(fault.line, fault.code) for fault in found.faults] == [
        (4, "event_without_dates"),
        (12, "event_without_length"),
        (18, "event_repeats_too_often"),
        (23, "event_unreadable"),
        (28, "event_too_long"),
        (33, "event_name_too_long"),
        (38, "event_unreadable"),
    ]
    assert found.faults[1].summary == "À l’envers"
    assert found.count == 1


@pytest.mark.parametrize("text", ["", "bonjour", "BEGIN:VCALENDAR\nX\nEND:VCALENDAR"])
def test_what_is_no_calendar_is_refused(text: str) -> None:
    with pytest.raises(NotACalendar):
        read_calendar(text, zone="Europe/Brussels", today=TODAY)


def test_a_calendar_of_everything_is_refused_before_it_is_read() -> None:
    with pytest.raises(CalendarTooLong):
        read(*("UID:a\nDTSTART;VALUE=DATE:20260401",) * 301)
    with pytest.raises(CalendarTooLong):
        read("UID:a\nDTSTART;VALUE=DATE:20260401\nRRULE:FREQ=DAILY")


@needs_corpus
@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.ics")), ids=lambda path: path.name)
def test_real_calendars_are_read_or_refused_and_never_end_in_an_accident(path: Path) -> None:
    text = path.read_bytes().decode("utf-8", "replace")
    try:
        found = read_calendar(text, zone="Europe/Brussels", today=date(1990, 1, 1))
    except NotACalendar:
        return
    assert all(fault.line > 0 for fault in found.faults)
    assert all(one.first_on <= one.last_on for each in found.closings.values() for one in each)


@needs_corpus
def test_a_real_calendar_with_its_own_zone_is_read_in_the_time_of_the_centre() -> None:
    text = (CORPUS / "america_new_york.ics").read_text()
    found = read_calendar(text, zone="Europe/Brussels", today=date(2014, 1, 1))
    (closing,) = (one for each in found.closings.values() for one in each)
    assert (closing.first_on, closing.starts, closing.ends) == (date(2014, 8, 29), time(14), time(16))
