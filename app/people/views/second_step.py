"""The second step at sign-in: a code, or setting codes up where the installation demands it."""

from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.kernel.access import PUBLIC, needs
from app.kernel.errors import DomainError
from app.kernel.paths import local_path
from app.kernel.unit_of_work import database, session
from app.people.forms import CodeForm
from app.people.known_browsers import known_browser, remember_browser
from app.people.pages import pages
from app.people.queries import get_person
from app.people.services.second_step import Asked, check_code
from app.people.views.asking import with_status
from app.people.views.coming_in import again_and_kept, ask_for_step, go_on, sit_down
from app.people.views.setting_up import Offer, keep_codes
from app.people.waiting import find_waiting
from app.ui.forms import refuse


@pages.get("/sign-in/step")
@needs(PUBLIC)
def show_step() -> ResponseReturnValue:
    waiting, target = find_waiting(), local_path(request.args.get("next"))
    if waiting is None:
        return _from_the_start(target)
    return ask_for_step(CodeForm(formdata=None), target)


def _from_the_start(target: str) -> ResponseReturnValue:
    return redirect(url_for("people.show_sign_in", next=None if target == "/" else target), 303)


@pages.post("/sign-in/step")
@needs(PUBLIC)
def take_step() -> ResponseReturnValue:
    waiting, target, form = find_waiting(), local_path(request.form.get("next")), CodeForm()
    if waiting is None:
        return _from_the_start(target)
    if waiting.asked is Asked.SET_UP:
        return _set_up_page(waiting.person_id, target)
    if not form.validate():
        return ask_for_step(form, target), 422
    session().rollback()  # hashing must not hold the write lock
    account = f"step|{waiting.person_id}"
    try:
        check_code(
            database(),
            person_id=waiting.person_id,
            typed=form.step_code.data,
            address=request.remote_addr or "",
            browser=known_browser(account),
        )
    except DomainError as error:
        refuse(form, error, "step_code")
        return with_status(ask_for_step(form, target), error)
    remember_browser(account)
    return go_on(waiting.person_id, waiting.means, target)


@pages.get("/sign-in/step/new")
@needs(PUBLIC)
def show_set_up_step() -> ResponseReturnValue:
    waiting, target = find_waiting(), local_path(request.args.get("next"))
    if waiting is None or waiting.asked is not Asked.SET_UP:
        return _from_the_start(target)
    return _set_up_page(waiting.person_id, target)


def _set_up_page(person_id: UUID, target: str, form: CodeForm | None = None) -> str:
    again, kept = again_and_kept()
    with database().reading() as looking:
        name = get_person(looking, person_id).email or ""
    return render_template(
        "people/set_up_step.html",
        form=form or CodeForm(formdata=None),
        offer=Offer.again(person_id, name),
        next=target,
        again=again,
        kept=kept,
    )


@pages.post("/sign-in/step/new")
@needs(PUBLIC)
def set_up_step() -> ResponseReturnValue:
    waiting, target, form = find_waiting(), local_path(request.form.get("next")), CodeForm()
    if waiting is None or waiting.asked is not Asked.SET_UP:
        return _from_the_start(target)
    if not form.validate():
        return _set_up_page(waiting.person_id, target, form), 422
    session().rollback()  # hashing must not hold the write lock
    try:
        paper = keep_codes(waiting.person_id, form)
    except DomainError as error:
        refuse(form, error, "step_code")
        return _set_up_page(waiting.person_id, target, form), 422
    sit_down(waiting.person_id, waiting.means)
    again, kept = again_and_kept()
    return render_template("people/paper_codes.html", paper=paper, next=target, again=again, kept=kept)
