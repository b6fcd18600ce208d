"""Signing in and out, also over a page whose sitting has ended."""

from functools import partial

from flask import Response, current_app, g, make_response, redirect, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue

from app.kernel.access import PUBLIC, needs
from app.kernel.clock import now
from app.kernel.errors import DomainError
from app.kernel.i18n import LANGUAGE_COOKIE, LANGUAGES
from app.kernel.identity import current_actor, forget_sitting
from app.kernel.paths import current_path, local_path
from app.kernel.security import is_same_origin
from app.kernel.seeing import acts_while_seeing
from app.kernel.unit_of_work import SAFE, commit, database, session
from app.people.forms import CardForm, SignInForm
from app.people.known_browsers import known_browser, last_way, remember_browser
from app.people.models import Means
from app.people.pages import pages
from app.people.services.profile import speak
from app.people.services.sign_in import SEEN_EVERY, account_of_email, check_password, close_sitting, note_seen
from app.people.views.asking import ask_again, ask_by_card, ask_by_mail, with_status
from app.people.views.coming_in import come_in, resume_page
from app.people.views.kept import sent_now
from app.people.waiting import stop_waiting
from app.ui.errors import refusal_page
from app.ui.forms import refuse

A_YEAR = 365 * 86_400


@pages.get("/sign-in")
@needs(PUBLIC)
def show_sign_in() -> ResponseReturnValue:
    target = local_path(request.args.get("next"))
    if current_actor():
        return redirect(target, 303)
    stop_waiting()
    if last_way() == "card" and "way" not in request.args:
        return redirect(url_for("people.show_card_sign_in", next=None if target == "/" else target), 303)
    return ask_by_mail(SignInForm(), target)


@pages.post("/sign-in")
@needs(PUBLIC)
def sign_in() -> ResponseReturnValue:
    form, target = SignInForm(), local_path(request.form.get("next"))
    if not form.validate():
        return ask_by_mail(form, target), 422
    # Hashing takes a while: whatever was read so far must not hold the write lock meanwhile.
    session().rollback()
    account = account_of_email(form.email.data)
    try:
        person_id = check_password(
            database(),
            email=form.email.data,
            password=form.password.data,
            address=request.remote_addr or "",
            browser=known_browser(account),
        )
    except DomainError as error:
        refuse(form, error)
        return with_status(ask_by_mail(form, target), error)
    remember_browser(account)
    return come_in(person_id, Means.PASSWORD, target)


@pages.post("/sign-out")
@needs(PUBLIC)
@acts_while_seeing
def sign_out() -> ResponseReturnValue:
    actor = current_actor()
    if actor:
        close_sitting(session(), door_id=actor.door_id)
        commit()
    forget_sitting()
    cookie.clear()
    target = local_path(request.form.get("next"))
    return redirect(url_for("people.show_sign_in", next=None if target == "/" else target), 303)


@pages.post("/language")
@needs(PUBLIC)
def choose_language() -> ResponseReturnValue:
    """The account's language when someone is signed in, else a cookie."""
    language, actor = request.form.get("language", ""), current_actor()
    response = make_response(redirect(local_path(request.form.get("next")), 303))
    if language not in LANGUAGES:
        return response
    if actor:
        speak(session(), actor, language=language)
        commit()
    else:
        response.set_cookie(
            LANGUAGE_COOKIE,
            language,
            max_age=A_YEAR,
            secure=current_app.config["SESSION_COOKIE_SECURE"],
            httponly=True,
            samesite="Lax",
        )
    return response


def ask_to_sign_in(_error: DomainError) -> ResponseReturnValue:
    """What someone without a sitting gets: the sign-in page, over what they were sending."""
    if request.method in SAFE:
        target = current_path()
        return redirect(url_for("people.show_sign_in", next=None if target == "/" else target), 302)
    again, kept = "", []
    if request.method == "POST" and is_same_origin():
        again, kept = local_path(request.path), list(sent_now())
    return ask_again(again, kept), 401


def rescue_form(error: DomainError) -> ResponseReturnValue:
    """A form whose token is of an earlier sitting: nothing typed is lost, and a person sends it again.

    Only for our own pages: another site must not have its fields sent under someone's name.
    """
    if request.method != "POST" or not is_same_origin():
        return refusal_page(error)
    if request.endpoint in {"people.sign_in", "people.sign_in_by_card"}:
        return _asked_anew(error), error.status
    if current_actor() is None:
        return ask_to_sign_in(error)
    return resume_page(local_path(request.path), list(sent_now())), error.status


def _asked_anew(error: DomainError) -> str:
    """The page of the way that was taken, with a token of this sitting."""
    target = local_path(request.form.get("next"))
    if request.endpoint == "people.sign_in_by_card":
        card = CardForm()
        refuse(card, error)
        return ask_by_card(card, target)
    form = SignInForm()
    refuse(form, error)
    return ask_by_mail(form, target)


@pages.after_app_request
def note_sitting(response: Response) -> Response:
    """Move the sitting's last moment on, once the answer has left: a reading request writes nothing."""
    actor = g.get("actor")
    if actor is not None and actor.seen_at is not None and now() - actor.seen_at >= SEEN_EVERY:
        response.call_on_close(partial(note_seen, database(), actor.door_id))
    return response
