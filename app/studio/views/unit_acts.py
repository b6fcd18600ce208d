"""What one does with a unit as a whole."""

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.catalogue.draft_reading import list_unit_codes
from app.catalogue.models import Place
from app.catalogue.services import editing
from app.kernel.access import needs
from app.kernel.identity import signed_in_actor
from app.kernel.unit_of_work import session
from app.studio.acting import done, noting
from app.studio.pages import pages


@pages.post("/modules/<slug>/units")
@needs("trainer")
def add_unit(slug: str) -> ResponseReturnValue:
    place = Place.IN_CENTRE if request.form.get("place") == Place.IN_CENTRE.value else Place.REMOTE
    with noting() as changes:
        unit = editing.add_unit(session(), signed_in_actor(), slug=slug, place=place)
    return done(slug, unit.code, gettext("Une unité de plus. Donnez-lui un titre."), changes)


@pages.post("/modules/<slug>/units/<unit>/move")
@needs("trainer")
def move_unit(slug: str, unit: str) -> ResponseReturnValue:
    after = request.form.get("after") or None
    with noting() as changes:
        editing.move_unit(session(), signed_in_actor(), slug=slug, unit=unit, after=after)
    return done(slug, _here(unit), gettext("L’unité est déplacée."), changes)


@pages.post("/modules/<slug>/units/<unit>/copy")
@needs("trainer")
def copy_unit(slug: str, unit: str) -> ResponseReturnValue:
    with noting() as changes:
        copied = editing.copy_unit(session(), signed_in_actor(), slug=slug, unit=unit)
    return done(slug, copied.code, gettext("L’unité est en double. Vous êtes dans la copie."), changes)


@pages.post("/modules/<slug>/units/<unit>/hide")
@needs("trainer")
def hide_unit(slug: str, unit: str) -> ResponseReturnValue:
    said = gettext("L’unité est masquée\u00a0: elle reste ici et n’est pas publiée.")
    return _hide(slug, unit, True, said)


@pages.post("/modules/<slug>/units/<unit>/show")
@needs("trainer")
def show_unit(slug: str, unit: str) -> ResponseReturnValue:
    return _hide(slug, unit, False, gettext("L’unité sera publiée avec les autres."))


def _hide(slug: str, unit: str, hidden: bool, said: str) -> ResponseReturnValue:
    with noting() as changes:
        editing.hide_unit(session(), signed_in_actor(), slug=slug, unit=unit, hidden=hidden)
    return done(slug, _here(unit), said, changes)


@pages.post("/modules/<slug>/units/<unit>/remove")
@needs("trainer")
def remove_unit(slug: str, unit: str) -> ResponseReturnValue:
    with noting() as changes:
        editing.remove_unit(session(), signed_in_actor(), slug=slug, unit=unit)
    here, left = _here(unit), list_unit_codes(session(), slug)
    return done(slug, here if here in left else left[0], gettext("L’unité est retirée."), changes)


def _here(unit: str) -> str:
    """The unit whose page is shown; acts on another one leave it there."""
    return request.form.get("here", "") or unit
