"""The tutors of a centre, for who runs it: how many people each has, who stands in, and who is left without."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from app.kernel.access import needs
from app.kernel.identity import signed_in_actor
from app.kernel.ids import parse_id
from app.kernel.sentences import sentence_for
from app.kernel.unit_of_work import commit, session
from app.learning.services.handover import NotATutorHere, hand_over_people
from app.people.managed import asked_centre, managed_centres
from app.tutoring.company import last_day
from app.tutoring.pages import pages
from app.tutoring.queries.teams import Place, get_place, list_tutors, loads_among


@pages.get("/centre/tutors")
@needs("centre_manager")
def tutors() -> ResponseReturnValue:
    centre_id = asked_centre()
    return render_template(
        "tutoring/tutors.html",
        lines=list_tutors(session(), signed_in_actor(), centre_id),
        centre_id=centre_id,
        centres=managed_centres(),
        last_day=last_day,
    )


@pages.get("/centre/tutors/<uuid:person_id>/handover")
@needs("centre_manager")
def handover(person_id: UUID) -> ResponseReturnValue:
    return _handover_page(get_place(session(), person_id, asked_centre()))


def _handover_page(place: Place, error: str = "", nobody: str = "") -> str:
    lines = list_tutors(session(), signed_in_actor(), place.centre_id)
    chosen = set(request.form.getlist("person")) or {str(one.learner_id) for one in place.people}
    return render_template(
        "tutoring/handover.html",
        place=place,
        team=loads_among(lines, but=place.tutor.id),
        centres=managed_centres(),
        chosen=chosen,
        tutor=request.form.get("tutor", ""),
        error=error,
        nobody=nobody,
    )


@pages.post("/centre/tutors/<uuid:person_id>/handover")
@needs("centre_manager")
def hand_over(person_id: UUID) -> ResponseReturnValue:
    centre_id, chosen = asked_centre(), request.form.get("tutor", "")
    place = get_place(session(), person_id, centre_id)
    wanted = set(request.form.getlist("person"))
    people = [one.learner_id for one in place.people if str(one.learner_id) in wanted]
    if not people:
        return _handover_page(place, nobody=gettext("Cochez au moins une personne.")), 422
    if not chosen or chosen == str(person_id):
        return _handover_page(place, gettext("Choisissez qui accompagnera ces personnes.")), 422
    try:
        count = hand_over_people(
            session(),
            signed_in_actor(),
            centre_id=centre_id,
            former_id=person_id,
            tutor_id=parse_id(chosen),
            learner_ids=people,
        )
    except NotATutorHere as refused:
        session().rollback()
        return _handover_page(place, sentence_for(refused.code, refused.facts)), 422
    commit()
    flash(
        ngettext(
            "%(num)s personne est confiée, avec un résumé. Elle lit chez elle qui l’accompagne.",
            "%(num)s personnes sont confiées, chacune avec un résumé. Elles lisent chez elles qui les accompagne.",
            count,
        )
    )
    return redirect(url_for("tutoring.tutors", centre=centre_id), 303)
