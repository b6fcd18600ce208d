"""The one sentence of a signal, with its figures: in clear for the API, the figures emphasised on a page."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from flask_babel import gettext, ngettext
from markupsafe import Markup, escape

from app.kernel.i18n import say_moment
from app.tutoring.models import SignalKind

Facts = Mapping[str, Any]


def plain_sentence(kind: SignalKind, facts: Facts) -> str:
    sentence, figures = SENTENCES[kind](facts)
    return sentence % figures


def sentence_with_figures(kind: SignalKind, facts: Facts) -> Markup:
    """The same sentence as HTML, each figure in `<b>`."""
    sentence, figures = SENTENCES[kind](facts)
    return escape(sentence) % {name: Markup("<b>{}</b>").format(value) for name, value in figures.items()}


Sentence = tuple[str, dict[str, str]]


def _unanswered(facts: Facts) -> Sentence:
    figures = {"asked": _moment(facts["asked_at"]), "promised": _moment(facts["answer_by"])}
    if facts["is_late"]:
        return (
            gettext(
                "Question posée %(asked)s. Elle attend depuis %(waited)s ouvrables, la réponse était promise en %(promise)s."
            ),
            {
                "asked": figures["asked"],
                "waited": say_minutes(round(facts["waiting_hours"] * 60)),
                "promise": say_minutes(facts["promise_hours"] * 60),
            },
        )
    if facts["tries"]:
        tries = ngettext("%(num)s essai", "%(num)s essais", facts["tries"])
        return (
            gettext(
                "Question posée %(asked)s, après %(tries)s sur le même bloc. Réponse promise pour %(promised)s."
            ),
            {**figures, "tries": tries},
        )
    if facts["block"] is None:
        return gettext("Message reçu %(asked)s. Réponse promise pour %(promised)s."), figures
    return gettext("Question posée %(asked)s. Réponse promise pour %(promised)s."), figures


def _silent(facts: Facts) -> Sentence:
    figures = {
        "days": ngettext("%(num)s jour", "%(num)s jours", facts["days"]),
        "rhythm": ngettext(
            "%(num)s moment par semaine", "%(num)s moments par semaine", facts["weekly_rhythm"]
        ),
    }
    if not facts["has_begun"]:
        return gettext(
            "Inscription il y a %(days)s, rien de commencé. Le rythme convenu est de %(rhythm)s."
        ), figures
    return gettext("Pas d’étude depuis %(days)s. Le rythme convenu est de %(rhythm)s."), figures


def _stuck(facts: Facts) -> Sentence:
    tries = ngettext("%(num)s essai", "%(num)s essais", facts["wrong_in_a_row"])
    return (
        gettext("%(tries)s de suite sans la bonne réponse, unité %(unit)s, « %(block)s »."),
        {"tries": tries, "unit": str(facts["unit"]), "block": facts["label"]},
    )


def _session_near(facts: Facts) -> Sentence:
    units = [str(number) for number in facts["open_units"]]
    return (
        ngettext(
            "Vient au centre %(when)s. L’unité %(units)s reste ouverte, %(minutes)s.",
            "Vient au centre %(when)s. Les unités %(units)s restent ouvertes, %(minutes)s en tout.",
            len(units),
            when="%(when)s",
            units="%(units)s",
            minutes="%(minutes)s",
        ),
        {
            "when": _moment(facts["starts_at"]),
            "units": say_list(units),
            "minutes": say_minutes(facts["minutes"]),
        },
    )


SENTENCES: dict[SignalKind, Callable[[Facts], Sentence]] = {
    SignalKind.UNANSWERED: _unanswered,
    SignalKind.SILENT: _silent,
    SignalKind.STUCK: _stuck,
    SignalKind.SESSION_NEAR: _session_near,
}


def say_minutes(minutes: int) -> str:
    """`40 min`, `5 h`, `5 h 20`."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest}\u00a0min"
    return f"{hours}\u00a0h" + (f"\u00a0{rest:02}" if rest else "")


def say_list(words: Iterable[str]) -> str:
    """`5`, `5 et 6`, `4, 5 et 6`."""
    *first, last = words
    return gettext("%(first)s et %(last)s", first=", ".join(first), last=last) if first else last


def _moment(text: str) -> str:
    return say_moment(datetime.fromisoformat(text))
