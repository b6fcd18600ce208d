"""Opening hours as people say them."""

from collections.abc import Mapping, Sequence
from datetime import time
from typing import Any

from flask_babel import gettext, lazy_gettext

from app.kernel.i18n import format_locale

WEEKDAYS = (
    lazy_gettext("Lundi"),
    lazy_gettext("Mardi"),
    lazy_gettext("Mercredi"),
    lazy_gettext("Jeudi"),
    lazy_gettext("Vendredi"),
    lazy_gettext("Samedi"),
    lazy_gettext("Dimanche"),
)


def say_clock(clock: time) -> str:
    """`8 h 15` in French, `08:15` elsewhere."""
    if format_locale().language == "fr":
        return f"{clock.hour}\u00a0h" + (f"\u00a0{clock.minute:02}" if clock.minute else "")
    return f"{clock:%H:%M}"


def say_spans(spans: Sequence[Sequence[str]]) -> str:
    """`8 h – 12 h, 13 h – 17 h`; closed when there are none."""
    if not spans:
        return str(gettext("fermé"))
    return ", ".join(
        "\u00a0– ".join(say_clock(time.fromisoformat(clock)) for clock in span) for span in spans
    )


def say_week(opening_hours: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Days that are alike, together: `Lundi – Vendredi`, `8 h – 12 h`."""
    said: list[tuple[str, str, str]] = []
    for number, name in enumerate(WEEKDAYS):
        spans = say_spans(opening_hours.get(str(number), []))
        first = said.pop()[0] if said and said[-1][2] == spans else str(name)
        said.append((first, str(name), spans))
    return [(first if first == last else f"{first}\u00a0– {last}", spans) for first, last, spans in said]


def say_open_days(opening_hours: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The same without the closed days, for who only wants to know when to call."""
    closed = say_spans([])
    return [(days, spans) for days, spans in say_week(opening_hours) if spans != closed]
