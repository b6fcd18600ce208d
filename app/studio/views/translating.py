"""One unit in two languages, block by block: the module's own to read, the other to write."""

from typing import Any

from flask import flash, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.catalogue.draft_reading import NoDraftOpen, find_unit_of
from app.catalogue.services import editing
from app.kernel.access import needs
from app.kernel.errors import NotFound
from app.kernel.i18n import LANGUAGES
from app.kernel.identity import signed_in_actor
from app.kernel.sentences import sentence_for
from app.kernel.unit_of_work import commit, session
from app.studio.acting import back_to
from app.studio.editor_desk import set_desk
from app.studio.forms.typed_lines import whole_number
from app.studio.pages import pages
from app.studio.presence import tell_change
from app.studio.views.editor import offer_to_begin, show_asked


@pages.get("/modules/<slug>/translate/<language>/units/<unit>")
@needs("trainer")
def translate_unit(slug: str, language: str, unit: str) -> ResponseReturnValue:
    try:
        desk = set_desk(slug, unit, language=language, beside=True)
    except NoDraftOpen:
        return offer_to_begin(slug)
    if not desk.is_beside or language not in desk.unit.row.words:
        raise NotFound
    return show_asked(desk)


@pages.post("/modules/<slug>/blocks/<block>/confirm")
@needs("trainer")
def confirm_block(slug: str, block: str) -> ResponseReturnValue:
    """The translation is still right as it is."""
    unit = find_unit_of(session(), slug, block)
    _confirm(editing.confirm_block, slug, block=block)
    return back_to(slug, unit, block=block)


@pages.post("/modules/<slug>/units/<unit>/confirm")
@needs("trainer")
def confirm_unit(slug: str, unit: str) -> ResponseReturnValue:
    _confirm(editing.confirm_unit, slug, unit=unit)
    return back_to(slug, unit)


def _confirm(verb: Any, slug: str, **what: str) -> None:
    language, seen = request.form.get("language", ""), whole_number(request.form.get("seen", "")) or 0
    if language not in LANGUAGES:
        raise NotFound
    try:
        verb(session(), signed_in_actor(), slug=slug, language=language, seen=seen, **what)
    except editing.SourceMoved as moved:
        session().rollback()
        flash(sentence_for(moved.code, moved.facts))
        return
    tell_change(session(), signed_in_actor(), slug)
    commit()
    flash(gettext("C’est noté : la traduction est à jour."))
