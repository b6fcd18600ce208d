"""The people of a centre, for who runs it: the list, and someone new in it."""

from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.kernel.access import needs
from app.kernel.errors import DomainError, NotFound
from app.kernel.identity import signed_in_actor
from app.kernel.numbers import asked_number
from app.kernel.runtime import runtime
from app.kernel.unit_of_work import commit, session
from app.people.forms import PersonForm
from app.people.managed import asked_centre, managed_centres
from app.people.models import Person, Role
from app.people.pages import pages
from app.people.panels import kept_address
from app.people.roles import GIVEN_BY_CENTRES, ROLE_NAMES
from app.people.rosters import Order, Show, Wanted, list_roster
from app.people.services import accounts
from app.people.services.invitations import invite, tell_joined
from app.ui.forms import refuse

PAGE = 50
Choice = TypeVar("Choice", bound=StrEnum)


@pages.get("/centre/people")
@needs("centre_manager")
def team() -> ResponseReturnValue:
    number = asked_number("page", 1, least=1)
    wanted = Wanted(
        centre_id=asked_centre(),
        show=_asked("show", Show) or Show.PRESENT,
        role=next((role for role in GIVEN_BY_CENTRES if role == request.args.get("role", "")), None),
        search=request.args.get("q", "").strip(),
        order=_asked("order", Order) or Order.NAME,
        first=(number - 1) * PAGE,
        limit=PAGE,
    )
    return render_template(
        "people/team.html",
        roster=list_roster(session(), signed_in_actor(), wanted),
        wanted=wanted,
        number=number,
        centres=managed_centres(),
        role_choices=[
            ("", gettext("Tous les rôles")),
            *((one.value, ROLE_NAMES[one]) for one in GIVEN_BY_CENTRES),
        ],
        role_names=ROLE_NAMES,
        kept_address=kept_address,
    )


def _asked(name: str, kind: type[Choice]) -> Choice | None:
    """One of a few words of the address; any other counts as none."""
    return next((one for one in kind if one.value == request.args.get(name, "")), None)


@pages.get("/centre/people/new")
@needs("centre_manager")
def show_new_person() -> ResponseReturnValue:
    return _new_person_page(PersonForm(formdata=None), asked_centre())


def _new_person_page(form: PersonForm, centre_id: UUID, *, may_join: bool = False) -> str:
    return render_template(
        "people/new_person.html",
        form=form,
        centre_id=centre_id,
        centre_name=managed_centres()[centre_id],
        may_join=may_join,
    )


@pages.post("/centre/people")
@needs("centre_manager")
def create_person() -> ResponseReturnValue:
    form, centre_id = PersonForm(), asked_centre()
    if not form.validate():
        return _new_person_page(form, centre_id), 422
    first = accounts.FirstRole(centre_id, Role(form.role.data), form.from_on.data, form.to_on.data)
    try:
        person = _make(form, first)
    except DomainError as error:
        if isinstance(error, NotFound):
            raise
        _refuse(form, error)
        return _new_person_page(form, centre_id, may_join=isinstance(error, accounts.EmailTaken)), 422
    commit()
    return redirect(url_for("people.colleague", person_id=person.id), 303)


def _make(form: PersonForm, first: accounts.FirstRole) -> Person:
    """A new account, or one more centre for an account that is there."""
    actor, page = signed_in_actor(), runtime().settings.address + url_for("people.forgotten")
    if form.join.data and form.details.email:
        person = accounts.join_person(session(), actor, email=form.details.email, first=first)
        tell_joined(session(), runtime().mailer, person, centre=managed_centres()[first.centre_id])
        flash(gettext("%(name)s vient maintenant aussi dans votre centre.", name=person.given_name))
        return person
    person = accounts.create_person(session(), actor, details=form.details, first=first)
    invite(session(), runtime().mailer, person, page=page)
    if person.email:
        flash(gettext("Le compte de %(name)s est ouvert. Un mail vient de partir.", name=person.given_name))
    else:
        flash(gettext("Le compte de %(name)s est ouvert, sans adresse e-mail.", name=person.given_name))
    return person


FIELDS = {
    "email_unreadable": "email",
    "email_taken": "email",
    "name_missing": "given_name",
    "role_dates_turned": "to_on",
    "role_held": "role",
}


def _refuse(form: PersonForm, error: DomainError) -> None:
    refuse(form, error, FIELDS.get(error.code, ""))
