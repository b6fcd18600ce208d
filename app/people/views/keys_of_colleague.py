"""How someone of the centre comes in, for who runs it: card, codes, keys; and the way back for who has lost them."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.kernel.access import needs
from app.kernel.identity import signed_in_actor
from app.kernel.runtime import runtime
from app.kernel.unit_of_work import commit, session
from app.people import policy
from app.people.pages import pages
from app.people.panels import PersonPanel
from app.people.queries import centres_of, get_colleague
from app.people.services.second_step import reset
from app.people.services.telling import tell_of_change
from app.people.ways_in import list_ways

PANEL = PersonPanel(
    "ways_in",
    lambda: gettext("Comment cette personne se connecte"),
    lambda person_id: url_for("people.ways_of_colleague", person_id=person_id),
)


@pages.get("/centre/people/<uuid:person_id>/ways-in")
@needs("centre_manager")
def ways_of_colleague(person_id: UUID) -> ResponseReturnValue:
    actor = signed_in_actor()
    found = get_colleague(session(), actor, person_id)
    centres = centres_of(session(), person_id)
    is_fragment = request.headers.get("HX-Request") == "true"
    return render_template(
        "people/_ways_in.html" if is_fragment else "people/ways_in.html",
        person=found.person,
        ways=list_ways(session(), found.person),
        may_reset=policy.may_suspend(actor, person_id, centres),
    )


@pages.post("/centre/people/<uuid:person_id>/second-step/reset")
@needs("centre_manager")
def reset_second_step(person_id: UUID) -> ResponseReturnValue:
    person = reset(session(), signed_in_actor(), person_id=person_id)
    tell_of_change(session(), runtime().mailer, person)
    commit()
    flash(gettext("Les codes et les clés d’accès sont effacés, et les sessions fermées."))
    return redirect(url_for("people.colleague", person_id=person_id), 303)
