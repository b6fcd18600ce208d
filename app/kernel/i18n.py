"""Languages: French is the source; en, de, nl are complete. Dates as people say them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time, get_timezone
from flask import Flask, current_app, g, has_request_context, request
from flask_babel import Babel, Domain, force_locale, format_decimal, get_locale, gettext

from app.kernel.clock import now
from app.kernel.identity import current_actor

LANGUAGES = {"fr": "Français", "en": "English", "de": "Deutsch", "nl": "Nederlands"}
TRANSLATIONS = Path(__file__).parents[1] / "ui" / "translations"
LANGUAGE_COOKIE = "language"


class Words(Domain):  # type: ignore[misc]
    """The catalogues, found by language. A page says hundreds of sentences, and the library's own way of finding the
    catalogue spells the locale's name for each."""

    def __init__(self, folder: str) -> None:
        super().__init__(folder)
        self._by_language: dict[str, Any] = {}

    def get_translations(self) -> Any:
        locale = get_locale()
        if locale is None:
            return super().get_translations()
        known = self._by_language.get(locale.language)
        if known is None:
            known = self._by_language[locale.language] = super().get_translations()
        return known


def init_i18n(app: Flask, default_language: str, time_zone: str) -> None:
    app.extensions["compagnon_zone"] = ZoneInfo(time_zone)
    app.extensions["compagnon_language"] = default_language
    babel = Babel(
        app,
        default_locale=default_language,
        default_timezone=time_zone,
        default_translation_directories=str(TRANSLATIONS),
        locale_selector=choose_language,
    )
    words = babel.domain_instance = Words(str(TRANSLATIONS))
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda text: words.get_translations().ugettext(text),
        lambda one, many, count: words.get_translations().ungettext(one, many, count),
        newstyle=True,
    )
    app.jinja_env.filters.update(
        said_day=say_day,
        said_time=say_time,
        said_moment=say_moment,
        opening=opening,
        said_date=say_date,
        said_size=say_size,
        iso=iso,
    )


def choose_language() -> str:
    """The person's language; before sign-in the one they picked, then what the browser asks for."""
    if not has_request_context():
        return default_language()
    if "language" in g:
        chosen: str = g.language
        return chosen
    actor = current_actor() if "unit" in g else None
    if actor:
        language: str = actor.language
        return language
    picked = request.cookies.get(LANGUAGE_COOKIE, "")
    if picked in LANGUAGES:
        return picked
    return request.accept_languages.best_match(list(LANGUAGES)) or default_language()


def spoken() -> str:
    """The language in which this page, call or mail is answered."""
    return str(get_locale() or "fr")


def default_language() -> str:
    language: str = current_app.extensions["compagnon_language"]
    return language


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Answer in this person's language, outside a request of theirs (socket, mail, job)."""
    with force_locale(language if language in LANGUAGES else "fr"):
        yield


def zone() -> ZoneInfo:
    found: ZoneInfo = current_app.extensions["compagnon_zone"]
    return found


def local(moment: datetime) -> datetime:
    return moment.astimezone(zone())


def today() -> date:
    """The day it is where the centres are."""
    return local(now()).date()


def iso(moment: datetime) -> str:
    """The exact moment, for markup and JSON: RFC 3339, UTC."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%f").rstrip("0").rstrip(".") + "Z"


def format_locale() -> Locale:
    """How figures and dates are written in the current language: as in Europe, also in English."""
    locale = get_locale() or Locale("fr")
    return Locale("en", "GB") if locale.language == "en" else locale


def opening(text: str) -> str:
    """At the head of a sentence: only its first letter is raised, so that German nouns stay as they are."""
    return text[:1].upper() + text[1:]


def say_day(moment: datetime) -> str:
    """`aujourd’hui`, `demain`, `hier`, `jeudi` within a week, else `12 mars`."""
    day, this_day = local(moment).date(), today()
    if day == this_day:
        return str(gettext("aujourd’hui"))
    if day == this_day + timedelta(days=1):
        return str(gettext("demain"))
    if day == this_day - timedelta(days=1):
        return str(gettext("hier"))
    if abs((day - this_day).days) < 7:
        return say_date(day)
    return say_date(day, "month" if day.year == this_day.year else "year")


# How a day is written: by name, without it, with its year, in a narrow place. German numbers its days with a point.
WAYS = {"full": "EEEE d MMMM", "month": "d MMMM", "year": "d MMMM y", "short": "EEE d MMM"}
GERMAN_WAYS = {"full": "EEEE, d. MMMM", "month": "d. MMMM", "year": "d. MMMM y", "short": "EEE, d. MMM"}


def say_date(day: date | datetime, way: str = "full") -> str:
    """A day in one of the `WAYS`, in the current language; a moment is the day it has in the centre's zone."""
    there, locale = local(day).date() if isinstance(day, datetime) else day, format_locale()
    ways = GERMAN_WAYS if locale.language == "de" else WAYS
    return _write_date(date(there.year, there.month, there.day), ways[way], locale.language)


@lru_cache(maxsize=2048)
def _write_date(day: date, pattern: str, language: str) -> str:
    """A list says the same few days over and over, and the library reads its patterns each time."""
    return format_date(day, pattern, locale=Locale("en", "GB") if language == "en" else Locale(language))


def say_time(moment: datetime) -> str:
    """`8 h 15` in French, the language's own short form elsewhere."""
    there, locale = local(moment), format_locale()
    if locale.language == "fr":
        return f"{there.hour}\u00a0h" + (f"\u00a0{there.minute:02}" if there.minute else "")
    return format_time(moment, "short", tzinfo=get_timezone(str(zone())), locale=locale)


def say_moment(moment: datetime) -> str:
    """`demain 8 h 15`."""
    return str(gettext("%(day)s %(time)s", day=say_day(moment), time=say_time(moment)))


KILO = 1000


def say_size(size: int) -> str:
    """Of a file, in the unit that reads best: 840 octets, 12 ko, 3,4 Mo."""
    if size < KILO:
        return str(gettext("%(figure)s\u00a0octets", figure=size))
    if size < KILO * KILO:
        return str(gettext("%(figure)s\u00a0ko", figure=round(size / KILO)))
    return str(gettext("%(figure)s\u00a0Mo", figure=format_decimal(size / KILO**2, format="#,##0.#")))
