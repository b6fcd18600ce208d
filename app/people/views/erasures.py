"""Requests to be erased, for who runs a centre: carry out, or say why not, within the month."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.kernel.access import needs
from app.kernel.clock import now
from app.kernel.errors import DomainError
from app.kernel.identity import signed_in_actor
from app.kernel.runtime import runtime
from app.kernel.unit_of_work import commit, session
from app.people.erasing.act import erase_person
from app.people.erasing.obstacles import list_obstacles
from app.people.erasing.requests import (
    ask_for,
    check_ripe,
    get_waiting,
    list_waiting,
    may_ask_for,
    refuse_erasure,
    withdraw,
)
from app.people.erasing.telling import erasure_times, tell_asked, tell_refused, tell_taken_back
from app.people.forms import AnswerForm, HeardForm
from app.people.keeping import what_stays
from app.people.pages import pages
from app.people.queries import get_person
from app.ui.forms import refuse


@pages.get("/centre/erasures")
@needs("centre_manager")
def erasures() -> ResponseReturnValue:
    asked = list_waiting(session(), signed_in_actor())
    return render_template("people/erasures.html", asked=asked, now=now())


@pages.get("/centre/erasures/<uuid:erasure_id>")
@needs("centre_manager")
def erasure(erasure_id: UUID) -> ResponseReturnValue:
    return _page(erasure_id, AnswerForm(formdata=None))


def _page(erasure_id: UUID, form: AnswerForm) -> str:
    actor = signed_in_actor()
    found = get_waiting(session(), actor, erasure_id)
    return render_template(
        "people/erasure.html",
        asked=found.erasure,
        person=found.person,
        form=form,
        is_open=found.erasure.open_at > now(),
        is_own=found.person.id == actor.id,
        obstacles=list_obstacles(session(), found.person.id),
        stays=what_stays(),
    )


@pages.post("/centre/erasures/<uuid:erasure_id>/carry-out")
@needs("centre_manager")
def carry_out_erasure(erasure_id: UUID) -> ResponseReturnValue:
    actor = signed_in_actor()
    try:
        person_id = check_ripe(session(), actor, erasure_id)
    except DomainError as error:
        return _refused(erasure_id, AnswerForm(formdata=None), error)
    # It goes through every domain in a transaction of its own.
    session().rollback()
    erase_person(runtime(), person_id, by=actor.id)
    flash(gettext("C’est effacé. Dans ce qui reste, on lit « Personne effacée »."))
    return redirect(url_for("people.erasures"), 303)


@pages.post("/centre/erasures/<uuid:erasure_id>/refuse")
@needs("centre_manager")
def answer_erasure(erasure_id: UUID) -> ResponseReturnValue:
    form = AnswerForm()
    if not form.validate():
        return _page(erasure_id, form), 422
    try:
        answered = refuse_erasure(session(), signed_in_actor(), erasure_id, answer=form.answer.data)
    except DomainError as error:
        return _refused(erasure_id, form, error)
    tell_refused(session(), runtime().mailer, get_person(session(), answered.person_id), answered)
    commit()
    flash(gettext("Votre réponse est envoyée, et se lit à la page « Mes données » de cette personne."))
    return redirect(url_for("people.erasures"), 303)


@pages.post("/centre/erasures/<uuid:erasure_id>/withdraw")
@needs("centre_manager")
def withdraw_erasure(erasure_id: UUID) -> ResponseReturnValue:
    taken = withdraw(session(), signed_in_actor(), erasure_id)
    tell_taken_back(session(), runtime().mailer, get_person(session(), taken.person_id))
    commit()
    flash(gettext("La demande est reprise : rien n’est effacé."))
    return redirect(url_for("people.erasures"), 303)


def _refused(erasure_id: UUID, form: AnswerForm, error: DomainError) -> ResponseReturnValue:
    refuse(form, error)
    return _page(erasure_id, form), error.status


@pages.get("/centre/people/<uuid:person_id>/erase")
@needs("centre_manager")
def show_erasing(person_id: UUID) -> ResponseReturnValue:
    return _asking_page(person_id, HeardForm(formdata=None))


def _asking_page(person_id: UUID, form: HeardForm) -> str:
    may_ask = may_ask_for(session(), signed_in_actor(), person_id)
    return render_template(
        "people/erase_person.html",
        person=get_person(session(), person_id),
        form=form,
        may_ask=may_ask,
        obstacles=list_obstacles(session(), person_id),
        stays=what_stays(),
        wait_days=runtime().settings.erasure_wait_days,
    )


@pages.post("/centre/people/<uuid:person_id>/erase")
@needs("centre_manager")
def ask_erasing(person_id: UUID) -> ResponseReturnValue:
    form = HeardForm()
    if not form.validate():
        return _asking_page(person_id, form), 422
    asked, is_new = ask_for(
        session(),
        signed_in_actor(),
        erasure_times(runtime().settings),
        person_id=person_id,
        heard=form.heard.data,
    )
    if is_new:
        tell_asked(session(), runtime().mailer, get_person(session(), person_id), asked)
    commit()
    flash(gettext("La demande est notée."))
    return redirect(url_for("people.erasure", erasure_id=asked.id), 303)
