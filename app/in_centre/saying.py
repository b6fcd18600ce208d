"""Dates, half-days and verdicts as people say them."""

from datetime import datetime

from flask_babel import gettext, ngettext

from app.in_centre.half_days import Half
from app.in_centre.models import HalfDay, Level, Verdict
from app.in_centre.pages import pages
from app.in_centre.verdict import Judgement
from app.kernel.i18n import local, say_day, say_moment, say_time


@pages.app_template_filter("said_span")
def say_span(span: tuple[datetime, datetime]) -> str:
    """`jeudi 12 mars, 8 h 15 à 11 h 45`, or from one day to another."""
    starts_at, ends_at = span
    if local(starts_at).date() != local(ends_at).date():
        return str(gettext("du %(start)s au %(end)s", start=say_moment(starts_at), end=say_moment(ends_at)))
    return str(
        gettext(
            "%(day)s, %(start)s à %(end)s",
            day=say_day(starts_at),
            start=say_time(starts_at),
            end=say_time(ends_at),
        )
    )


@pages.app_template_filter("said_first")
def say_first(text: str) -> str:
    """The same with a capital, where a line begins."""
    return text[:1].upper() + text[1:]


def say_half(half: Half) -> str:
    """The name of a half-day's column."""
    if half.half_day is HalfDay.MORNING:
        return str(gettext("Présence du matin"))
    return str(gettext("Présence de l’après-midi"))


@pages.app_template_filter("said_level")
def say_level(level: Level) -> str:
    words = {
        Level.NOT_OBSERVED: gettext("Non observé"),
        Level.NOT_ACHIEVED: gettext("Non acquis"),
        Level.IN_PROGRESS: gettext("En cours"),
        Level.ACHIEVED: gettext("Acquis"),
    }
    return str(words[level])


@pages.app_template_filter("said_verdict")
def say_verdict(verdict: Verdict) -> str:
    words = {
        Verdict.ACHIEVED: gettext("Acquis."),
        Verdict.IN_PROGRESS: gettext("En cours."),
        Verdict.REDO: gettext("À refaire."),
        Verdict.NOT_OBSERVED: gettext("Pas encore de résultat."),
    }
    return str(words[verdict])


@pages.app_template_filter("said_reasons")
def say_reasons(found: Judgement) -> str:
    """Why the verdict is what it is, with its figures."""
    return " ".join([*_reasons(found), _observed(found)])


def _reasons(found: Judgement) -> list[str]:
    if found.is_stopped:
        return [gettext("La tâche a été arrêtée pour danger.")]
    if found.critical_not_achieved:
        return [
            ngettext(
                "Un critère critique n’est pas acquis.",
                "%(num)s critères critiques ne sont pas acquis.",
                found.critical_not_achieved,
            )
        ]
    if found.critical_not_observed:
        return [
            ngettext(
                "Un critère critique reste à observer.",
                "%(num)s critères critiques restent à observer.",
                found.critical_not_observed,
            )
        ]
    if found.unfinished:
        return [
            ngettext(
                "Un critère n’est pas encore acquis.",
                "%(num)s critères ne sont pas encore acquis.",
                found.unfinished,
            )
        ]
    return []


def _observed(found: Judgement) -> str:
    return str(
        ngettext(
            "%(num)s critère sur %(total)s observé.",
            "%(num)s critères sur %(total)s observés.",
            found.observed,
            total=found.total,
        )
    )
