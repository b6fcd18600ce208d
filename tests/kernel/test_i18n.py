from datetime import UTC, datetime

import pytest
from flask import Flask

from app.kernel.i18n import opening, say_day, say_time, speaking

THURSDAY = datetime(2026, 3, 12, 7, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "day", "time"),
    [
        ("fr", "jeudi 12 mars", "8\u00a0h\u00a015"),
        ("en", "Thursday 12 March", "08:15"),
        ("de", "Donnerstag, 12. März", "08:15"),
        ("nl", "donderdag 12 maart", "08:15"),
    ],
)
def test_a_moment_is_said_as_in_europe_in_every_language(
    app: Flask, language: str, day: str, time: str
) -> None:
    with app.test_request_context(), speaking(language):
        assert (say_day(THURSDAY), say_time(THURSDAY)) == (day, time)


def test_only_the_first_letter_is_raised_at_the_head_of_a_sentence() -> None:
    assert opening("jeudi 12 März") == "Jeudi 12 März"
