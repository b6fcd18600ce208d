from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.catalogue.queries import get_outline
from app.home.now import (
    choose_current,
    company_facts,
    in_centre_fact,
    news_fact,
    next_thing,
    safety_fact,
    tutor_fact,
)
from app.home.pages import pages
from app.in_centre.queries.bookings import next_booking
from app.kernel.access import needs
from app.kernel.i18n import spoken
from app.kernel.identity import signed_in_actor
from app.kernel.unit_of_work import session
from app.learning.queries import explain, list_own
from app.learning.reports import warnings_of
from app.learning.screens import show_module, unit_stops
from app.tutoring.queries.facts import list_open_questions
from app.tutoring.queries.thread import get_companion
from app.ui.navigation import first_address

# By role; places that several roles share come after.
DOORS = ("learner", "tutor", "trainer", "host", "network_manager", "centre_manager")


@pages.get("/")
@needs("signed_in")
def front() -> ResponseReturnValue:
    """Everyone begins where their day does; who learns no more, on what they have learnt; who has nothing yet, on
    their profile."""
    actor = signed_in_actor()
    begins = first_address(actor, DOORS)
    if begins is None:
        has_learnt = bool(list_own(session(), actor))
        begins = url_for("home.record") if has_learnt else url_for("people.profile")
    return redirect(begins, 303)


@pages.get("/learn")
@needs("learner")
def now() -> ResponseReturnValue:
    """What do I do now, and who helps me?"""
    actor = signed_in_actor()
    own = list_own(session(), actor)
    followed = choose_current(own)
    if followed is None:
        return render_template("home/no_module.html")
    outline = get_outline(session(), followed.enrolment.version_id, spoken())
    told = explain(session(), followed.enrolment, outline=outline)
    shown = show_module(outline, told, followed.enrolment.last_block)
    booked = next_booking(session(), actor.id)
    waiting = list_open_questions(session(), [followed.enrolment.id])
    warnings = warnings_of(session(), followed)
    companion = get_companion(session(), actor, followed.enrolment.id)
    facts = [
        safety_fact(followed, warnings),
        news_fact(followed),
        in_centre_fact(shown, booked),
        *company_facts(companion),
        tutor_fact(companion.acting_given_name, waiting),
    ]
    return render_template(
        "home/now.html",
        thing=next_thing(followed, shown, booked),
        facts=[fact for fact in facts if fact],
        followed=followed,
        told=told,
        stops=unit_stops(followed.slug, shown),
        others=[other for other in own if other is not followed],
    )
