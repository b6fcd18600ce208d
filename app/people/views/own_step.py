"""One's own second step: set it up, new codes on paper, take it off."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.kernel.access import needs
from app.kernel.errors import DomainError
from app.kernel.identity import signed_in_actor
from app.kernel.runtime import runtime
from app.kernel.unit_of_work import commit, database, session
from app.people.codes import hash_paper_code, new_paper_codes
from app.people.forms import CodeForm
from app.people.known_browsers import known_browser
from app.people.models import CodeKey
from app.people.pages import pages
from app.people.policy import STAFF
from app.people.queries import get_person
from app.people.services.second_step import check_code, count_paper, replace_paper, take_off
from app.people.services.telling import tell_of_change
from app.people.sittings import is_fresh
from app.people.views.asking import with_status
from app.people.views.setting_up import Offer, keep_codes
from app.ui.forms import refuse


@pages.get("/profile/second-step")
@needs("signed_in")
def own_step() -> ResponseReturnValue:
    return _own_step_page(CodeForm(formdata=None))


def _own_step_page(form: CodeForm) -> str:
    actor = signed_in_actor()
    key = session().get(CodeKey, actor.id)
    name = get_person(session(), actor.id).email or ""
    return render_template(
        "people/own_step.html",
        form=form,
        key=key,
        offer=None if key else Offer.again(actor.id, name),
        is_fresh=key is not None or is_fresh(session(), actor),
        left=count_paper(session(), actor.id) if key else 0,
        is_demanded=runtime().settings.second_step_for_staff and actor.has_role(*STAFF),
    )


@pages.post("/profile/second-step")
@needs("signed_in")
def set_up_own_step() -> ResponseReturnValue:
    actor, form = signed_in_actor(), CodeForm()
    if session().get(CodeKey, actor.id) is not None or not is_fresh(session(), actor):
        return redirect(url_for("people.own_step"), 303)
    if not form.validate():
        return _own_step_page(form), 422
    session().rollback()  # hashing must not hold the write lock
    try:
        paper = keep_codes(actor.id, form)
    except DomainError as error:
        refuse(form, error, "step_code")
        return _own_step_page(form), 422
    commit()
    return _paper_page(paper)


@pages.post("/profile/second-step/paper")
@needs("signed_in")
def renew_paper() -> ResponseReturnValue:
    """Ten new codes on paper; the former ten serve no more."""
    actor, form = signed_in_actor(), CodeForm()
    refused = _refused_without_code(form)
    if refused:
        return refused
    paper = new_paper_codes()
    hashes = [hash_paper_code(actor.id, code) for code in paper]
    replace_paper(session(), actor.id, hashes)
    tell_of_change(session(), runtime().mailer, get_person(session(), actor.id))
    commit()
    return _paper_page(paper)


@pages.post("/profile/second-step/off")
@needs("signed_in")
def take_own_step_off() -> ResponseReturnValue:
    actor, form = signed_in_actor(), CodeForm()
    refused = _refused_without_code(form)
    if refused:
        return refused
    take_off(session(), actor, of_staff=runtime().settings.second_step_for_staff)
    tell_of_change(session(), runtime().mailer, get_person(session(), actor.id))
    commit()
    flash(gettext("Le code de votre téléphone ne sera plus demandé."))
    return redirect(url_for("people.profile"), 303)


def _refused_without_code(form: CodeForm) -> ResponseReturnValue | None:
    """An open browser that someone left must not be enough to change how its person comes in."""
    actor = signed_in_actor()
    if not form.validate():
        return _own_step_page(form), 422
    session().rollback()
    try:
        check_code(
            database(),
            person_id=actor.id,
            typed=form.step_code.data,
            address=request.remote_addr or "",
            browser=known_browser(f"step|{actor.id}"),
        )
    except DomainError as error:
        refuse(form, error, "step_code")
        return with_status(_own_step_page(form), error)
    return None


def _paper_page(paper: list[str]) -> str:
    return render_template(
        "people/paper_codes.html", paper=paper, next=url_for("people.profile"), again="", kept=[]
    )
