"""Asking to be erased: what goes, what stays and why, and taking it back."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.kernel.access import needs
from app.kernel.identity import signed_in_actor
from app.kernel.runtime import runtime
from app.kernel.unit_of_work import commit, session
from app.people.erasing.obstacles import list_obstacles
from app.people.erasing.requests import ask_erasure, find_refused, find_waiting, take_back
from app.people.erasing.telling import erasure_times, tell_asked, tell_taken_back
from app.people.keeping import parts, what_stays
from app.people.pages import pages
from app.people.queries import get_person
from app.people.sittings import is_fresh


@pages.get("/profile/data/erase")
@needs("signed_in")
def own_erasure() -> ResponseReturnValue:
    actor = signed_in_actor()
    waiting = find_waiting(session(), actor.id)
    return render_template(
        "people/own_erasure.html",
        waiting=waiting,
        refused=None if waiting else find_refused(session(), actor.id),
        is_fresh=is_fresh(session(), actor),
        goes=[kept.what for kept in parts() if not kept.end.stays],
        stays=what_stays(),
        obstacles=list_obstacles(session(), actor.id),
        wait_days=runtime().settings.erasure_wait_days,
        answer_days=runtime().settings.erasure_answer_days,
    )


@pages.post("/profile/data/erase")
@needs("signed_in")
def ask_own_erasure() -> ResponseReturnValue:
    """Whoever finds a browser open must not be able to: one has just signed in."""
    actor = signed_in_actor()
    if not is_fresh(session(), actor):
        return redirect(url_for("people.own_erasure"), 303)
    asked, is_new = ask_erasure(session(), actor, erasure_times(runtime().settings))
    if is_new:
        tell_asked(session(), runtime().mailer, get_person(session(), actor.id), asked)
    commit()
    flash(gettext("Votre demande est notée."))
    return redirect(url_for("people.own_erasure"), 303)


@pages.post("/profile/data/erase/take-back")
@needs("signed_in")
def take_back_own_erasure() -> ResponseReturnValue:
    actor = signed_in_actor()
    take_back(session(), actor)
    tell_taken_back(session(), runtime().mailer, get_person(session(), actor.id))
    commit()
    flash(gettext("Votre demande est reprise : rien n’est effacé."))
    return redirect(url_for("people.own_erasure"), 303)
