"""« Signaler une erreur »: anyone who uses a module says what is wrong at a block."""

import uuid

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.kernel.access import needs
from app.kernel.errors import DomainError, NotFound
from app.kernel.identity import signed_in_actor
from app.kernel.ids import new_id, parse_id
from app.kernel.sentences import sentence_for
from app.kernel.unit_of_work import commit, session
from app.learning.duties import learning_duties
from app.learning.pages import pages
from app.learning.queries import find_own
from app.learning.reports import get_reportable
from app.learning.screens import unit_url
from app.learning.services.reporting import LONGEST_TEXT, report_error
from app.people.actor import Actor


@pages.get("/reports/<uuid:version_id>/<block>")
@needs("signed_in")
def ask_report(version_id: uuid.UUID, block: str) -> str:
    return _page(version_id, block)


@pages.post("/reports/<uuid:version_id>/<block>")
@needs("signed_in")
def report(version_id: uuid.UUID, block: str) -> ResponseReturnValue:
    actor, is_safety = signed_in_actor(), request.form.get("kind") == "safety"
    try:
        made, created = report_error(
            session(),
            actor,
            report_id=parse_id(request.form.get("id")),
            version_id=version_id,
            block=block,
            is_safety=is_safety,
            text=request.form.get("text", ""),
        )
    except NotFound:
        raise
    except DomainError as refused:
        session().rollback()
        return _page(version_id, block, error=sentence_for(refused.code, refused.facts)), 422
    if created and made.is_safety:
        learning_duties().warn(session(), made)
    commit()
    flash(
        gettext("Merci. L’équipe du module est prévenue, et personne ne commence plus cette unité.")
        if made.is_safety
        else gettext("Merci. L’équipe du module va regarder.")
    )
    return redirect(_back_from(actor, version_id, block), 303)


def _back_from(actor: Actor, version_id: uuid.UUID, block: str) -> str:
    """Who learns goes back to the block; who came from elsewhere stays."""
    place = get_reportable(session(), actor, version_id, block)
    if find_own(session(), actor, place.outline.slug):
        return unit_url(place.outline.slug, place.unit.code, block)
    return url_for("learning.ask_report", version_id=version_id, block=block)


def _page(version_id: uuid.UUID, block: str, *, error: str = "") -> str:
    actor = signed_in_actor()
    place = get_reportable(session(), actor, version_id, block)
    return render_template(
        "learning/report.html",
        place=place,
        version_id=version_id,
        error=error,
        kind=request.form.get("kind", ""),
        typed=request.form.get("text", ""),
        report_id=request.form.get("id") or new_id(),
        longest=LONGEST_TEXT,
        is_learner=actor.has_role("learner"),
    )
