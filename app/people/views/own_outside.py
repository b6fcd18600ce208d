"""One's own account outside: show it, say yes, let it go."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.kernel.access import needs
from app.kernel.errors import DomainError, NotFound
from app.kernel.identity import signed_in_actor
from app.kernel.runtime import runtime
from app.kernel.sentences import sentence_for
from app.kernel.unit_of_work import commit, session
from app.people.linking import find_shown, forget_shown
from app.people.pages import pages
from app.people.policy import STAFF
from app.people.provider import get_provider
from app.people.queries import get_person
from app.people.services.outside import find_outside, link, unlink
from app.people.services.telling import tell_of_change
from app.people.sittings import is_fresh
from app.people.views.outside import stopped
from app.people.ways_in import list_ways


@pages.get("/profile/outside")
@needs("signed_in")
def own_outside() -> ResponseReturnValue:
    return _own_page()


def _own_page(fault: str = "") -> str:
    actor, provider = signed_in_actor(), get_provider()
    ways = list_ways(session(), get_person(session(), actor.id))
    return render_template(
        "people/outside.html",
        provider=provider,
        account=find_outside(session(), actor.id, issuer=provider.issuer),
        shown=find_shown(actor.id),
        is_fresh=is_fresh(session(), actor),
        is_last=ways.count(of_staff=actor.has_role(*STAFF)) <= 1,
        fault=fault,
    )


@pages.get("/profile/outside/show")
@needs("signed_in")
def show_own_outside() -> ResponseReturnValue:
    """Sign in there: what comes back is linked once the person has said yes."""
    actor, provider = signed_in_actor(), get_provider()
    if not is_fresh(session(), actor):
        return redirect(url_for("people.own_outside"), 303)
    session().rollback()  # the provider may be slow: nothing is held meanwhile
    target = url_for("people.own_outside")
    try:
        return provider.begin({"next": target, "person": actor.id.hex})
    except DomainError as error:
        return stopped(error, target)


@pages.post("/profile/outside")
@needs("signed_in")
def link_outside() -> ResponseReturnValue:
    actor, provider = signed_in_actor(), get_provider()
    shown = find_shown(actor.id)
    if shown is None or not is_fresh(session(), actor):
        return redirect(url_for("people.own_outside"), 303)
    forget_shown()
    try:
        link(session(), actor, issuer=shown.issuer, subject=shown.subject)
    except DomainError as error:
        return _own_page(sentence_for(error.code, error.facts)), error.status
    tell_of_change(session(), runtime().mailer, get_person(session(), actor.id))
    commit()
    flash(gettext("C’est lié. « Continuer avec %(name)s » vous connecte désormais.", name=provider.name))
    return redirect(url_for("people.own_outside"), 303)


@pages.post("/profile/outside/remove")
@needs("signed_in")
def unlink_outside() -> ResponseReturnValue:
    actor, provider = signed_in_actor(), get_provider()
    try:
        unlink(session(), actor, issuer=provider.issuer)
    except NotFound:
        raise
    except DomainError as error:
        return _own_page(sentence_for(error.code, error.facts)), error.status
    tell_of_change(session(), runtime().mailer, get_person(session(), actor.id))
    commit()
    flash(gettext("Ce compte n’ouvre plus le vôtre."))
    return redirect(url_for("people.own_outside"), 303)
