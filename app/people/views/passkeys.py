"""Passkeys: coming in with one, as the only step or as the second, and one's own."""

from uuid import UUID

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.kernel.access import PUBLIC, needs
from app.kernel.errors import DomainError, NotFound
from app.kernel.identity import signed_in_actor
from app.kernel.paths import local_path
from app.kernel.runtime import runtime
from app.kernel.sentences import sentence_for
from app.kernel.unit_of_work import commit, session
from app.people.challenges import remember_challenge, take_challenge
from app.people.devices import device_name
from app.people.forms import CodeForm, SignInForm
from app.people.models import Means
from app.people.pages import pages
from app.people.queries import get_person
from app.people.services.passkeys import (
    PasskeyRefused,
    Site,
    ask_for_new,
    ask_to_prove,
    check_passkey,
    keep_passkey,
    list_passkeys,
    remove_passkey,
)
from app.people.services.telling import tell_of_change
from app.people.sittings import is_fresh
from app.people.views.asking import ask_by_mail
from app.people.views.coming_in import ask_for_step, come_in, go_on
from app.people.waiting import find_waiting
from app.people.ways_in import LastWayIn
from app.ui.forms import refuse


def _site() -> Site:
    """Raises NotFound where browsers make no passkeys."""
    site = Site.of(runtime().settings.address)
    if site is None:
        raise NotFound
    return site


def _asked(options: str) -> Response:
    return Response(options, mimetype="application/json")


@pages.post("/sign-in/passkey/options")
@needs(PUBLIC)
def ask_for_passkey() -> ResponseReturnValue:
    return _asked(remember_challenge(ask_to_prove(_site())))


@pages.post("/sign-in/passkey")
@needs(PUBLIC)
def sign_in_by_passkey() -> ResponseReturnValue:
    """The only step; or the second, when the first is taken: then it must be the same person's."""
    waiting, target = find_waiting(), local_path(request.form.get("next"))
    try:
        person_id = _proven()
        if waiting and waiting.person_id != person_id:
            raise PasskeyRefused
    except PasskeyRefused as error:
        form = CodeForm(formdata=None) if waiting else SignInForm(formdata=None)
        refuse(form, error)
        return (ask_for_step(form, target) if waiting else ask_by_mail(form, target)), 422
    if waiting:
        return go_on(person_id, waiting.means, target)
    return come_in(person_id, Means.PASSKEY, target)


def _proven() -> UUID:
    challenge = take_challenge()
    return check_passkey(session(), _site(), answer=request.form.get("answer", ""), challenge=challenge)


@pages.get("/profile/passkeys")
@needs("signed_in")
def own_passkeys() -> ResponseReturnValue:
    return _own_page()


def _own_page(fault: str = "") -> str:
    actor = signed_in_actor()
    return render_template(
        "people/passkeys.html",
        passkeys=list_passkeys(session(), actor),
        is_fresh=is_fresh(session(), actor),
        is_possible=Site.of(runtime().settings.address) is not None,
        fault=fault,
    )


@pages.post("/profile/passkeys/options")
@needs("signed_in")
def ask_for_new_passkey() -> ResponseReturnValue:
    person = get_person(session(), signed_in_actor().id)
    return _asked(remember_challenge(ask_for_new(session(), _site(), person)))


@pages.post("/profile/passkeys")
@needs("signed_in")
def add_passkey() -> ResponseReturnValue:
    actor, site = signed_in_actor(), _site()
    if not is_fresh(session(), actor):
        return redirect(url_for("people.own_passkeys"), 303)
    try:
        keep_passkey(
            session(),
            site,
            actor.id,
            answer=request.form.get("answer", ""),
            challenge=take_challenge(),
            device=device_name(str(request.user_agent)),
        )
    except DomainError as error:
        return _own_page(sentence_for(error.code, error.facts)), 422
    tell_of_change(session(), runtime().mailer, get_person(session(), actor.id))
    commit()
    flash(gettext("La clé d’accès est gardée. Elle vous connecte sans mot de passe."))
    return redirect(url_for("people.own_passkeys"), 303)


@pages.post("/profile/passkeys/<uuid:passkey_id>/remove")
@needs("signed_in")
def remove_own_passkey(passkey_id: UUID) -> ResponseReturnValue:
    actor = signed_in_actor()
    try:
        remove_passkey(session(), actor, passkey_id=passkey_id)
    except LastWayIn as error:
        return _own_page(sentence_for(error.code, error.facts)), error.status
    tell_of_change(session(), runtime().mailer, get_person(session(), actor.id))
    commit()
    flash(gettext("Cette clé d’accès n’ouvre plus rien."))
    return redirect(url_for("people.own_passkeys"), 303)
