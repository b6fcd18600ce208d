"""One learner for who accompanies them: one line of time, what was agreed, and what one can do."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.chat.sending import message_rates
from app.in_centre.queries.progress import list_unit_progress
from app.in_centre.readiness import UnitProgress
from app.kernel.access import needs
from app.kernel.clock import now
from app.kernel.errors import DomainError, NotFound
from app.kernel.i18n import local
from app.kernel.identity import signed_in_actor
from app.kernel.unit_of_work import commit, session
from app.tutoring.briefing import read_brief
from app.tutoring.company import last_day
from app.tutoring.forms import ACT_ICONS, DONE_NAMES, ActForm
from app.tutoring.models import Act
from app.tutoring.pages import pages
from app.tutoring.queries.caseload import get_followed
from app.tutoring.queries.facts import list_own_visits
from app.tutoring.queries.needs import weigh_needs
from app.tutoring.queries.timeline import DAYS_A_PAGE, Kind, Moment, list_moments
from app.tutoring.services.interventions import add_intervention
from app.tutoring.wording import sentence_with_figures
from app.ui.forms import refuse

FILTERS = {
    # Work has its place among the questions: a page of everything stays within its statements.
    "": tuple(kind for kind in Kind if kind is not Kind.WORK),
    "study": (Kind.STUDY,),
    "questions": (Kind.QUESTION, Kind.WORK),
    "sessions": (Kind.CENTRE,),
    "mine": (Kind.MINE,),
}
#: What one notes from here; replying to a question and waiving a block belong to their signal.
NOTED = (Act.CALL, Act.MESSAGE, Act.NOTE, Act.REPLAN, Act.SLOT)


@pages.get("/tutor/learners/<uuid:enrolment_id>")
@needs("signed_in")
def learner(enrolment_id: uuid.UUID) -> str:
    return _page(enrolment_id, ActForm(formdata=None, act=Act.CALL.value))


@pages.post("/tutor/learners/<uuid:enrolment_id>/interventions")
@needs("signed_in")
def note_intervention(enrolment_id: uuid.UUID) -> ResponseReturnValue:
    form, actor = ActForm(), signed_in_actor()
    message_rates.take(actor.id, now().timestamp())
    try:
        if form.validate():
            add_intervention(session(), actor, enrolment_id=enrolment_id, doing=form.doing())
            commit()
            flash(gettext("C’est noté."))
            return redirect(url_for("tutoring.learner", enrolment_id=enrolment_id), 303)
    except NotFound:
        raise
    except DomainError as error:
        session().rollback()
        refuse(form, error, {"text_missing": "text", "next_is_past": "next"}.get(error.code, ""))
    return _page(enrolment_id, form), 422


def _page(enrolment_id: uuid.UUID, form: ActForm) -> str:
    one = get_followed(session(), signed_in_actor(), enrolment_id)
    units = list_unit_progress(session(), [enrolment_id]).get(enrolment_id, ())
    shown, until = request.args.get("show", ""), _until()
    visits = list_own_visits(session(), enrolment_id, units, since=min(now(), until - DAYS_A_PAGE))
    found = weigh_needs(session(), [one], [visit for visit in visits if visit.starts_at > now()])
    return render_template(
        "tutoring/learner.html",
        one=one,
        visit=found.next_visit(enrolment_id),
        reasons=[(each, sentence_with_figures(each.kind, each.facts)) for each in found.reasons],
        stops=_stops(units),
        days=_days(list_moments(session(), enrolment_id, FILTERS.get(shown, FILTERS[""]), until, visits)),
        filters=_filters(enrolment_id, shown),
        older=until - DAYS_A_PAGE if until - DAYS_A_PAGE > one.begun_at else None,
        shown=shown,
        form=form,
        last_day=last_day,
        read_brief=read_brief,
        noted=[(act.value, DONE_NAMES[act]) for act in NOTED],
        done_names=DONE_NAMES,
        icons=ACT_ICONS,
    )


def _until() -> datetime:
    """The end of what is shown: now, or an older moment for who goes back."""
    try:
        asked = datetime.fromisoformat(request.args.get("before", ""))
    except ValueError:
        return now() + timedelta(seconds=1)
    return asked if asked.tzinfo else now()


def _days(moments: list[Moment]) -> list[tuple[str, datetime, list[Moment]]]:
    """Newest first: what is planned under one heading, then day by day."""
    moment_now = now()
    to_come = [each for each in moments if each.at > moment_now]
    past = [each for each in moments if each.at <= moment_now]
    found = [("to_come", to_come[0].at, to_come)] if to_come else []
    for _day, same in groupby(past, key=lambda each: local(each.at).date()):
        of_day = list(same)
        found.append(("day", of_day[0].at, of_day))
    return found


def _stops(units: Sequence[UnitProgress]) -> list[dict[str, Any]]:
    current = next((unit.code for unit in units if not unit.is_done), None)
    return [_stop(unit, is_now=unit.code == current) for unit in units]


def _stop(unit: UnitProgress, *, is_now: bool) -> dict[str, Any]:
    state = "now" if is_now else "done" if unit.is_done else "todo"
    said = {
        "done": gettext("Unité %(number)s, faite", number=unit.number),
        "now": gettext("Unité %(number)s, en cours", number=unit.number),
        "todo": gettext("Unité %(number)s, à faire", number=unit.number),
    }
    return {
        "state": state,
        "place": "centre" if unit.place == "in_centre" else "remote",
        "mark": unit.number,
        "label": said[state],
        "title": unit.title,
        "detail": gettext("%(done)s sur %(required)s blocs", done=unit.done, required=unit.required),
        "url": None,
    }


def _filters(enrolment_id: uuid.UUID, shown: str) -> list[dict[str, Any]]:
    labels = {
        "": (gettext("Tout"), ""),
        "study": (gettext("Étude"), "book"),
        "questions": (gettext("Questions et travaux"), "help"),
        "sessions": (gettext("Séances"), "wrench"),
        "mine": (gettext("Interventions"), "note"),
    }
    return [
        {
            "label": label,
            "icon": icon,
            "current": key == shown,
            "url": url_for("tutoring.learner", enrolment_id=enrolment_id, show=key or None),
        }
        for key, (label, icon) in labels.items()
    ]
