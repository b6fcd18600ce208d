"""Taking a module or a version out of new beginnings, and putting it back."""

from collections.abc import Callable

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.catalogue.services.retiring import reopen_module, reopen_version, retire_module, retire_version
from app.kernel.access import needs
from app.kernel.errors import DomainError
from app.kernel.identity import signed_in_actor
from app.kernel.sentences import sentence_for
from app.kernel.unit_of_work import commit, session
from app.studio.views.versions import pages, versions_page

__all__ = ["pages"]


@pages.post("/modules/<slug>/retire")
@needs("trainer")
def retire(slug: str) -> ResponseReturnValue:
    actor, why = signed_in_actor(), request.form.get("why", "")
    said = gettext("Plus personne ne commence ce module. Qui est en cours peut finir.")
    return _do(slug, said, lambda: retire_module(session(), actor, slug=slug, why=why))


@pages.post("/modules/<slug>/reopen")
@needs("trainer")
def reopen(slug: str) -> ResponseReturnValue:
    actor, said = signed_in_actor(), gettext("On peut de nouveau commencer ce module.")
    return _do(slug, said, lambda: reopen_module(session(), actor, slug=slug))


@pages.post("/modules/<slug>/versions/<int:number>/retire")
@needs("trainer")
def retire_one(slug: str, number: int) -> ResponseReturnValue:
    actor, why = signed_in_actor(), request.form.get("why", "")
    said = gettext("Plus personne ne commence la version %(number)s.", number=number)
    return _do(slug, said, lambda: retire_version(session(), actor, slug=slug, number=number, why=why))


@pages.post("/modules/<slug>/versions/<int:number>/reopen")
@needs("trainer")
def reopen_one(slug: str, number: int) -> ResponseReturnValue:
    actor, said = signed_in_actor(), gettext("La version %(number)s est de nouveau ouverte.", number=number)
    return _do(slug, said, lambda: reopen_version(session(), actor, slug=slug, number=number))


def _do(slug: str, said: str, act: Callable[[], object]) -> ResponseReturnValue:
    try:
        act()
    except DomainError as refused:
        if refused.status in (403, 404):
            raise
        session().rollback()
        return versions_page(slug, sentence_for(refused.code, refused.facts)), refused.status
    commit()
    flash(said)
    return redirect(url_for("studio.versions", slug=slug), 303)
