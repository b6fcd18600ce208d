"""What a tutor was handed: each new learner in a few lines, as it stood that day."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.kernel.access import needs
from app.kernel.identity import signed_in_actor
from app.kernel.unit_of_work import commit, session
from app.tutoring.briefing import read_brief
from app.tutoring.pages import pages
from app.tutoring.queries.handed import list_unread
from app.tutoring.services.handovers import mark_read


@pages.get("/tutor/handed")
@needs("tutor")
def handed() -> ResponseReturnValue:
    found = list_unread(session(), signed_in_actor())
    return render_template(
        "tutoring/handed.html", rows=[(one, read_brief(one.handover.brief)) for one in found]
    )


@pages.post("/tutor/handed/read")
@needs("tutor")
def read_handed() -> ResponseReturnValue:
    mark_read(session(), signed_in_actor())
    commit()
    flash(gettext("C’est noté. Chaque résumé reste sur la page de la personne."))
    return redirect(url_for("tutoring.needs"), 303)
