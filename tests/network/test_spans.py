import pytest

from app.network.spans import (
    SpanBackwards,
    SpansOverlap,
    SpansUnreadable,
    read_spans,
    write_spans,
)

MORNING, AFTERNOON = ("08:00", "12:00"), ("13:00", "17:30")


@pytest.mark.parametrize(
    "text",
    [
        "8:00-12:00, 13:00-17:30",
        "8 h – 12 h, 13 h – 17 h 30",
        "8h à 12h et 13h00 à 17h30",
        "de 8 à 12; 13-17.30",
        "13:00\u201317:30 / 08:00\u201412:00",
        "8 to 12 and 13 to 17:30",
        "8 bis 12 und 13 bis 17.30",
    ],
)
def test_hours_are_read_as_people_write_them(text: str) -> None:
    assert read_spans(text) == [MORNING, AFTERNOON]


def test_what_is_written_is_read_again() -> None:
    assert read_spans(write_spans([MORNING, AFTERNOON])) == [MORNING, AFTERNOON]


@pytest.mark.parametrize("text", ["", "  ", " , "])
def test_a_day_without_hours_is_closed(text: str) -> None:
    assert read_spans(text) == []


@pytest.mark.parametrize("text", ["le matin", "8-", "25-26", "8:75-9", "8-12-17", "8" * 50])
def test_what_is_no_hour_is_said_with_its_words(text: str) -> None:
    with pytest.raises(SpansUnreadable) as refused:
        read_spans(f"8-12, {text}")
    assert refused.value.facts["part"] == text[:40]


def test_an_end_before_its_beginning_and_hours_that_overlap_are_refused() -> None:
    with pytest.raises(SpanBackwards):
        read_spans("17-8")
    with pytest.raises(SpanBackwards):
        read_spans("8-8")
    with pytest.raises(SpansOverlap):
        read_spans("8-12, 11:30-17")
