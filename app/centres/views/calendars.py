"""Closures out of a calendar file: first what it would change, then the change."""

from typing import Any

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from app.centres.forms import CalendarForm
from app.centres.pages import pages
from app.centres.queries.centres import get_run_centre
from app.centres.services import closures as services
from app.centres.services.closures import Comparison
from app.centres.views.hours import Forms, back_to, hours_page
from app.centres.words import say_days, say_reason
from app.kernel.access import needs
from app.kernel.errors import DomainError, NotFound
from app.kernel.identity import signed_in_actor
from app.kernel.sentences import sentence_for
from app.kernel.unit_of_work import commit, session
from app.network.calendars import MOST_BYTES
from app.network.closings import Closing, closing_of
from app.network.models import Centre

Line = tuple[str, str]


@pages.post("/centre/hours/<centre_code>/calendar")
@needs("runs_centre")
def show_calendar(centre_code: str) -> ResponseReturnValue:
    """What the file would change. Nothing is changed yet; its text goes along in the page."""
    centre = get_run_centre(session(), signed_in_actor(), centre_code)
    upload = request.files.get("calendar")
    data = upload.read(MOST_BYTES + 1) if upload else b""
    if not data:
        return _refuse(centre, gettext("Choisissez un fichier .ics."))
    text = _decode(data)
    try:
        compared = services.compare_calendar(session(), centre, text)
    except NotFound:
        raise
    except DomainError as refused:
        return _refuse(centre, sentence_for(refused.code, refused.facts))
    return render_template("centres/calendar.html", centre=centre, text=text, **_told(compared))


def _decode(data: bytes) -> str:
    """UTF-8 as the format says, else what an old program on Windows writes. A NUL is no text."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    return text.replace("\0", "")


def _refuse(centre: Centre, sentence: str) -> ResponseReturnValue:
    form = CalendarForm(formdata=None)
    form.calendar.errors = [sentence]
    return hours_page(centre, Forms(calendar=form)), 422


def _told(compared: Comparison) -> dict[str, Any]:
    return {
        "new": [_line(closing) for _, closing in compared.new],
        "gone": [_line(closing_of(closure)) for closure in compared.gone],
        "known": [_line(closing) for closing in compared.known],
        "faults": [(fault, sentence_for(fault.code, {})) for fault in compared.read.faults],
        "past": compared.read.past,
        "changes": compared.changes,
    }


def _line(closing: Closing) -> Line:
    return say_days(closing), say_reason(closing)


@pages.post("/centre/hours/<centre_code>/calendar/take")
@needs("runs_centre")
def take_calendar(centre_code: str) -> ResponseReturnValue:
    """Read again from the text that the page carried: what was shown is what is taken."""
    text = request.form.get("text", "")
    try:
        taken = services.take_calendar(session(), signed_in_actor(), code=centre_code, text=text)
    except NotFound:
        raise
    except DomainError as refused:
        centre = get_run_centre(session(), signed_in_actor(), centre_code)
        return _refuse(centre, sentence_for(refused.code, refused.facts))
    commit()
    flash(_said(taken))
    return back_to(centre_code)


def _said(taken: Comparison) -> str:
    if not taken.changes:
        return str(gettext("Tout était déjà noté : rien n’a changé."))
    said = [
        ngettext("%(num)s fermeture ajoutée", "%(num)s fermetures ajoutées", len(taken.new))
        if taken.new
        else "",
        ngettext("%(num)s fermeture retirée", "%(num)s fermetures retirées", len(taken.gone))
        if taken.gone
        else "",
    ]
    return ", ".join(part for part in said if part) + "."
