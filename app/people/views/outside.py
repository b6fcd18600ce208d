"""Signing in with an account outside: there, back, and what is said where that leads nowhere."""

from collections.abc import Mapping

from flask import redirect, render_template, request, url_for
from flask import session as cookie
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from app.kernel.access import PUBLIC, needs
from app.kernel.errors import DomainError
from app.kernel.identity import current_actor
from app.kernel.paths import local_path
from app.kernel.runtime import runtime
from app.kernel.unit_of_work import commit, session, writes
from app.people.linking import keep_shown
from app.people.models import Means
from app.people.pages import pages
from app.people.provider import ProviderAway, ProviderRefused, find_provider, get_provider, open_provider
from app.people.queries import get_person
from app.people.services.outside import OutsideUnknown, Told, recognise
from app.people.services.telling import tell_of_change
from app.people.views.coming_in import come_in
from app.people.waiting import stop_waiting

#: Where the name of an account that led nowhere waits for the page that says so.
PLACE = "stopped"
STATUS = {one.code: one.status for one in (ProviderAway, OutsideUnknown)}


@pages.record_once
def open_configured_provider(state: BlueprintSetupState) -> None:
    open_provider(state.app, state.app.extensions["compagnon"].settings)


@pages.app_template_global()
def outside_name() -> str:
    """How people call the provider they may sign in with; empty where there is none."""
    provider = find_provider()
    return provider.name if provider else ""


@pages.get("/sign-in/outside")
@needs(PUBLIC)
def sign_in_outside() -> ResponseReturnValue:
    provider, target = get_provider(), local_path(request.args.get("next"))
    if current_actor():
        return redirect(target, 303)
    session().rollback()  # the provider may be slow: nothing is held meanwhile
    stop_waiting()
    try:
        return provider.begin({"next": target})
    except DomainError as error:
        return stopped(error, target)


@pages.get("/sign-in/outside/back")
@needs(PUBLIC)
@writes
def come_back_from_outside() -> ResponseReturnValue:
    provider = get_provider()
    kept = provider.kept()
    target = local_path(kept.get("next"))
    told = None
    try:
        told = provider.come_back()
        if "person" in kept:
            return _show_own(told, kept)
        return _come_in(told, target)
    except DomainError as error:
        return stopped(error, target, told.name if told else "")


def _come_in(told: Told, target: str) -> ResponseReturnValue:
    running = runtime()
    rules = running.settings
    found = recognise(
        session(), told, trusts_email=rules.oidc_trust_email, known_only=rules.oidc_known_people_only
    )
    if found.is_new_here:
        tell_of_change(session(), running.mailer, get_person(session(), found.person_id))
        commit()
    is_stepped = rules.oidc_trust_second_step and told.is_stepped
    return come_in(found.person_id, Means.OUTSIDE, target, is_stepped=is_stepped)


def _show_own(told: Told, kept: Mapping[str, str]) -> ResponseReturnValue:
    """Someone signed in has shown an account to link; they say yes on the next page."""
    actor = current_actor()
    if actor is None or actor.id.hex != kept["person"]:
        raise ProviderRefused
    keep_shown(told, actor.id)
    return redirect(url_for("people.own_outside"), 303)


def stopped(error: DomainError, target: str, account: str = "") -> ResponseReturnValue:
    """To the page that says what happened: at an address of its own, which can be loaded again."""
    session().rollback()
    cookie[PLACE] = account
    onward = None if target == "/" else target
    return redirect(url_for("people.stopped_outside", why=error.code, next=onward), 303)


@pages.get("/sign-in/outside/stopped")
@needs(PUBLIC)
def stopped_outside() -> ResponseReturnValue:
    """What happened, and the other ways to come in."""
    get_provider()
    why, target = request.args.get("why", ""), local_path(request.args.get("next"))
    page = render_template(
        "people/outside_stopped.html",
        code=why,
        next=url_for("people.own_outside") if why == OutsideUnknown.code else target,
        target=target,
        account=cookie.get(PLACE, ""),
        is_signed_in=current_actor() is not None,
        again="",
        kept=[],
    )
    return page, STATUS.get(why, ProviderRefused.status)
