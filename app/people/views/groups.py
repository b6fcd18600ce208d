"""Classes and teams: the list of a centre, and one of them with its people."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from app.kernel.access import needs
from app.kernel.errors import DomainError
from app.kernel.identity import signed_in_actor
from app.kernel.ids import parse_id
from app.kernel.sentences import sentence_for
from app.kernel.unit_of_work import commit, session
from app.people.groups import find_to_add, get_group, list_groups, list_members
from app.people.managed import asked_centre, managed_centres
from app.people.models import GroupKind, Role
from app.people.pages import pages
from app.people.panels import group_panels
from app.people.queries import list_team
from app.people.services import groups as services
from app.people.services.memberships import NotInTeam
from app.ui.flashes import flash_with_undo


@pages.get("/centre/groups")
@needs("centre_manager")
def groups() -> ResponseReturnValue:
    return _groups_page(asked_centre())


def _groups_page(centre_id: UUID, *, name: str = "", kind: str = "class", error: str = "") -> str:
    return render_template(
        "people/groups.html",
        groups=list_groups(session(), signed_in_actor(), centre_id),
        centre_id=centre_id,
        centres=managed_centres(),
        name=name,
        kind=kind,
        error=error,
        kinds=[
            (GroupKind.CLASS.value, gettext("Une classe")),
            (GroupKind.COMPANY_TEAM.value, gettext("L’équipe d’une entreprise")),
        ],
    )


@pages.post("/centre/groups")
@needs("centre_manager")
def create_group() -> ResponseReturnValue:
    centre_id, name = asked_centre(), request.form.get("name", "")
    kind = next((one for one in GroupKind if one.value == request.form.get("kind", "")), GroupKind.CLASS)
    try:
        made = services.create_group(session(), signed_in_actor(), centre_id=centre_id, name=name, kind=kind)
    except DomainError as error:
        sentence = sentence_for(error.code, error.facts)
        return _groups_page(centre_id, name=name, kind=kind.value, error=sentence), 422
    commit()
    return redirect(url_for("people.group", group_id=made.id), 303)


@pages.get("/centre/groups/<uuid:group_id>")
@needs("centre_manager")
def group(group_id: UUID) -> ResponseReturnValue:
    return _group_page(group_id)


def _group_page(group_id: UUID, *, error: str = "") -> str:
    found = get_group(session(), signed_in_actor(), group_id)
    search = request.args.get("q", "").strip()
    return render_template(
        "people/group.html",
        group=found,
        members=list_members(session(), group_id),
        search=search,
        found=find_to_add(session(), found, search) if search else [],
        team=list_team(session(), found.centre_id, Role.TUTOR),
        centre=managed_centres()[found.centre_id],
        panels=group_panels(),
        error=error,
    )


@pages.post("/centre/groups/<uuid:group_id>/members/<uuid:person_id>")
@needs("centre_manager")
def add_to_group(group_id: UUID, person_id: UUID) -> ResponseReturnValue:
    services.add_member(session(), signed_in_actor(), group_id=group_id, person_id=person_id)
    commit()
    return _back_to(group_id)


@pages.post("/centre/groups/<uuid:group_id>/members/<uuid:person_id>/end")
@needs("centre_manager")
def take_from_group(group_id: UUID, person_id: UUID) -> ResponseReturnValue:
    services.remove_member(session(), signed_in_actor(), group_id=group_id, person_id=person_id)
    commit()
    flash_with_undo(
        gettext("Cette personne n’est plus dans le groupe. Ce qu’elle a commencé continue."),
        url_for("people.add_to_group", group_id=group_id, person_id=person_id),
    )
    return _back_to(group_id)


@pages.post("/centre/groups/<uuid:group_id>/tutor")
@needs("centre_manager")
def move_group(group_id: UUID) -> ResponseReturnValue:
    actor, chosen = signed_in_actor(), request.form.get("tutor", "")
    try:
        count = services.move_group(session(), actor, group_id=group_id, tutor_id=parse_id(chosen))
    except NotInTeam as error:
        return _group_page(group_id, error=sentence_for(error.code, error.facts)), 422
    commit()
    flash(ngettext("%(num)s personne est confiée.", "%(num)s personnes sont confiées.", count))
    return _back_to(group_id)


@pages.post("/centre/groups/<uuid:group_id>/close")
@needs("centre_manager")
def close_group(group_id: UUID) -> ResponseReturnValue:
    services.close_group(session(), signed_in_actor(), group_id=group_id)
    commit()
    flash_with_undo(gettext("Le groupe est fermé."), url_for("people.open_group", group_id=group_id))
    return _back_to(group_id)


@pages.post("/centre/groups/<uuid:group_id>/open")
@needs("centre_manager")
def open_group(group_id: UUID) -> ResponseReturnValue:
    services.close_group(session(), signed_in_actor(), group_id=group_id, is_open=True)
    commit()
    flash(gettext("Le groupe est rouvert."))
    return _back_to(group_id)


def _back_to(group_id: UUID) -> ResponseReturnValue:
    return redirect(url_for("people.group", group_id=group_id), 303)
