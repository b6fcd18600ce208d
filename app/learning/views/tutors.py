"""Who accompanies a person of the centre, for its manager: a panel on the person's page, and a page without script."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.kernel.access import needs
from app.kernel.errors import Invalid
from app.kernel.identity import signed_in_actor
from app.kernel.ids import parse_id
from app.kernel.unit_of_work import commit, session
from app.learning.pages import pages
from app.learning.queries import list_managed
from app.learning.screens import say_minutes
from app.learning.services.centres import list_stays
from app.learning.services.handover import assign_tutor
from app.people.models import Role
from app.people.panels import PersonPanel
from app.people.queries import get_colleague, get_person, list_team, names_of

PANEL = PersonPanel(
    "tutors",
    lambda: gettext("Qui accompagne cette personne"),
    lambda person_id: url_for("learning.tutors", person_id=person_id),
)


KEPT = PersonPanel(
    "kept",
    lambda: gettext("Ce que le centre garde"),
    lambda person_id: url_for("learning.kept", person_id=person_id),
)


@pages.get("/centre/people/<uuid:person_id>/tutors")
@needs("centre_manager")
def tutors(person_id: UUID) -> ResponseReturnValue:
    actor = signed_in_actor()
    found = get_colleague(session(), actor, person_id)
    enrolments = list_managed(session(), actor, learner_id=person_id)
    centre_ids = {one.enrolment.centre_id for one in enrolments}
    is_fragment = request.headers.get("HX-Request") == "true"
    return render_template(
        "learning/_tutors.html" if is_fragment else "learning/tutors.html",
        person=found.person,
        enrolments=enrolments,
        teams={centre_id: list_team(session(), centre_id, Role.TUTOR) for centre_id in centre_ids},
    )


@pages.get("/centre/people/<uuid:person_id>/kept")
@needs("centre_manager")
def kept(person_id: UUID) -> ResponseReturnValue:
    """What the centre keeps of someone who went to another one: the day they left, and no later."""
    stays = list_stays(session(), signed_in_actor(), person_id)
    return render_template(
        "learning/kept.html",
        person=get_person(session(), person_id),
        stays=stays,
        tutors=names_of(session(), {stay.tutor_id for stay, _version in stays}),
        say_minutes=say_minutes,
    )


@pages.post("/centre/enrolments/<uuid:enrolment_id>/tutor")
@needs("centre_manager")
def change_tutor(enrolment_id: UUID) -> ResponseReturnValue:
    chosen = request.form.get("tutor", "")
    if not chosen:
        raise Invalid(errors=[{"at": "tutor", "message": "missing"}])
    enrolment = assign_tutor(
        session(), signed_in_actor(), enrolment_id=enrolment_id, tutor_id=parse_id(chosen)
    )
    commit()
    flash(gettext("C’est enregistré. La conversation suit."))
    return redirect(url_for("people.colleague", person_id=enrolment.learner_id), 303)
