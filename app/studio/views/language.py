"""The languages of a module: how far each is, a new one, and what the module says of itself in one."""

from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from app.catalogue.draft_reading import Draft, NoDraftOpen, get_draft
from app.catalogue.language_reading import Tally, list_texts, standing_of, tallies
from app.catalogue.queries import get_editable_module
from app.catalogue.services import editing
from app.catalogue.translations import languages_of, words_of_head
from app.kernel.access import needs
from app.kernel.errors import NotFound, at_most
from app.kernel.i18n import LANGUAGES
from app.kernel.identity import signed_in_actor
from app.kernel.sentences import sentence_for
from app.kernel.unit_of_work import commit, session
from app.studio.changes_told import differences_between, since_made
from app.studio.editor_desk import Head
from app.studio.forms.typed_lines import lines_in, whole_number
from app.studio.pages import pages
from app.studio.views.module_head import LONGEST_LINES, LONGEST_SUMMARY, LONGEST_TITLE


@dataclass(frozen=True, slots=True)
class Line:
    """The module itself (no code), or a unit of it, with its tally in each language, and those in which it is begun."""

    code: str
    title: str
    open: frozenset[str]
    cells: tuple[tuple[str, Tally], ...]


@pages.get("/modules/<slug>/languages")
@needs("trainer")
def languages(slug: str) -> ResponseReturnValue:
    actor = signed_in_actor()
    try:
        draft = get_draft(session(), actor, slug)
    except NoDraftOpen:
        module = get_editable_module(session(), actor, slug)
        return render_template("studio/editor/no_draft.html", module=module), 409
    begun = languages_of(draft.version.head, [unit.row for unit in draft.units])
    counted = tallies(list_texts(session(), draft.version))
    said = gettext("Ce que le module dit de lui")
    named = [("", said, draft.version.head.get("words", {}))]
    named += [(unit.code, unit.row.title, unit.row.words) for unit in draft.units if not unit.is_hidden]
    return render_template(
        "studio/languages.html",
        module=draft.module,
        own=LANGUAGES.get(draft.module.language, draft.module.language),
        begun=[(code, LANGUAGES.get(code, code)) for code in begun],
        possible=[
            (code, name) for code, name in LANGUAGES.items() if code not in (*begun, draft.module.language)
        ],
        lines=[_line(counted, begun, *each) for each in named],
    )


def _line(
    counted: dict[tuple[str, str], Tally], begun: list[str], code: str, title: str, words: dict[str, Any]
) -> Line:
    cells = tuple((language, counted.get((code, language), Tally())) for language in begun)
    return Line(code, title, frozenset(words), cells)


@pages.post("/modules/<slug>/languages")
@needs("trainer")
def begin_language(slug: str) -> ResponseReturnValue:
    """Of the whole module, or of one unit; on to where it is written."""
    language, unit = request.form.get("language", ""), request.form.get("unit", "")[:64]
    if language not in LANGUAGES:
        raise NotFound
    editing.begin_language(session(), signed_in_actor(), slug=slug, language=language, unit=unit or None)
    commit()
    if unit:
        return redirect(url_for("studio.translate_unit", slug=slug, language=language, unit=unit), 303)
    flash(gettext("%(language)s : commencez par ce que le module dit de lui.", language=LANGUAGES[language]))
    return redirect(url_for("studio.translate_head", slug=slug, language=language), 303)


@pages.get("/modules/<slug>/translate/<language>")
@needs("trainer")
def translate_head(slug: str, language: str) -> ResponseReturnValue:
    draft = get_draft(session(), signed_in_actor(), slug)
    saved = _words(draft, language)
    return _page(draft, language, Head(_given(saved), draft.version.head_revision))


def _words(draft: Draft, language: str) -> dict[str, Any]:
    """Raises NotFound for a language that was not begun."""
    words: dict[str, Any] | None = draft.version.head.get("words", {}).get(language)
    if words is None:
        raise NotFound
    return words


def _given(saved: dict[str, Any]) -> dict[str, Any]:
    return {**saved, "outcomes": "\n".join(saved.get("outcomes", ()))}


def _page(draft: Draft, language: str, shown: Head, status: int = 200) -> ResponseReturnValue:
    version, own = draft.version, draft.module.language
    words = words_of_head(version.head)
    return render_template(
        "studio/translating/head.html",
        module=draft.module,
        draft=version,
        language=language,
        language_name=LANGUAGES.get(language, language),
        own=own,
        source=words[own],
        head=shown,
        standing=standing_of(language, words, version.behind),
        since=since_made(version.behind.get(language), words[own]),
        units=draft.units,
    ), status


@pages.post("/modules/<slug>/translate/<language>")
@needs("trainer")
def save_translated_head(slug: str, language: str) -> ResponseReturnValue:
    draft = get_draft(session(), signed_in_actor(), slug)
    _words(draft, language)
    given, revision = _typed(request.form), whole_number(request.form.get("revision", "")) or 0
    if not given["title"]:
        errors = {"title": gettext("Donnez un titre au module dans cette langue.")}
        return _page(draft, language, Head(given, revision, errors), 422)
    wanted = given | {"outcomes": lines_in(given["outcomes"])}
    head = {"words": {language: wanted}}
    try:
        editing.save_head(session(), signed_in_actor(), slug=slug, head=head, revision=revision)
    except editing.HeadMoved as moved:
        told = _moved(slug, language, moved, wanted)
        return _page(draft, language, Head(given, moved.facts["revision"], {}, told), 409)
    commit()
    flash(gettext("La présentation est enregistrée."))
    return redirect(url_for("studio.translate_head", slug=slug, language=language), 303)


def _typed(form: MultiDict[str, str]) -> dict[str, Any]:
    """Raises TextTooLong."""
    return {
        "title": at_most(LONGEST_TITLE, form.get("title", "")),
        "summary": at_most(LONGEST_SUMMARY, form.get("summary", "")),
        "outcomes": at_most(LONGEST_LINES, form.get("outcomes", "")),
    }


def _moved(slug: str, language: str, moved: editing.HeadMoved, wanted: dict[str, Any]) -> Markup:
    theirs = moved.facts["head"].get("words", {}).get(language, {})
    page = render_template(
        "studio/editor/_head_moved.html",
        by=moved.facts["by"],
        differences=differences_between(theirs, wanted),
        theirs_url=url_for("studio.translate_head", slug=slug, language=language),
    )
    return Markup(page)  # noqa: S704  by our template


@pages.post("/modules/<slug>/translate/<language>/confirm")
@needs("trainer")
def confirm_head(slug: str, language: str) -> ResponseReturnValue:
    seen = whole_number(request.form.get("seen", "")) or 0
    try:
        editing.confirm_head(session(), signed_in_actor(), slug=slug, language=language, seen=seen)
    except editing.SourceMoved as moved:
        session().rollback()
        flash(sentence_for(moved.code, moved.facts))
    else:
        commit()
        flash(gettext("C’est noté : la traduction est à jour."))
    return redirect(url_for("studio.translate_head", slug=slug, language=language), 303)
