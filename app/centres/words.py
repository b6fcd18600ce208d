"""Days, hours and reasons of closures, and what a centre lacks, as people say them."""

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any

from flask_babel import gettext, lazy_gettext

from app.kernel.clock import now
from app.kernel.i18n import LANGUAGES, format_locale, local, say_date, spoken
from app.network.closings import Closing
from app.network.hours import name_holidays
from app.network.models import CentreKind, ClosureKind

KIND_NAMES = {
    CentreKind.PHYSICAL: lazy_gettext("Avec des ateliers"),
    CentreKind.VIRTUAL: lazy_gettext("Virtuel, sans atelier"),
}
REASONS = {
    ClosureKind.OTHER: lazy_gettext("Autre raison"),
    ClosureKind.LEAVE: lazy_gettext("Congé annuel"),
    ClosureKind.BRIDGE: lazy_gettext("Jour de pont"),
    ClosureKind.TEAM: lazy_gettext("Formation de l’équipe"),
    ClosureKind.WORKS: lazy_gettext("Travaux"),
}
LACK_NAMES = {
    "manager": lazy_gettext("Pas de responsable"),
    "tutor": lazy_gettext("Pas de tutorat"),
    "hours": lazy_gettext("Pas d’heures d’ouverture"),
    "contact": lazy_gettext("Personne à appeler"),
    "address": lazy_gettext("Pas d’adresse"),
}
WEEKDAYS = (
    lazy_gettext("Lundi"),
    lazy_gettext("Mardi"),
    lazy_gettext("Mercredi"),
    lazy_gettext("Jeudi"),
    lazy_gettext("Vendredi"),
    lazy_gettext("Samedi"),
    lazy_gettext("Dimanche"),
)


def say_reason(closing: Closing) -> str:
    """In the reader's language where the reason has a name there: ours, or that of a public holiday."""
    named = "" if closing.kind is ClosureKind.OTHER else str(REASONS[closing.kind])
    return ", ".join(part for part in (named, _holiday(closing) or closing.reason) if part)


def _holiday(closing: Closing) -> str:
    day = closing.first_on
    if any(name_holidays(day.year, language).get(day) == closing.reason for language in LANGUAGES):
        return name_holidays(day.year, spoken())[day]
    return ""


def say_days(closing: Closing) -> str:
    """`vendredi 15 mai`, `du 27 avril au 8 mai`, `vendredi 15 mai, à partir de 14 h`."""
    if closing.first_on == closing.last_on:
        days = _with_year(closing.first_on, "full")
    else:
        first_way = "month" if closing.first_on.year == closing.last_on.year else "year"
        days = gettext(
            "du %(first)s au %(last)s",
            first=say_date(closing.first_on, first_way),
            last=_with_year(closing.last_on, "month"),
        )
    return _with_hours(days, closing.starts, closing.ends)


def _with_year(day: date, way: str) -> str:
    said = say_date(day, way)
    return said if day.year == local(now()).year else f"{said} {day.year}"


def _with_hours(days: str, starts: time | None, ends: time | None) -> str:
    if starts and ends:
        return str(
            gettext(
                "%(days)s, de %(starts)s à %(ends)s",
                days=days,
                starts=say_clock(starts),
                ends=say_clock(ends),
            )
        )
    if starts:
        return str(gettext("%(days)s, à partir de %(starts)s", days=days, starts=say_clock(starts)))
    if ends:
        return str(gettext("%(days)s, jusqu’à %(ends)s", days=days, ends=say_clock(ends)))
    return days


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
