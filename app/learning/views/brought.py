"""What a person brought along from another installation: for themselves, for who accompanies, and for who runs their centre."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _

from app.kernel.access import needs
from app.kernel.errors import DomainError
from app.kernel.identity import signed_in_actor
from app.kernel.ids import parse_id
from app.kernel.runtime import runtime
from app.kernel.sentences import sentence_for
from app.kernel.unit_of_work import commit, session
from app.learning.brought.reading import LIMITS, read_record
from app.learning.brought.taking import Taken, list_brought, take_record
from app.learning.pages import pages
from app.learning.queries import get_followed
from app.people.panels import PersonPanel
from app.people.queries import get_colleague

VERDICT_NAMES = {
    "achieved": _("acquis"),
    "in_progress": _("en cours"),
    "redo": _("à refaire"),
    "not_observed": _("pas observé"),
}
PANEL = PersonPanel(
    "brought",
    lambda: gettext("Apporté d’ailleurs"),
    lambda person_id: url_for("learning.brought_by", person_id=person_id),
)
OWN = PersonPanel(
    "brought",
    lambda: gettext("Ce que j’ai apporté d’ailleurs"),
    lambda _person_id: url_for("learning.own_brought"),
)


@pages.get("/learn/brought")
@needs("signed_in")
def own_brought() -> ResponseReturnValue:
    actor = signed_in_actor()
    return _page(list_brought(session(), actor.id), title=gettext("Ce que j’ai apporté d’ailleurs"))


@pages.get("/learn/enrolments/<enrolment_id>/brought")
@needs("signed_in")
def brought_of_learner(enrolment_id: str) -> ResponseReturnValue:
    """For whoever may see the enrolment."""
    followed = get_followed(session(), signed_in_actor(), parse_id(enrolment_id))
    told = list_brought(session(), followed.enrolment.learner_id)
    return _page(told, title=gettext("%(name)s : apporté d’ailleurs", name=followed.learner_name))


def _page(brought: list[Any], *, title: str) -> str:
    return render_template("learning/brought.html", brought=brought, title=title, verdicts=VERDICT_NAMES)


@pages.get("/centre/people/<uuid:person_id>/brought")
@needs("centre_manager")
def brought_by(person_id: UUID) -> ResponseReturnValue:
    return _managed_page(person_id)


def _managed_page(person_id: UUID, *, error: str = "") -> str:
    person = get_colleague(session(), signed_in_actor(), person_id).person
    is_fragment = request.headers.get("HX-Request") == "true"
    return render_template(
        "learning/_brought_panel.html" if is_fragment else "learning/brought_by.html",
        person=person,
        brought=list_brought(session(), person_id),
        verdicts=VERDICT_NAMES,
        error=error,
    )


@pages.post("/centre/people/<uuid:person_id>/brought")
@needs("centre_manager")
def take_brought(person_id: UUID) -> ResponseReturnValue:
    actor = signed_in_actor()
    get_colleague(session(), actor, person_id)
    sent = request.files.get("file")
    try:
        sheet = read_record(sent.read(LIMITS.archive_bytes + 1) if sent else b"")
        taken = take_record(
            session(), person_id=person_id, sheet=sheet, here=runtime().settings.address, by=actor.id
        )
    except DomainError as refused:
        return _managed_page(person_id, error=sentence_for(refused.code, refused.facts)), 422
    commit()
    flash(
        gettext("Cette copie est déjà là : rien n’a changé.")
        if taken is Taken.NOTHING
        else gettext("C’est enregistré.")
    )
    return redirect(url_for("learning.brought_by", person_id=person_id), 303)
