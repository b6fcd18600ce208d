"""A progress and the facts it comes from: the same figures as the call gives."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.catalogue.queries import get_outline
from app.kernel.access import needs
from app.kernel.i18n import spoken
from app.kernel.identity import signed_in_actor
from app.kernel.ids import parse_id
from app.kernel.unit_of_work import session
from app.learning.pages import pages
from app.learning.queries import explain, get_followed
from app.learning.screens import show_module
from app.learning.wording import say_why


@pages.get("/learn/enrolments/<enrolment_id>/progress")
@needs("signed_in")
def progress(enrolment_id: str) -> ResponseReturnValue:
    """For the learner, and for whoever may see the enrolment."""
    actor = signed_in_actor()
    followed = get_followed(session(), actor, parse_id(enrolment_id))
    outline = get_outline(session(), followed.enrolment.version_id, spoken())
    told = explain(session(), followed.enrolment, outline=outline)
    # htmx puts the fragment into the player's sheet; anyone else gets the page.
    is_fragment = request.headers.get("HX-Request") == "true"
    return render_template(
        "learning/_told.html" if is_fragment else "learning/progress.html",
        followed=followed,
        told=told,
        shown=show_module(outline, told, followed.enrolment.last_block),
        say_why=say_why,
        is_own=followed.enrolment.learner_id == actor.id,
    )
