"""The editor: its page, and the page in its frame. Nothing is written here."""

from dataclasses import replace
from typing import Any

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from app.catalogue.draft_reading import NoDraftOpen
from app.catalogue.drawing import draw_block
from app.catalogue.history import list_changes
from app.catalogue.models import BlockType
from app.catalogue.outlines import BlockView
from app.catalogue.queries import get_editable_module, get_outline
from app.catalogue.services.editing import open_draft
from app.kernel.access import needs
from app.kernel.identity import signed_in_actor
from app.kernel.runtime import runtime
from app.kernel.security import may_be_framed_by_us, may_frame_our_pages
from app.kernel.unit_of_work import commit, session
from app.studio.acting import undo_url
from app.studio.editor_desk import Desk, open_on, set_desk
from app.studio.forms.unit import saved_head
from app.studio.pages import pages


@pages.get("/modules/<slug>/units/<unit>")
@needs("trainer")
def unit(slug: str, unit: str) -> ResponseReturnValue:
    try:
        desk = set_desk(slug, unit)
    except NoDraftOpen:
        return offer_to_begin(slug)
    return show_asked(desk)


def show_asked(desk: Desk) -> Response:
    """The page, with what its address asks to be open."""
    if code := request.args.get("block", ""):
        desk = open_on(desk, code)
    if "head" in request.args:
        desk = replace(desk, head=saved_head(desk.unit))
    if "insert" in request.args:
        desk = replace(desk, insert=request.args["insert"])
    return show(desk)


def show(desk: Desk, status: int = 200) -> Response:
    """The whole page of the editor."""
    latest = list_changes(session(), signed_in_actor(), desk.slug, limit=1)
    desk = replace(desk, undo_url=undo_url(desk.slug, desk.unit.code, latest[0]) if latest else "")
    template = "studio/translating/unit.html" if desk.is_beside else "studio/editor/unit.html"
    page = make_response(render_template(template, desk=desk), status)
    return may_frame_our_pages(page)


def offer_to_begin(slug: str) -> ResponseReturnValue:
    module = get_editable_module(session(), signed_in_actor(), slug)
    return render_template("studio/editor/no_draft.html", module=module), 409


@pages.post("/modules/<slug>/draft/open")
@needs("trainer")
def begin_writing(slug: str) -> ResponseReturnValue:
    """Make the draft from the current version where there is none, and go to its unit."""
    draft = open_draft(session(), signed_in_actor(), store=runtime().store, slug=slug)
    units = get_outline(session(), draft.id).units
    asked = request.form.get("unit", "")
    unit = asked if any(one.code == asked for one in units) else units[0].code
    commit()
    return redirect(url_for("studio.unit", slug=slug, unit=unit), 303)


@pages.get("/modules/<slug>/units/<unit>/frame")
@needs("trainer")
def frame(slug: str, unit: str) -> ResponseReturnValue:
    """The unit as its learners will see it; answers are marked there, and nothing is sent."""
    desk = set_desk(slug, unit)
    views = [block.given.view for block in desk.blocks if block.given.view and not block.is_hidden]
    page = render_template(
        "studio/editor/frame.html",
        desk=desk,
        unit=desk.unit,
        blocks=[_tried(view) for view in views],
        is_whole="whole" in request.args,
        trial={"blocks": [_trial(view) for view in views]},
    )
    return may_be_framed_by_us(make_response(page))


def _tried(view: BlockView) -> dict[str, Any]:
    """A question comes with its form: the script marks it, and sends nothing."""
    action = "#" if _is_answered(view) else None
    html = draw_block(view, None, action, generate_csrf() if action else "")
    return {"code": view.code, "label": view.label, "html": html}


def _trial(view: BlockView) -> dict[str, Any]:
    return {"code": view.code, "data": view.data if _is_answered(view) else None}


def _is_answered(view: BlockView) -> bool:
    return view.type in {BlockType.QUESTION, BlockType.CHECKLIST}
