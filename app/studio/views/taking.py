"""From elsewhere: a file of another tool, its report, and only then the draft."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from app.catalogue.elsewhere import Fate, Note, Report
from app.catalogue.elsewhere.sentences import FIGURES, FORMATS
from app.catalogue.queries import get_editable_module
from app.catalogue.services.taking import Sent, Taken, get_base
from app.catalogue.taking_api import save_taken, take_apart
from app.kernel.access import needs
from app.kernel.errors import Denied, DomainError, NotFound
from app.kernel.identity import signed_in_actor
from app.kernel.runtime import runtime
from app.kernel.sentences import sentence_for
from app.kernel.unit_of_work import commit, session
from app.studio.views.tips import pages

__all__ = ["pages"]

LONGEST_NAME = 200
UPLOAD = re.compile(r"[0-9a-f]{64}")
MOST_PLACES = 6
LONGEST_LIST = 200


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that the report says, with the places it is said of."""

    message: str
    places: tuple[str, ...]
    more: int


@pages.get("/modules/<slug>/elsewhere")
@needs("trainer")
def elsewhere(slug: str) -> ResponseReturnValue:
    return _ask(slug)


def _ask(slug: str, refusal: str = "") -> str:
    module = get_editable_module(session(), signed_in_actor(), slug)
    return render_template("studio/elsewhere.html", module=module, refusal=refusal)


@pages.post("/modules/<slug>/elsewhere")
@needs("trainer")
def report(slug: str) -> ResponseReturnValue:
    """What would be taken. The file waits in the store under its own fingerprint; the draft is as it was."""
    upload = request.files.get("file")
    data = upload.read() if upload else b""
    name = ((upload.filename if upload else "") or "")[-LONGEST_NAME:]
    sent = Sent(data, name, request.form.get("title", "").strip()[:LONGEST_NAME])
    try:
        taken, _ = _take(slug, sent)
    except (NotFound, Denied):
        raise
    except DomainError as refused:
        return _ask(slug, sentence_for(refused.code, refused.facts)), refused.status
    fingerprint = hashlib.sha256(data).hexdigest()
    # Also where it is there already: it waits from now on.
    runtime().store.put(_key(fingerprint), data)
    return render_template(
        "studio/taking.html",
        module=get_editable_module(session(), signed_in_actor(), slug),
        sent=sent,
        upload=fingerprint,
        taken=taken,
        format=gettext(FORMATS[taken.report.format]),
        figures=list(_figures(taken.report)),
        kept=_told(taken.report.of(Fate.KEPT), most=LONGEST_LIST),
        changed=_told(taken.report.of(Fate.CHANGED)),
        left=_told(taken.report.of(Fate.LEFT)),
    )


def _take(slug: str, sent: Sent) -> tuple[Taken, str]:
    return take_apart(get_base(session(), signed_in_actor(), slug), sent)


def _key(fingerprint: str) -> str:
    """Apart from the media, so that no picture of another module can be asked for as a file."""
    return f"{fingerprint}-elsewhere"


@pages.post("/modules/<slug>/elsewhere/units")
@needs("trainer")
def take(slug: str) -> ResponseReturnValue:
    fingerprint = request.form.get("upload", "")
    if not UPLOAD.fullmatch(fingerprint) or not runtime().store.has(_key(fingerprint)):
        return _ask(slug, gettext("Le fichier n’est plus là. Envoyez-le de nouveau.")), 422
    name = request.form.get("name", "")[-LONGEST_NAME:]
    sent = Sent(
        runtime().store.get(_key(fingerprint)), name, request.form.get("title", "").strip()[:LONGEST_NAME]
    )
    try:
        taken, checksum = _take(slug, sent)
        save_taken(slug, taken, checksum)
    except (NotFound, Denied):
        raise
    except DomainError as refused:
        return _ask(slug, sentence_for(refused.code, refused.facts)), refused.status
    commit()
    flash(
        ngettext(
            "Repris dans le brouillon\u00a0: %(num)s unité. Relisez-la.",
            "Repris dans le brouillon\u00a0: %(num)s unités. Relisez-les.",
            len(taken.units),
        )
    )
    return redirect(url_for("studio.module", slug=slug), 303)


def _figures(report: Report) -> Iterator[tuple[str, int]]:
    """In the order of the list, whatever came first in the file."""
    for name, words in FIGURES.items():
        if report.figures[name]:
            yield gettext(words), report.figures[name]


def _told(notes: list[Note], most: int = MOST_PLACES) -> list[Told]:
    """The same sentence once, with the places where it holds."""
    places: dict[str, list[str]] = {}
    for note in notes:
        found = places.setdefault(note.message(gettext), [])
        place = _place(note)
        if place and place not in found:
            found.append(place)
    return [
        Told(message, tuple(found[:most]), max(0, len(found) - most)) for message, found in places.items()
    ]


def _place(note: Note) -> str:
    line, place = note.where.line, note.where.place
    said = gettext("ligne %(line)s", line=line) if line else ""
    named = gettext("«\u00a0%(place)s\u00a0»", place=place) if place else ""
    return ", ".join(filter(None, [said, named]))
