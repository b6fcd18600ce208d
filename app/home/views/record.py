"""What someone has learnt, for themselves: also when they learn nowhere any more."""

from collections import Counter

from flask import render_template
from flask.typing import ResponseReturnValue

from app.home.pages import pages
from app.in_centre.queries.attendance import list_own_presences
from app.in_centre.queries.observations import list_own_results
from app.kernel.access import needs
from app.kernel.identity import signed_in_actor
from app.kernel.unit_of_work import session
from app.learning.queries import list_own
from app.learning.screens import say_minutes
from app.network.queries import list_centres
from app.people.models import Role


@pages.get("/record")
@needs("signed_in")
def record() -> ResponseReturnValue:
    """What did I do, and what is kept of it?"""
    actor = signed_in_actor()
    own = list_own(session(), actor)
    presences = list_own_presences(session(), actor.id)
    return render_template(
        "home/record.html",
        own=own,
        presences=Counter(enrolment_id for _attendance, enrolment_id in presences),
        results=list_own_results(session(), actor),
        centres={one.id: one for one in list_centres(session(), {each.enrolment.centre_id for each in own})},
        learns=actor.has_role(Role.LEARNER),
        say_minutes=say_minutes,
    )
