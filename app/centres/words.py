"""Days and reasons of closures, and what a centre lacks, as people say them."""

from datetime import date, time

from flask_babel import gettext, lazy_gettext

from app.kernel.clock import now
from app.kernel.i18n import LANGUAGES, local, say_date, spoken
from app.network.closings import Closing
from app.network.hours import name_holidays
from app.network.models import CentreKind, ClosureKind
from app.ui.opening import say_clock

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
