"""What a learner's first page says: the one next thing, and the facts beside it. No database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from babel.dates import format_date
from flask import url_for
from flask_babel import gettext

from app.in_centre.queries.bookings import Booked
from app.kernel.i18n import format_locale, local, opening, say_day, say_time, today
from app.learning.models import ErrorReport
from app.learning.queries import Followed
from app.learning.screens import ModuleShown, UnitShown, continue_url
from app.tutoring.company import tell_company
from app.tutoring.queries.thread import Companion
from app.tutoring.rules import OpenQuestion

MESSAGES = "/messages"


@dataclass(frozen=True, slots=True)
class NextThing:
    """What to do now, how long it takes, why it matters."""

    title: str
    why: str
    act: str
    url: str
    drawing: str
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class Fact:
    """One line below, which leads somewhere."""

    icon: str
    title: str
    detail: str
    url: str


def choose_current(own: Sequence[Followed]) -> Followed | None:
    """The module under way that was touched last; when all are done, the last one done."""
    begun = [followed for followed in own if followed.enrolment.ended_at is None]
    return max(begun, key=_is_current, default=None)


def _is_current(followed: Followed) -> tuple[bool, datetime]:
    enrolment = followed.enrolment
    return enrolment.completed_at is None, enrolment.last_step_at or enrolment.begun_at


def next_thing(followed: Followed, shown: ModuleShown, booked: Booked | None) -> NextThing:
    if shown.current.is_done:
        return _all_done(followed)
    if not shown.current.unit.is_in_centre:
        return _study(followed, shown)
    if booked and booked.it.module_id == followed.enrolment.module_id:
        return _go_to_centre(booked)
    return _choose_date(shown.current)


def _study(followed: Followed, shown: ModuleShown) -> NextThing:
    unit = shown.current.unit
    is_begun = any(block.since for block in shown.current.blocks)
    return NextThing(
        title=unit.title,
        why=gettext("Vous saurez %(outcome)s.", outcome=_inside(unit.outcomes[0])) if unit.outcomes else "",
        act=gettext("Reprendre") if is_begun else gettext("Commencer"),
        url=continue_url(followed, shown),
        drawing="tester",
        minutes=shown.current.minutes_left,
    )


def _go_to_centre(booked: Booked) -> NextThing:
    return NextThing(
        title=opening(say_moment_there(booked.it.starts_at)),
        why=gettext("%(room)s, %(centre)s", room=booked.it.room, centre=booked.centre.name),
        act=gettext("Préparer la séance"),
        url=url_for("in_centre.my_session", session_id=booked.it.id),
        drawing="helmet",
    )


def _choose_date(shown: UnitShown) -> NextThing:
    return NextThing(
        title=shown.unit.title,
        why=gettext("La suite se fait au centre, avec les mains. Choisissez une date."),
        act=gettext("Choisir une date"),
        url=url_for("in_centre.my_sessions"),
        drawing="helmet",
    )


def _all_done(followed: Followed) -> NextThing:
    return NextThing(
        title=gettext("Tout est fait"),
        why=gettext("Le module %(module)s est terminé. Vous pouvez le relire.", module=followed.title),
        act=gettext("Choisir un autre module"),
        url=url_for("learning.modules"),
        drawing="mug",
    )


def safety_fact(followed: Followed, warnings: Sequence[ErrorReport]) -> Fact | None:
    if not warnings:
        return None
    return Fact(
        "bolt",
        gettext("Une erreur est signalée sur un point de sécurité"),
        warnings[0].label,
        url_for("learning.module", slug=followed.slug),
    )


def news_fact(followed: Followed) -> Fact | None:
    """That the module changed under the learner, until they have read what changed."""
    if not followed.enrolment.has_news:
        return None
    return Fact(
        "info",
        gettext("Votre module a changé"),
        gettext("Vous suivez la version %(number)s. Voyez ce qui est nouveau.", number=followed.number),
        url_for("learning.module", slug=followed.slug, _anchor="news"),
    )


def in_centre_fact(shown: ModuleShown, booked: Booked | None) -> Fact | None:
    """The next session; without one, where to choose a date while the module still has one to come."""
    if booked:
        unit = shown.outline.unit(booked.it.unit) if booked.it.module_id == shown.outline.module_id else None
        return Fact(
            "wrench",
            gettext("%(moment)s, au centre", moment=opening(say_moment_there(booked.it.starts_at))),
            _to_bring(unit.bring if unit else ()) or booked.it.room,
            url_for("in_centre.my_session", session_id=booked.it.id),
        )
    if any(unit.unit.is_in_centre and not unit.is_done for unit in shown.units):
        return Fact(
            "wrench",
            gettext("La séance au centre"),
            gettext("Voir les dates"),
            url_for("in_centre.my_sessions"),
        )
    return None


def company_facts(companion: Companion) -> list[Fact]:
    """That someone stands in, or that someone else accompanies from now on."""
    return [Fact("users", sentence, "", MESSAGES) for sentence in tell_company(companion)]


def tutor_fact(name: str, waiting: Sequence[OpenQuestion]) -> Fact:
    """The question that waits, and when its answer can be expected; someone is near also when nothing was asked."""
    if waiting:
        return Fact(
            "message",
            gettext("Votre question à %(name)s", name=name),
            gettext("Réponse promise avant %(moment)s", moment=say_moment_there(waiting[0].answer_by)),
            MESSAGES,
        )
    return Fact(
        "message",
        gettext("Écrire à %(name)s", name=name),
        gettext("Une question, un doute, un rendez-vous"),
        MESSAGES,
    )


def _to_bring(things: Sequence[str]) -> str:
    return gettext("Prenez : %(things)s", things=", ".join(map(_inside, things[:2]))) if things else ""


def say_moment_there(moment: datetime) -> str:
    """`demain 8 h 15`, `jeudi 8 h 15` within the week, `26 novembre 8 h 15` beyond."""
    days = (local(moment).date() - today()).days
    weekday = format_date(local(moment).date(), "EEEE", locale=format_locale())
    day = weekday if 1 < days < 7 else say_day(moment)
    return str(gettext("%(day)s %(time)s", day=day, time=say_time(moment)))


def _inside(text: str) -> str:
    """As a part of a longer sentence; a word in capitals stays."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
