"""What a group learns, for the centre's manager: a panel on the group's page, and a page without script."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from app.catalogue.queries import page_modules
from app.kernel.access import needs
from app.kernel.errors import Conflict
from app.kernel.identity import signed_in_actor
from app.kernel.ids import parse_id
from app.kernel.sentences import sentence_for
from app.kernel.unit_of_work import commit, session
from app.learning.models import EnrolmentKind
from app.learning.pages import pages
from app.learning.services.groups import enrol_group, list_shared
from app.people.groups import get_group
from app.people.models import Role
from app.people.panels import PersonPanel
from app.people.queries import list_team
from app.people.services.memberships import NotInTeam

PANEL = PersonPanel(
    "modules",
    lambda: gettext("Ce que le groupe apprend"),
    lambda group_id: url_for("learning.group_modules", group_id=group_id),
)


@pages.get("/centre/groups/<uuid:group_id>/modules")
@needs("centre_manager")
def group_modules(group_id: UUID) -> ResponseReturnValue:
    return _modules_page(group_id)


def _modules_page(group_id: UUID, error: str = "") -> str:
    actor = signed_in_actor()
    group = get_group(session(), actor, group_id)
    is_fragment = request.headers.get("HX-Request") == "true"
    return render_template(
        "learning/_group.html" if is_fragment else "learning/group.html",
        group=group,
        shared=list_shared(session(), actor, group_id),
        modules=page_modules(session(), actor, open_only=True, limit=200)[0],
        team=list_team(session(), group.centre_id, Role.TUTOR),
        kinds=[
            (EnrolmentKind.TRAINING.value, gettext("Formation")),
            (EnrolmentKind.DISCOVERY.value, gettext("Découverte")),
        ],
        error=error,
    )


@pages.post("/centre/groups/<uuid:group_id>/enrolments")
@needs("centre_manager")
def begin_together(group_id: UUID) -> ResponseReturnValue:
    tutor = request.form.get("tutor", "")
    kind = next(
        (one for one in EnrolmentKind if one.value == request.form.get("kind", "")), EnrolmentKind.TRAINING
    )
    try:
        begun = enrol_group(
            session(),
            signed_in_actor(),
            group_id=group_id,
            slug=request.form.get("module", ""),
            kind=kind,
            tutor_id=parse_id(tutor) if tutor else None,
        )
    except (Conflict, NotInTeam) as error:
        session().rollback()
        return _modules_page(group_id, sentence_for(error.code, error.facts)), 422
    commit()
    flash(
        ngettext("%(num)s personne commence ce module.", "%(num)s personnes commencent ce module.", begun.new)
    )
    return redirect(url_for("people.group", group_id=group_id), 303)
