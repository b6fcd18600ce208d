"""What was done to a draft: by day, by whom, word by word, and the way back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date, gettext

from app.catalogue.history import list_changes
from app.catalogue.models import Change
from app.catalogue.queries import get_editable_module
from app.catalogue.services import editing
from app.kernel.access import needs
from app.kernel.errors import Conflict
from app.kernel.i18n import local
from app.kernel.identity import signed_in_actor
from app.kernel.ids import parse_id
from app.kernel.sentences import sentence_for
from app.kernel.unit_of_work import commit, session
from app.people.queries import names_of
from app.studio.acting import back_to
from app.studio.changes_told import Difference, differences_of, said_of
from app.studio.pages import pages

MOST = 40
LONGEST_CODE = 64


@dataclass(frozen=True, slots=True)
class ChangeTold:
    """A change as people read it."""

    id: UUID
    at: datetime
    by: str
    said: str
    differences: Sequence[Difference]
    is_of_a_block: bool
    can_go_back: bool


@pages.get("/modules/<slug>/history")
@needs("trainer")
def history(slug: str) -> ResponseReturnValue:
    actor = signed_in_actor()
    module = get_editable_module(session(), actor, slug)
    block = request.args.get("block", "")[:LONGEST_CODE]
    after = request.args.get("after", "")
    changes = list_changes(
        session(), actor, slug, block=block or None, after=parse_id(after) if after else None, limit=MOST
    )
    names = names_of(session(), {change.by for change in changes if change.by})
    return render_template(
        "studio/editor/history.html",
        module=module,
        block=block,
        days=_by_day([_told(change, names) for change in changes]),
        following=changes[-1].id if len(changes) == MOST else None,
    )


def _told(change: Change, names: dict[UUID, str]) -> ChangeTold:
    by = names.get(change.by, "") if change.by else ""
    return ChangeTold(
        change.id,
        change.at,
        by or gettext("La console"),
        said_of(change),
        differences_of(change),
        bool(change.block),
        bool(change.before or change.after),
    )


def _by_day(changes: list[ChangeTold]) -> list[tuple[str, list[ChangeTold]]]:
    days = groupby(changes, key=lambda change: local(change.at).date())
    return [(format_date(day, "full"), list(group)) for day, group in days]


@pages.post("/modules/<slug>/changes/<change_id>/undo")
@needs("trainer")
def undo_change(slug: str, change_id: str) -> ResponseReturnValue:
    return _go_back(slug, change_id, editing.undo, gettext("C’est annulé."))


@pages.post("/modules/<slug>/changes/<change_id>/restore")
@needs("trainer")
def restore_change(slug: str, change_id: str) -> ResponseReturnValue:
    return _go_back(slug, change_id, editing.restore, gettext("Le bloc est revenu à ce texte."))


def _go_back(slug: str, change_id: str, act: Any, said: str) -> ResponseReturnValue:
    """Back to the unit that asked, else to the history; where it cannot be undone, the reason is said there."""
    try:
        act(session(), signed_in_actor(), slug=slug, change_id=parse_id(change_id))
    except Conflict as refused:
        session().rollback()
        flash(sentence_for(refused.code, refused.facts))
    else:
        commit()
        flash(said)
    unit = request.args.get("unit", "")
    if unit:
        return back_to(slug, unit)
    return redirect(url_for("studio.history", slug=slug), 303)
