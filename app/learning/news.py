"""What a move to another version changed, in the learner's words: on their pages, and in a mail."""

from dataclasses import dataclass

from flask_babel import gettext, ngettext

from app.catalogue.comparing import Fate
from app.kernel.i18n import say_day
from app.learning.moves import News


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of ours, and the author's reason in the module's language."""

    text: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class NewsTold:
    """`head` says that it happened, `lines` what changed and why, `figure` what that makes of the progress."""

    head: str
    lines: tuple[Said, ...]
    figure: str


def tell_news(news: News) -> NewsTold:
    head = gettext(
        "Depuis %(day)s, vous suivez la version %(number)s du module.",
        day=say_day(news.moved.moved_at),
        number=news.number,
    )
    return NewsTold(head, (*_decided(news), *map(Said, _counted(news))), _figure(news))


def _decided(news: News) -> list[Said]:
    anew = [
        Said(gettext("À refaire : « %(block)s ».", block=each["label"]), each["reason"])
        for each in news.redone
    ]
    mended = [
        Said(gettext("Corrigé, sans rien à refaire : « %(block)s ».", block=each["label"]), each["reason"])
        for each in news.mended
    ]
    return anew + mended


def _counted(news: News) -> list[str]:
    new, gone, reworded = news.count(Fate.NEW), news.count(Fate.GONE), news.count(Fate.WORDS)
    said = []
    if new:
        said.append(ngettext("%(num)s bloc est nouveau.", "%(num)s blocs sont nouveaux.", new))
    if gone:
        said.append(ngettext("%(num)s bloc n’y est plus.", "%(num)s blocs n’y sont plus.", gone))
    if reworded:
        said.append(ngettext("%(num)s bloc est mieux dit.", "%(num)s blocs sont mieux dits.", reworded))
    return said


def _figure(news: News) -> str:
    if news.before == news.after:
        return str(
            gettext("Vos réponses sont gardées. Votre avancement reste de %(after)s %%.", after=news.after)
        )
    return str(
        gettext(
            "Vos réponses sont gardées. Votre avancement était de %(before)s %%, il est de %(after)s %%.",
            before=news.before,
            after=news.after,
        )
    )


def write_mail(told: NewsTold, *, name: str, module: str, address: str) -> str:
    """The same as plain text."""
    lines = "\n".join(f"- {each.text}" + (f" {each.reason}" if each.reason else "") for each in told.lines)
    parts = [
        gettext("Bonjour %(name)s,", name=name),
        gettext("Le module « %(module)s » a changé. %(head)s", module=module, head=told.head),
        lines,
        told.figure,
        address,
    ]
    return "\n\n".join(part for part in parts if part) + "\n"
