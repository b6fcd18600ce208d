"""Who stands in for a tutor while they are away: named by the tutor, or by who runs the centre."""

from collections.abc import Sequence
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from app.kernel.access import needs
from app.kernel.errors import DomainError, NotFound
from app.kernel.i18n import today
from app.kernel.identity import signed_in_actor
from app.kernel.unit_of_work import commit, session
from app.people.models import Role
from app.people.queries import list_team
from app.tutoring.company import last_day
from app.tutoring.forms import SubstituteForm
from app.tutoring.pages import pages
from app.tutoring.queries.caseload import Followed
from app.tutoring.queries.teams import Entrusted, Place, get_place, list_tutor_centres
from app.tutoring.services.substitutes import appoint_substitutes, end_substitutions
from app.ui.flashes import flash_with_undo
from app.ui.forms import refuse

FIELDS = {"dates_turned": "to_on", "substitution_past": "to_on"}


@pages.get("/tutors/<uuid:person_id>/substitute")
@needs("signed_in")
def substitute(person_id: UUID) -> ResponseReturnValue:
    return _page(_place(person_id), SubstituteForm(formdata=None, from_on=today()), request.args.get("only"))


def _centres(tutor_id: UUID) -> dict[UUID, str]:
    """Where the caller decides for this tutor: their own centres, and those that the caller runs."""
    actor = signed_in_actor()
    roles = {Role.CENTRE_MANAGER, *([Role.TUTOR] if actor.id == tutor_id else [])}
    held = {one.centre_id: one.centre_name for one in actor.held if one.role in roles}
    there = list_tutor_centres(session(), tutor_id)
    return {centre_id: name for centre_id, name in held.items() if centre_id in there}


def _place(tutor_id: UUID) -> Place:
    wanted = request.values.get("centre", "")
    found = [centre_id for centre_id in _centres(tutor_id) if not wanted or str(centre_id) == wanted]
    if not found:
        raise NotFound
    return get_place(session(), tutor_id, found[0])


def _page(place: Place, form: SubstituteForm, only: str | None = None, error: str = "") -> str:
    people = [one for one in place.people if one.followed]
    team = [one for one in list_team(session(), place.centre_id, Role.TUTOR) if one.id != place.tutor.id]
    form.substitute.choices = [("", gettext("Choisissez")), *((str(one.id), one.name) for one in team)]
    chosen = set(request.form.getlist("person")) or (
        {only} if only else {str(one.learner_id) for one in people}
    )
    return render_template(
        "tutoring/substitute.html",
        place=place,
        people=people,
        form=form,
        team=team,
        chosen=chosen,
        error=error,
        centres=_centres(place.tutor.id),
        is_self=place.tutor.id == signed_in_actor().id,
        replaced=_by_substitute(people),
        names={one.id: one.name for one in team},
        last_day=last_day,
    )


def _by_substitute(people: Sequence[Entrusted]) -> list[tuple[Followed, int]]:
    """Each replacement once, with how many people it is for."""
    found: dict[tuple[object, ...], tuple[Followed, int]] = {}
    for one in people:
        if one.replaced:
            key = (one.replaced.substitute_id, one.replaced.substitute_from, one.replaced.substitute_to)
            found[key] = (one.replaced, found.get(key, (one.replaced, 0))[1] + 1)
    return list(found.values())


@pages.post("/tutors/<uuid:person_id>/substitute")
@needs("signed_in")
def appoint(person_id: UUID) -> ResponseReturnValue:
    place, form = _place(person_id), SubstituteForm()
    team = list_team(session(), place.centre_id, Role.TUTOR)
    form.substitute.choices = [(str(one.id), one.name) for one in team if one.id != person_id]
    chosen = set(request.form.getlist("person"))
    people = [one for one in place.people if str(one.learner_id) in chosen and one.followed]
    is_complete = form.validate()
    if not is_complete or not people:
        error = "" if people else gettext("Cochez au moins une personne.")
        return _page(place, form, error=error), 422
    ids = [followed.enrolment_id for one in people for followed in one.followed]
    try:
        appoint_substitutes(session(), signed_in_actor(), enrolment_ids=ids, stand_in=form.stand_in())
    except NotFound:
        raise
    except DomainError as refused:
        session().rollback()
        refuse(form, refused, FIELDS.get(refused.code, "substitute"))
        return _page(_place(person_id), form), 422
    commit()
    flash_with_undo(
        ngettext(
            "Le remplacement est noté pour %(num)s personne, qui le lit chez elle.",
            "Le remplacement est noté pour %(num)s personnes, qui le lisent chez elles.",
            len(people),
        ),
        url_for(
            "tutoring.end_replacement",
            person_id=person_id,
            centre=place.centre_id,
            substitute=form.substitute.data,
        ),
    )
    return _back(place)


@pages.post("/tutors/<uuid:person_id>/substitute/end")
@needs("signed_in")
def end_replacement(person_id: UUID) -> ResponseReturnValue:
    place, wanted = _place(person_id), request.values.get("substitute", "")
    ids = [
        followed.enrolment_id
        for one in place.people
        for followed in one.followed
        if followed.substitute_id and (not wanted or str(followed.substitute_id) == wanted)
    ]
    end_substitutions(session(), signed_in_actor(), enrolment_ids=ids)
    commit()
    flash(gettext("Le remplacement est terminé. Tout est revenu comme avant."))
    return _back(place)


def _back(place: Place) -> ResponseReturnValue:
    return redirect(url_for("tutoring.substitute", person_id=place.tutor.id, centre=place.centre_id), 303)
