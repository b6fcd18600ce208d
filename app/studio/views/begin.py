"""A module from nothing: its title is enough to begin to write."""

from dataclasses import replace

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.catalogue.draft_reading import get_draft
from app.catalogue.services import editing
from app.kernel.access import needs
from app.kernel.errors import at_most
from app.kernel.i18n import LANGUAGES
from app.kernel.identity import signed_in_actor
from app.kernel.ids import parse_id
from app.kernel.unit_of_work import commit, session
from app.network.sectors import SECTORS
from app.studio.forms.beginning import Begun
from app.studio.pages import pages
from app.studio.views.modules import list_page

LONGEST_TITLE = 200


@pages.post("/modules/begin")
@needs("trainer")
def begin() -> ResponseReturnValue:
    form = request.form
    begun = Begun(
        at_most(LONGEST_TITLE, form.get("title", "")),
        at_most(64, form.get("sector", "")),
        form.get("language", "") if form.get("language") in LANGUAGES else "fr",
        form.get("centre", "")[:64],
    )
    if not begun.title:
        error = gettext("Donnez un titre au module. Vous pourrez le changer.")
        return list_page(begun=replace(begun, error=error)), 422
    module = editing.begin_module(
        session(),
        signed_in_actor(),
        title=begun.title,
        language=begun.language,
        sector=begun.sector or next(iter(SECTORS)),
        centre_id=parse_id(begun.centre) if begun.centre else None,
    )
    slug = module.slug
    unit = get_draft(session(), signed_in_actor(), slug).units[0].code
    commit()
    flash(gettext("Le module est commencé. Personne d’autre ne le voit."))
    return redirect(url_for("studio.unit", slug=slug, unit=unit), 303)
