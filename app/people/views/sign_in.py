"""Signing in and out, also over a page whose sitting has ended."""

from collections.abc import Iterator
from functools import partial
from uuid import UUID

from flask import Response, current_app, g, make_response, redirect, render_template, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue

from app.kernel.access import PUBLIC, needs
from app.kernel.clock import now
from app.kernel.errors import DomainError
from app.kernel.i18n import LANGUAGE_COOKIE, LANGUAGES
from app.kernel.identity import current_actor, forget_sitting, remember_sitting
from app.kernel.paths import current_path, local_path
from app.kernel.security import is_same_origin
from app.kernel.unit_of_work import SAFE, commit, database, session
from app.people.devices import device_name
from app.people.forms import SignInForm
from app.people.pages import pages
from app.people.services.profile import speak
from app.people.services.sign_in import SEEN_EVERY, check_password, close_door, note_seen, open_sitting
from app.ui.errors import refusal_page
from app.ui.forms import refuse

# What a page wanted to send when its sitting ended comes back under these names.
KEPT = "kept:"
A_YEAR = 365 * 86_400


@pages.get("/sign-in")
@needs(PUBLIC)
def show_sign_in() -> ResponseReturnValue:
    target = local_path(request.args.get("next"))
    if current_actor():
        return redirect(target, 303)
    return _sign_in_page(SignInForm(), target)


@pages.post("/sign-in")
@needs(PUBLIC)
def sign_in() -> ResponseReturnValue:
    form, target = SignInForm(), local_path(request.form.get("next"))
    if not form.validate():
        return _sign_in_page(form, target), 422
    # Hashing takes a while: whatever was read so far must not hold the write lock meanwhile.
    session().rollback()
    try:
        person_id = check_password(
            database(),
            email=form.email.data,
            password=form.password.data,
            address=request.remote_addr or "",
        )
    except DomainError as error:
        refuse(form, error)
        return _refused(form, target, error)
    _sit_down(person_id)
    again, kept = local_path(request.form.get("again"), ""), list(_kept_before())
    return _resume_page(again, kept) if again else redirect(target, 303)


def _refused(form: SignInForm, target: str, error: DomainError) -> Response:
    response = make_response(_sign_in_page(form, target), 429 if error.status == 429 else 422)
    if "retry_after" in error.facts:
        response.headers["Retry-After"] = str(error.facts["retry_after"])
    return response


def _sit_down(person_id: UUID) -> None:
    """Open a sitting with a new secret; the one this browser had ends."""
    former = current_actor()
    if former:
        close_door(session(), former, door_id=former.door_id)
    opened = open_sitting(session(), person_id=person_id, device=device_name(str(request.user_agent)))
    commit()
    cookie.clear()
    g.pop("csrf_token", None)  # the one that this request has already used belongs to the former cookie
    remember_sitting(opened.secret)


def _sign_in_page(form: SignInForm, target: str) -> str:
    again, kept = local_path(request.form.get("again"), ""), list(_kept_before())
    title = "people/sitting_ended.html" if again else "people/sign_in.html"
    return render_template(title, form=form, next=target, again=again, kept=kept)


@pages.post("/sign-out")
@needs(PUBLIC)
def sign_out() -> ResponseReturnValue:
    actor = current_actor()
    if actor:
        close_door(session(), actor, door_id=actor.door_id)
        commit()
    forget_sitting()
    cookie.clear()
    return redirect(url_for("people.show_sign_in"), 303)


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
        again, kept = local_path(request.path), list(_sent_now())
    page = render_template(
        "people/sitting_ended.html", form=SignInForm(formdata=None), next="/", again=again, kept=kept
    )
    return page, 401


def rescue_form(error: DomainError) -> ResponseReturnValue:
    """A form whose token is of an earlier sitting: nothing typed is lost, and a person sends it again.

    Only for our own pages: another site must not have its fields sent under someone's name.
    """
    if request.method != "POST" or not is_same_origin():
        return refusal_page(error)
    if request.endpoint == "people.sign_in":
        form = SignInForm()
        refuse(form, error)
        return _sign_in_page(form, local_path(request.form.get("next"))), error.status
    if current_actor() is None:
        return ask_to_sign_in(error)
    return _resume_page(local_path(request.path), list(_sent_now())), error.status


def _resume_page(again: str, kept: list[tuple[str, str]]) -> str:
    return render_template("people/sitting_resumed.html", again=again, kept=kept, texts=_readable(kept))


def _sent_now() -> Iterator[tuple[str, str]]:
    """What this request carries, but secrets and tokens."""
    for name, value in request.form.items(multi=True):
        if name != "csrf_token" and "password" not in name and name != "current":
            yield name, value


def _kept_before() -> Iterator[tuple[str, str]]:
    for name, value in request.form.items(multi=True):
        if name.startswith(KEPT):
            yield name.removeprefix(KEPT), value


def _readable(kept: list[tuple[str, str]]) -> list[str]:
    """What a person wrote, as against what the page itself put in its fields."""
    return [value for _, value in kept if " " in value.strip()]


@pages.after_app_request
def note_sitting(response: Response) -> Response:
    """Move the sitting's last moment on, once the answer has left: a reading request writes nothing."""
    actor = g.get("actor")
    if actor is not None and actor.seen_at is not None and now() - actor.seen_at >= SEEN_EVERY:
        response.call_on_close(partial(note_seen, database(), actor.door_id))
    return response
