"""A brief as its reader reads it: what was kept as figures and dates, in sentences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext, ngettext

from app.kernel.i18n import say_date, say_moment
from app.tutoring.forms import DONE_NAMES
from app.tutoring.models import Act, SignalKind
from app.tutoring.wording import plain_sentence


@dataclass(frozen=True, slots=True)
class BriefShown:
    """The plan, what called that day, the last contact, and what was promised."""

    plan: str
    signals: tuple[str, ...]
    last_contact: str
    promises: tuple[str, ...]


def read_brief(brief: Mapping[str, Any]) -> BriefShown:
    return BriefShown(
        _plan(brief),
        tuple(plain_sentence(SignalKind(each["kind"]), each["facts"]) for each in brief.get("signals", [])),
        _last_contact(brief.get("last_contact")),
        tuple(_promise(each) for each in brief.get("promises", [])),
    )


def _plan(brief: Mapping[str, Any]) -> str:
    parts: Sequence[str] = [
        gettext("%(done)s blocs sur %(required)s", done=brief["done"], required=brief["required"]),
        ngettext("%(num)s moment par semaine", "%(num)s moments par semaine", brief["weekly_rhythm"]),
    ]
    if brief.get("session"):
        at = _read(brief["session"]["starts_at"])
        parts = [*parts, gettext("au centre %(when)s", when=say_moment(at))]
    return ", ".join(parts)


def _last_contact(kept: Mapping[str, Any] | None) -> str:
    if kept is None:
        return str(gettext("Aucun contact noté."))
    facts = {"act": DONE_NAMES[Act(kept["act"])], "day": say_date(_read(kept["at"]), "month")}
    return str(gettext("Dernier contact : %(act)s, %(day)s.", **facts))


def _promise(kept: Mapping[str, str]) -> str:
    when = say_moment(_read(kept["at"]))
    if kept["kind"] == "answer":
        return str(gettext("Une réponse promise pour %(when)s.", when=when))
    return str(gettext("À revoir %(when)s (%(act)s).", when=when, act=DONE_NAMES[Act(kept["kind"])]))


def _read(text: str) -> datetime:
    return datetime.fromisoformat(text)
