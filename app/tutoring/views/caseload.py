"""Whom I follow, and how my promise is kept."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.kernel.access import needs
from app.kernel.identity import signed_in_actor
from app.kernel.unit_of_work import session
from app.tutoring.pages import pages
from app.tutoring.queries.needs import list_needs
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
    found = list_needs(session(), signed_in_actor())
    rows = [
        {
            "one": one,
            "visit": found.next_visit(one.enrolment_id),
            "sentence": next(
                (plain_sentence(each.kind, each.facts) for each in found.of(one.enrolment_id)), ""
            ),
        }
        for one in found.followed.values()
    ]
    return render_template("tutoring/people.html", rows=rows)


@pages.get("/tutor/promise")
@needs("tutor")
def promise() -> str:
    return render_template("tutoring/promise.html", promise=read_promise(session(), signed_in_actor()))
