"""Whom I follow, and how my promise is kept."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.kernel.access import needs
from app.kernel.identity import signed_in_actor
from app.kernel.unit_of_work import session
from app.tutoring.beside import Asked, Beside, look_beside
from app.tutoring.company import last_day
from app.tutoring.pages import pages
from app.tutoring.queries.caseload import Followed, list_caseload
from app.tutoring.queries.needs import Needs, work_out_needs
from app.tutoring.queries.promise import read_promise
from app.tutoring.wording import plain_sentence


@pages.get("/tutor/people")
@needs("tutor")
def people_of_before() -> ResponseReturnValue:
    """The list stands above its learners' own addresses; this one leads there."""
    return redirect(url_for("tutoring.people"), 303)


@pages.get("/tutor/learners")
@needs("tutor")
def people() -> str:
    actor, asked = signed_in_actor(), asked_of_address()
    caseload = list_caseload(session(), actor)
    beside = look_beside(session(), actor, caseload)
    shown = [one for one in caseload if asked.has(one, beside)]
    found = work_out_needs(session(), shown)
    rows = [
        {
            "one": one,
            "visit": found.next_visit(one.enrolment_id),
            "sentence": _sentence(one, found, beside),
        }
        for one in shown
    ]
    return render_template(
        "tutoring/people.html",
        rows=rows,
        followed=len(caseload),
        beside=beside,
        asked=asked,
        here="tutoring.people",
        me=actor.id,
    )


def asked_of_address() -> Asked:
    return Asked(request.args.get("group", ""), request.args.get("centre", ""))


def _sentence(one: Followed, found: Needs, beside: Beside) -> str:
    if beside.is_away(one) and one.substitute_id:
        return say_away(one, beside)
    return next((plain_sentence(each.kind, each.facts) for each in found.of(one.enrolment_id)), "")


def say_away(one: Followed, beside: Beside) -> str:
    name = beside.names.get(one.substitute_id, "") if one.substitute_id else ""
    if one.substitute_to is None:
        return str(gettext("%(name)s vous remplace.", name=name))
    return str(
        gettext("%(name)s vous remplace jusqu’au %(day)s.", name=name, day=last_day(one.substitute_to))
    )


@pages.get("/tutor/promise")
@needs("tutor")
def promise() -> str:
    return render_template("tutoring/promise.html", promise=read_promise(session(), signed_in_actor()))
