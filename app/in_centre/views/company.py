"""Seeing as one's company: what it sees of a training, shown to whom it is about."""

from flask import render_template
from flask.typing import ResponseReturnValue

from app.in_centre.acts import HALVES
from app.in_centre.pages import pages
from app.in_centre.queries.company import list_for_company
from app.kernel.access import needs
from app.kernel.identity import signed_in_actor
from app.kernel.unit_of_work import session


@pages.get("/learn/company")
@needs("learner")
def as_company() -> ResponseReturnValue:
    actor = signed_in_actor()
    return render_template(
        "in_centre/as_company.html",
        name=actor.name,
        trainings=list_for_company(session(), actor.id),
        halves=HALVES,
    )
