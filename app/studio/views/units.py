"""What a unit says of itself: saved from the form at its top."""

from dataclasses import replace

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from markupsafe import Markup

from app.catalogue.services import editing
from app.kernel.access import needs
from app.kernel.identity import signed_in_actor
from app.kernel.unit_of_work import commit, session
from app.studio.changes_told import differences_between
from app.studio.editor_desk import Desk, Head, set_desk
from app.studio.forms.unit import UnitTyped, read_unit_form
from app.studio.pages import pages
from app.studio.views.editor import show


@pages.post("/modules/<slug>/units/<unit>")
@needs("trainer")
def save_unit(slug: str, unit: str) -> ResponseReturnValue:
    desk = set_desk(slug, unit, language=request.form.get("language", ""))
    typed = read_unit_form(request.form)
    if typed.errors:
        return show(_shown(desk, typed, typed.revision), 422)
    try:
        _save(desk, typed)
    except editing.UnitMoved as moved:
        told = _moved(desk, moved, typed)
        return show(_shown(desk, typed, moved.facts["revision"], told), 409)
    commit()
    flash(gettext("L’unité est enregistrée."))
    return redirect(desk.url(), 303)


def _save(desk: Desk, typed: UnitTyped) -> None:
    given, own, row = typed.given, desk.is_own_language, desk.unit.row
    editing.save_unit(
        session(),
        signed_in_actor(),
        slug=desk.slug,
        unit=desk.unit.code,
        language=desk.language,
        words=typed.words,
        minutes=given["minutes"] if own else row.minutes,
        place=given["place"] if own else row.place.value,
        prerequisites=given["prerequisites"] if own else list(row.prerequisites),
        revision=typed.revision,
    )
    if own and given["hidden"] != row.is_hidden:
        editing.hide_unit(
            session(), signed_in_actor(), slug=desk.slug, unit=desk.unit.code, hidden=given["hidden"]
        )


def _shown(desk: Desk, typed: UnitTyped, revision: int, told: Markup | None = None) -> Desk:
    return replace(desk, head=Head(typed.given, revision, typed.errors, told))


def _moved(desk: Desk, moved: editing.UnitMoved, typed: UnitTyped) -> Markup:
    theirs, mine = moved.facts["words"], typed.words
    page = render_template(
        "studio/editor/_head_moved.html",
        by=moved.facts["by"],
        differences=differences_between(theirs, mine),
        theirs_url=desk.url(head=1),
    )
    return Markup(page)  # noqa: S704  by our template
