"""One person of a centre, for who runs it: roles with their dates, who accompanies, the account."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.kernel.access import needs
from app.kernel.errors import DomainError
from app.kernel.i18n import today
from app.kernel.identity import signed_in_actor
from app.kernel.ids import parse_id
from app.kernel.unit_of_work import commit, session
from app.people import policy
from app.people.forms import DatesForm, DetailsForm, RoleForm
from app.people.managed import asked_centre, managed_centres
from app.people.models import Membership, Person, Role
from app.people.pages import pages
from app.people.panels import person_panels
from app.people.queries import Colleague, centres_of, get_colleague, list_team
from app.people.roles import ROLE_NAMES
from app.people.rosters import find_seen
from app.people.services import accounts, memberships
from app.ui.flashes import flash_with_undo
from app.ui.forms import refuse


@pages.get("/centre/people/<uuid:person_id>")
@needs("centre_manager")
def colleague(person_id: UUID) -> ResponseReturnValue:
    return _colleague_page(person_id, RoleForm(formdata=None))


def _colleague_page(person_id: UUID, form: RoleForm) -> str:
    actor = signed_in_actor()
    found = get_colleague(session(), actor, person_id)
    centres = centres_of(session(), person_id)
    return render_template(
        "people/colleague.html",
        person=found.person,
        memberships=found.memberships,
        seen_at=find_seen(session(), person_id),
        form=form,
        role_names=ROLE_NAMES,
        centres=managed_centres(),
        teams=_teams(found),
        is_self=person_id == actor.id,
        panels=person_panels(),
        today=today(),
        can={
            "suspend": policy.may_suspend(actor, person_id, centres),
            "correct": policy.may_correct(actor, centres),
            "see_as": policy.may_see_as(actor, person_id, centres),
        },
    )


def _teams(found: Colleague) -> dict[UUID, list[Person]]:
    """Who may accompany the person, for each centre in which they learn."""
    learning = {one.centre_id for one in found.memberships if one.role is Role.LEARNER}
    return {centre_id: list_team(session(), centre_id, Role.TUTOR) for centre_id in learning}


@pages.get("/centre/people/<uuid:person_id>/details")
@needs("centre_manager")
def show_details(person_id: UUID) -> ResponseReturnValue:
    found = get_colleague(session(), signed_in_actor(), person_id)
    return _details_page(found.person, DetailsForm(formdata=None, obj=found.person))


def _details_page(person: Person, form: DetailsForm) -> str:
    return render_template("people/details.html", person=person, form=form)


@pages.post("/centre/people/<uuid:person_id>/details")
@needs("centre_manager")
def change_details(person_id: UUID) -> ResponseReturnValue:
    person = get_colleague(session(), signed_in_actor(), person_id).person
    form = DetailsForm()
    if person.password_hash:
        form.email.data = person.email
    if not form.validate():
        return _details_page(person, form), 422
    try:
        accounts.change_details(session(), signed_in_actor(), person_id=person_id, details=form.details)
    except (accounts.EmailTaken, accounts.EmailUnreadable) as error:
        refuse(form, error, "email")
        return _details_page(person, form), 422
    commit()
    flash(gettext("C’est enregistré."))
    return _back_to(person_id)


@pages.post("/centre/people/<uuid:person_id>/roles")
@needs("centre_manager")
def add_role(person_id: UUID) -> ResponseReturnValue:
    form = RoleForm()
    if not form.validate():
        return _colleague_page(person_id, form), 422
    try:
        memberships.add_role(
            session(),
            signed_in_actor(),
            person_id=person_id,
            centre_id=asked_centre(),
            role=Role(form.role.data),
            from_on=form.from_on.data,
            to_on=form.to_on.data,
        )
    except (memberships.RoleHeld, memberships.RoleDatesTurned) as error:
        refuse(form, error, "to_on" if error.code == "role_dates_turned" else "role")
        return _colleague_page(person_id, form), 422
    commit()
    flash(gettext("C’est enregistré."))
    return _back_to(person_id)


@pages.get("/centre/people/<uuid:person_id>/roles/<uuid:membership_id>")
@needs("centre_manager")
def show_role_dates(person_id: UUID, membership_id: UUID) -> ResponseReturnValue:
    held = memberships.get_membership(session(), signed_in_actor(), person_id, membership_id)
    return _dates_page(held, DatesForm(formdata=None, obj=held))


def _dates_page(held: Membership, form: DatesForm) -> str:
    person = get_colleague(session(), signed_in_actor(), held.person_id).person
    return render_template(
        "people/role_dates.html",
        person=person,
        held=held,
        form=form,
        role_name=ROLE_NAMES[held.role],
        centre=managed_centres()[held.centre_id],
    )


@pages.post("/centre/people/<uuid:person_id>/roles/<uuid:membership_id>")
@needs("centre_manager")
def change_role_dates(person_id: UUID, membership_id: UUID) -> ResponseReturnValue:
    form, actor = DatesForm(), signed_in_actor()
    held = memberships.get_membership(session(), actor, person_id, membership_id)
    if not form.validate():
        return _dates_page(held, form), 422
    try:
        memberships.change_dates(
            session(),
            actor,
            person_id=person_id,
            membership_id=membership_id,
            from_on=form.from_on.data,
            to_on=form.to_on.data,
        )
    except (memberships.RoleHeld, memberships.RoleDatesTurned) as error:
        refuse(form, error, "to_on")
        return _dates_page(held, form), 422
    commit()
    flash(gettext("C’est enregistré."))
    return _back_to(person_id)


@pages.post("/centre/people/<uuid:person_id>/roles/<uuid:membership_id>/end")
@needs("centre_manager")
def end_role(person_id: UUID, membership_id: UUID) -> ResponseReturnValue:
    actor = signed_in_actor()
    is_to_come = memberships.get_membership(session(), actor, person_id, membership_id).from_on > today()
    memberships.end_role(session(), actor, person_id=person_id, membership_id=membership_id)
    commit()
    if is_to_come:
        flash(gettext("Ce rôle ne commencera pas."))
        # It may have been the last one: then the person is nobody's in this centre any more.
        return redirect(url_for("people.team"), 303)
    flash_with_undo(
        gettext("Ce rôle prend fin ce soir."),
        url_for("people.keep_role", person_id=person_id, membership_id=membership_id),
    )
    return _back_to(person_id)


@pages.post("/centre/people/<uuid:person_id>/roles/<uuid:membership_id>/keep")
@needs("centre_manager")
def keep_role(person_id: UUID, membership_id: UUID) -> ResponseReturnValue:
    memberships.keep_role(session(), signed_in_actor(), person_id=person_id, membership_id=membership_id)
    commit()
    flash(gettext("Ce rôle continue."))
    return _back_to(person_id)


@pages.post("/centre/people/<uuid:person_id>/tutor")
@needs("centre_manager")
def choose_tutor(person_id: UUID) -> ResponseReturnValue:
    chosen = request.form.get("tutor", "")
    try:
        memberships.choose_tutor(
            session(),
            signed_in_actor(),
            person_id=person_id,
            centre_id=asked_centre(),
            tutor_id=parse_id(chosen) if chosen else None,
        )
    except memberships.NotInTeam as error:
        return _refused(person_id, error)
    commit()
    flash(gettext("C’est enregistré."))
    return _back_to(person_id)


def _refused(person_id: UUID, error: DomainError) -> ResponseReturnValue:
    form = RoleForm(formdata=None)
    refuse(form, error)
    return _colleague_page(person_id, form), 422


@pages.post("/centre/people/<uuid:person_id>/suspend")
@needs("centre_manager")
def suspend(person_id: UUID) -> ResponseReturnValue:
    accounts.suspend(session(), signed_in_actor(), person_id=person_id)
    commit()
    flash_with_undo(
        gettext("Le compte est suspendu, et ses sessions sont fermées."),
        url_for("people.reopen", person_id=person_id),
    )
    return _back_to(person_id)


@pages.post("/centre/people/<uuid:person_id>/reopen")
@needs("centre_manager")
def reopen(person_id: UUID) -> ResponseReturnValue:
    accounts.reopen(session(), signed_in_actor(), person_id=person_id)
    commit()
    flash(gettext("Le compte est rouvert."))
    return _back_to(person_id)


def _back_to(person_id: UUID) -> ResponseReturnValue:
    return redirect(url_for("people.colleague", person_id=person_id), 303)
