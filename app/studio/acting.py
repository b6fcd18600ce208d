"""After an act of the editor: kept, said, with the way back."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import event

from app.catalogue.models import Change
from app.kernel.i18n import LANGUAGES
from app.kernel.identity import signed_in_actor
from app.kernel.unit_of_work import commit, session
from app.studio.presence import tell_change
from app.ui.flashes import flash_with_undo


@contextmanager
def noting() -> Iterator[list[Change]]:
    """The lines of history that are written meanwhile, without asking for them."""
    noted: list[Change] = []

    def note(flushed: Any, _context: Any) -> None:
        noted.extend(one for one in flushed.new if isinstance(one, Change))

    event.listen(session(), "after_flush", note)
    try:
        yield noted
    finally:
        event.remove(session(), "after_flush", note)


def done(slug: str, unit: str, said: str, changes: list[Change], *, block: str = "") -> ResponseReturnValue:
    """Keep what was changed and go back to the unit; `block` is the one to show."""
    undo = undo_url(slug, unit, changes[-1]) if changes else ""
    tell_change(session(), signed_in_actor(), slug)
    commit()
    if undo:
        flash_with_undo(said, undo)
    else:
        flash(said)
    return back_to(slug, unit, block=block)


def undo_url(slug: str, unit: str, change: Change) -> str:
    """Where it is undone; empty where it is somebody else's, or cannot be."""
    if change.by != signed_in_actor().id or not (change.before or change.after):
        return ""
    return url_for("studio.undo_change", slug=slug, change_id=change.id, unit=unit)


def back_to(slug: str, unit: str, *, block: str = "", opened: str | None = None) -> ResponseReturnValue:
    """The unit's page, with the block open that was open before (or that is to be opened now)."""
    opened = request.form.get("open", "") or None if opened is None else opened
    language = request.form.get("language", "")
    is_beside = "beside" in request.values and language in LANGUAGES
    address = url_for(
        "studio.translate_unit" if is_beside else "studio.unit",
        slug=slug,
        unit=unit,
        block=opened or None,
        language=language if language in LANGUAGES else None,
        _anchor=f"block-{block}" if block else None,
    )
    return redirect(address, 303)
