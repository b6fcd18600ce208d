"""What people say is wrong in a module, and what its authors did about it."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.catalogue.models import VersionState
from app.catalogue.queries import get_editable_module, list_versions
from app.kernel.access import needs
from app.kernel.errors import DomainError
from app.kernel.identity import signed_in_actor
from app.kernel.sentences import sentence_for
from app.kernel.unit_of_work import commit, session
from app.learning.duties import learning_duties
from app.learning.reports import list_reports
from app.learning.services.reporting import LONGEST_TEXT, close_report
from app.people.models import Person
from app.studio.views.retiring import pages

__all__ = ["pages"]
UNFOUNDED = "unfounded"


@pages.get("/modules/<slug>/reports")
@needs("trainer")
def reports(slug: str) -> ResponseReturnValue:
    return _page(slug)


@pages.post("/modules/<slug>/reports/<uuid:report_id>")
@needs("trainer")
def close(slug: str, report_id: UUID) -> ResponseReturnValue:
    chosen = request.form.get("state", UNFOUNDED)
    try:
        report = close_report(
            session(),
            signed_in_actor(),
            slug=slug,
            report_id=report_id,
            corrected_in=int(chosen) if chosen.isdecimal() and len(chosen) < 9 else None,
            outcome=request.form.get("outcome", ""),
        )
    except DomainError as refused:
        if refused.status in (403, 404):
            raise
        session().rollback()
        said = sentence_for(refused.code, refused.facts)
        return _page(slug, refused_id=report_id, refusal=said), refused.status
    duties = learning_duties()
    reporter = session().get_one(Person, report.reported_by)
    if report.is_safety:
        duties.warn(session(), report)
    elif reporter.email:
        duties.answer(session(), report, reporter)
    commit()
    flash(gettext("C’est clos. Les personnes concernées sont prévenues."))
    return redirect(url_for("studio.reports", slug=slug), 303)


def _page(slug: str, *, refused_id: UUID | None = None, refusal: str = "") -> str:
    found = get_editable_module(session(), signed_in_actor(), slug)
    versions = [
        version for version in list_versions(session(), found.id) if version.state is VersionState.PUBLISHED
    ]
    told = list_reports(session(), found.id)
    return render_template(
        "studio/reports.html",
        module=found,
        opened=[each for each in told if each.report.state == "open"],
        closed=[each for each in told if each.report.state != "open"],
        versions=[version.number for version in versions],
        refused_id=refused_id,
        refusal=refusal,
        typed=request.form.get("outcome", ""),
        chosen=request.form.get("state", ""),
        longest=LONGEST_TEXT,
        unfounded=UNFOUNDED,
    )
