"""What a module says of itself, as a form."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from app.catalogue.draft_reading import Draft, get_draft
from app.catalogue.services import editing
from app.kernel.access import needs
from app.kernel.errors import at_most
from app.kernel.i18n import LANGUAGES
from app.kernel.identity import signed_in_actor
from app.kernel.unit_of_work import commit, session
from app.network.sectors import named_sectors
from app.studio.changes_told import differences_between
from app.studio.editor_desk import Head
from app.studio.forms.typed_lines import lines_in, whole_number
from app.studio.pages import pages

LONGEST_TITLE, LONGEST_SUMMARY, LONGEST_LINES = 200, 2000, 8000
LICENCES = ("CC-BY-SA-4.0", "CC-BY-4.0", "CC-BY-NC-SA-4.0", "CC0-1.0")


@pages.get("/modules/<slug>/head")
@needs("trainer")
def head(slug: str) -> ResponseReturnValue:
    draft = get_draft(session(), signed_in_actor(), slug)
    return _page(draft, Head(_given(draft.version.head), draft.version.head_revision))


def _given(saved: Mapping[str, Any]) -> dict[str, Any]:
    lines = {name: "\n".join(saved.get(name, ())) for name in ("outcomes", "sources")}
    return {**saved, **lines}


def _page(draft: Draft, shown: Head, status: int = 200) -> ResponseReturnValue:
    given = shown.given
    return render_template(
        "studio/editor/module_head.html",
        module=draft.module,
        head=shown,
        sectors=named_sectors(given.get("sector", "")),
        languages=list(LANGUAGES.items()),
        language_name=LANGUAGES.get(draft.module.language, draft.module.language),
        licences=[(code, code) for code in dict.fromkeys((*LICENCES, given.get("licence", ""))) if code],
        refusal="",
    ), status


@pages.post("/modules/<slug>/head")
@needs("trainer")
def save_head(slug: str) -> ResponseReturnValue:
    draft = get_draft(session(), signed_in_actor(), slug)
    given, errors = _read(request.form)
    revision = whole_number(request.form.get("revision", "")) or 0
    if errors:
        return _page(draft, Head(given, revision, errors), 422)
    saved = dict(draft.version.head)
    wanted = saved | given | {name: lines_in(given[name]) for name in ("outcomes", "sources")}
    try:
        editing.save_head(session(), signed_in_actor(), slug=slug, head=wanted, revision=revision)
    except editing.HeadMoved as moved:
        told = _moved(slug, moved, wanted)
        return _page(draft, Head(given, moved.facts["revision"], {}, told), 409)
    commit()
    flash(gettext("Le module est enregistré."))
    return redirect(url_for("studio.module", slug=slug), 303)


def _moved(slug: str, moved: editing.HeadMoved, wanted: Mapping[str, Any]) -> Markup:
    page = render_template(
        "studio/editor/_head_moved.html",
        by=moved.facts["by"],
        differences=differences_between(moved.facts["head"], wanted),
        theirs_url=url_for("studio.head", slug=slug),
    )
    return Markup(page)  # noqa: S704  by our template


def _read(form: MultiDict[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """What was typed, and what does not fit. Raises TextTooLong."""
    given: dict[str, Any] = {
        "title": at_most(LONGEST_TITLE, form.get("title", "")),
        "summary": at_most(LONGEST_SUMMARY, form.get("summary", "")),
        "outcomes": at_most(LONGEST_LINES, form.get("outcomes", "")),
        "sources": at_most(LONGEST_LINES, form.get("sources", "")),
        "sector": at_most(64, form.get("sector", "")),
        "licence": at_most(64, form.get("licence", "")),
        "language": form.get("language", "") if form.get("language") in LANGUAGES else "fr",
        "review_on": at_most(10, form.get("review_on", "")),
    }
    errors = {}
    if not given["title"]:
        errors["title"] = gettext("Donnez un titre au module.")
    if not _is_day(given["review_on"]):
        errors["review_on"] = gettext("Choisissez une date.")
    return given, errors


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
