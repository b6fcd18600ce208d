"""The people of a centre, for who runs it."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.kernel.access import needs
from app.kernel.clock import now
from app.kernel.errors import DomainError, NotFound
from app.kernel.i18n import local
from app.kernel.identity import signed_in_actor
from app.kernel.numbers import asked_number
from app.kernel.runtime import runtime
from app.kernel.unit_of_work import commit, session
from app.people import policy
from app.people.forms import GIVEN_BY_CENTRES, PersonForm, RoleForm
from app.people.models import Role
from app.people.pages import pages
from app.people.panels import person_panels
from app.people.queries import centres_of, get_colleague, page_people
from app.people.roles import ROLE_NAMES
from app.people.services import accounts
from app.people.services.invitations import invite
from app.ui.flashes import flash_with_undo
from app.ui.forms import refuse

PAGE = 50


@pages.get("/centre/people")
@needs("centre_manager")
def team() -> ResponseReturnValue:
    actor, centre_id = signed_in_actor(), _centre_id()
    role, search = _role_wanted(), request.args.get("q", "").strip()
    number = asked_number("page", 1, least=1)
    page = page_people(
        session(),
        actor,
        centre_id=centre_id,
        role=role,
        search=search,
        first=(number - 1) * PAGE,
        limit=PAGE,
    )
    return render_template(
        "people/team.html",
        page=page,
        number=number,
        size=PAGE,
        centre_id=centre_id,
        centres=_managed(),
        role=role,
        search=search,
        role_choices=[
            ("", gettext("Tous les rôles")),
            *((one.value, ROLE_NAMES[one]) for one in GIVEN_BY_CENTRES),
        ],
        role_names=ROLE_NAMES,
    )


def _managed() -> dict[UUID, str]:
    """The centres that the caller manages, with their names."""
    held = signed_in_actor().held
    return {one.centre_id: one.centre_name for one in held if one.role is Role.CENTRE_MANAGER}


def _centre_id() -> UUID:
    """The centre asked for, else the first one; another's is not found."""
    managed, wanted = _managed(), request.values.get("centre", "")
    found = [centre_id for centre_id in managed if not wanted or str(centre_id) == wanted]
    if not found:
        raise NotFound
    return found[0]


def _role_wanted() -> Role | None:
    wanted = request.args.get("role", "")
    return next((role for role in GIVEN_BY_CENTRES if role == wanted), None)


@pages.get("/centre/people/new")
@needs("centre_manager")
def show_new_person() -> ResponseReturnValue:
    return render_template("people/new_person.html", form=PersonForm(), centre_id=_centre_id())


@pages.post("/centre/people")
@needs("centre_manager")
def create_person() -> ResponseReturnValue:
    form, centre_id = PersonForm(), _centre_id()
    if not form.validate():
        return render_template("people/new_person.html", form=form, centre_id=centre_id), 422
    try:
        person = accounts.create_person(
            session(),
            signed_in_actor(),
            centre_id=centre_id,
            email=form.email.data,
            given_name=form.given_name.data,
            family_name=form.family_name.data or "",
            role=Role(form.role.data),
            language=form.language.data,
        )
    except DomainError as error:
        refuse(form, error, "email" if error.code.startswith("email") else "")
        return render_template("people/new_person.html", form=form, centre_id=centre_id), 422
    invite(session(), runtime().mailer, person, page=runtime().settings.address + url_for("people.forgotten"))
    commit()
    flash(gettext("Le compte de %(name)s est ouvert. Un mail vient de partir.", name=person.given_name))
    return redirect(url_for("people.colleague", person_id=person.id), 303)


@pages.get("/centre/people/<uuid:person_id>")
@needs("centre_manager")
def colleague(person_id: UUID) -> ResponseReturnValue:
    return _colleague_page(person_id, RoleForm(formdata=None))


def _colleague_page(person_id: UUID, form: RoleForm) -> str:
    actor = signed_in_actor()
    found = get_colleague(session(), actor, person_id)
    may_suspend = policy.may_suspend(actor, person_id, centres_of(session(), person_id))
    return render_template(
        "people/colleague.html",
        person=found.person,
        memberships=found.memberships,
        form=form,
        role_names=ROLE_NAMES,
        centres=_managed(),
        is_self=person_id == actor.id,
        panels=person_panels(),
        today=local(now()).date(),
        can={"suspend": may_suspend},
    )


@pages.post("/centre/people/<uuid:person_id>/roles")
@needs("centre_manager")
def add_role(person_id: UUID) -> ResponseReturnValue:
    form = RoleForm()
    if not form.validate():
        return _colleague_page(person_id, form), 422
    role = Role(form.role.data)
    accounts.add_role(session(), signed_in_actor(), person_id=person_id, centre_id=_centre_id(), role=role)
    commit()
    flash(gettext("C’est enregistré."))
    return _back_to(person_id)


@pages.post("/centre/people/<uuid:person_id>/roles/<uuid:membership_id>/end")
@needs("centre_manager")
def end_role(person_id: UUID, membership_id: UUID) -> ResponseReturnValue:
    accounts.end_role(session(), signed_in_actor(), person_id=person_id, membership_id=membership_id)
    commit()
    flash_with_undo(
        gettext("Ce rôle prend fin ce soir."),
        url_for("people.keep_role", person_id=person_id, membership_id=membership_id),
    )
    return _back_to(person_id)


@pages.post("/centre/people/<uuid:person_id>/roles/<uuid:membership_id>/keep")
@needs("centre_manager")
def keep_role(person_id: UUID, membership_id: UUID) -> ResponseReturnValue:
    accounts.keep_role(session(), signed_in_actor(), person_id=person_id, membership_id=membership_id)
    commit()
    flash(gettext("Ce rôle continue."))
    return _back_to(person_id)


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
