"""The form of one block: opened, saved as one types, and what happens when two people write in it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from flask import make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from app.catalogue.content.block_fields import Fields
from app.catalogue.draft_reading import find_unit_of
from app.catalogue.services.editing import BlockMoved, save_block
from app.kernel.access import needs
from app.kernel.identity import signed_in_actor
from app.kernel.unit_of_work import commit, session
from app.studio.acting import back_to
from app.studio.changes_told import differences_between
from app.studio.conflicts import Conflict, around_changes, both
from app.studio.editor_desk import Desk, EditedBlock, OpenBlock, open_on, set_desk, with_open
from app.studio.forms.reading import read_form, read_required
from app.studio.forms.rows import asks_for_rows, with_rows
from app.studio.forms.typed_lines import whole_number
from app.studio.pages import pages
from app.studio.presence import tell_change
from app.studio.views.editor import show


@pages.get("/modules/<slug>/blocks/<block>")
@needs("trainer")
def block_form(slug: str, block: str) -> ResponseReturnValue:
    """The block open as its form; with `shown`, closed again."""
    desk = set_desk(slug, find_unit_of(session(), slug, block))
    if "shown" not in request.args:
        desk = open_on(desk, block, takes_source=request.args.get("words") == "source")
    return _answer(desk, block)


@pages.post("/modules/<slug>/blocks/<block>")
@needs("trainer")
def save_block_form(slug: str, block: str) -> ResponseReturnValue:
    language = request.form.get("language", "")
    desk = set_desk(slug, find_unit_of(session(), slug, block), language=language)
    edited = desk.block(block)
    fields = read_form(edited.type.value, request.form)
    typed = OpenBlock(block, fields, read_required(request.form), _revision())
    if asks_for_rows(request.form):
        fields = with_rows(edited.type.value, fields, request.form)
        return _answer(with_open(desk, replace(typed, fields=fields, is_unsaved=True)), block)
    if request.form.get("way") == "both":
        return _answer(_with_both(desk, edited, typed), block)
    if request.form.get("way") == "mine":
        typed = replace(typed, revision=edited.given.row.revision)
    return _save(desk, typed)


def _revision() -> int:
    return whole_number(request.form.get("revision", "")) or 0


def _save(desk: Desk, typed: OpenBlock) -> ResponseReturnValue:
    try:
        save_block(
            session(),
            signed_in_actor(),
            slug=desk.slug,
            block=typed.code,
            language=desk.language,
            fields=typed.fields,
            required=typed.required,
            revision=typed.revision,
            seen=whole_number(request.form.get("seen", "")),
        )
    except BlockMoved as moved:
        session().rollback()
        return _answer(_with_conflict(desk, typed, moved), typed.code, 409)
    tell_change(session(), signed_in_actor(), desk.slug)
    commit()
    if not _is_by_script():
        return back_to(desk.slug, desk.unit.code, block=typed.code, opened=typed.code)
    desk = open_on(set_desk(desk.slug, desk.unit.code, language=desk.asked_language), typed.code)
    return render_template("studio/editor/_saved.html", desk=desk, block=desk.block(typed.code))


def _with_both(desk: Desk, edited: EditedBlock, typed: OpenBlock) -> Desk:
    """The form with the two texts in it, to be saved over the newest."""
    merged = both(typed.fields, edited.given.fields_in(desk.language))
    notice = gettext("Les deux textes sont dans le champ. Gardez ce qu’il faut.")
    opened = replace(typed, fields=merged, revision=edited.given.row.revision, notice=notice, is_unsaved=True)
    return with_open(desk, opened)


def _with_conflict(desk: Desk, typed: OpenBlock, moved: BlockMoved) -> Desk:
    theirs: Fields = moved.facts["fields"]
    conflict = Conflict(
        moved.facts["by"],
        datetime.fromisoformat(moved.facts["at"]),
        around_changes(differences_between(theirs, typed.fields)),
        list(_typed_pairs(request.form)),
    )
    return replace(desk, open=replace(typed, revision=moved.facts["revision"], conflict=conflict))


def _typed_pairs(form: MultiDict[str, str]) -> Iterator[tuple[str, str]]:
    """Everything that came, but for the choice, so that the choice brings it again."""
    for name, values in form.lists():
        if name != "way":
            yield from ((name, value) for value in values)


def _answer(desk: Desk, block: str, status: int = 200) -> ResponseReturnValue:
    """The block alone for the script, else the page around it."""
    if not _is_by_script():
        return show(desk, status)
    return make_response(render_template(desk.block_template, desk=desk, block=desk.block(block)), status)


def _is_by_script() -> bool:
    return request.headers.get("HX-Request") == "true"
