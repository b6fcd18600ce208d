"""The network manager's first page, and a centre that is added to it."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.centres.forms import ManagerForm, NewCentreForm
from app.centres.mails import tell_manager
from app.centres.pages import pages
from app.centres.queries.overview import LACKS, CentreLine, list_network, matching
from app.centres.services import centres as services
from app.centres.services.managers import Named, name_manager
from app.centres.words import KIND_NAMES, LACK_NAMES
from app.kernel.access import needs
from app.kernel.clock import now
from app.kernel.errors import DomainError
from app.kernel.few import FEWEST, tell_apart
from app.kernel.i18n import local
from app.kernel.identity import signed_in_actor
from app.kernel.numbers import asked_number
from app.kernel.runtime import runtime
from app.kernel.unit_of_work import commit, session
from app.network.models import CentreKind
from app.network.sectors import SECTORS
from app.network.spans import write_spans
from app.people.kept_choices import GENDER_NAMES
from app.people.optional.asking import count_learners_by_gender
from app.people.services.administrators import OFFICE
from app.ui.forms import refuse

PAGE = 25
MORNING_AND_AFTERNOON = write_spans([("08:00", "12:00"), ("13:00", "17:00")])
BEGUN = dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday"), MORNING_AND_AFTERNOON)
#: Beside which field a refusal stands.
FIELD_OF = {
    "centre_name_taken": "name",
    "sessions_to_come": "kind",
    "email_unreadable": "manager_email",
    "person_suspended": "manager_email",
    "name_missing": "manager_given_name",
}


@pages.get("/network")
@needs("network_manager")
def network() -> ResponseReturnValue:
    lines = network_lines()
    search, lacking = request.args.get("q", "").strip(), request.args.get("lacks", "")
    lacking = lacking if lacking in (*LACKS, "any") else ""
    found = matching(lines, search, lacking)
    number = min(asked_number("page", 1, least=1), max(1, -(-len(found) // PAGE)))
    first = (number - 1) * PAGE
    return render_template(
        "centres/network.html",
        lines=found[first : first + PAGE],
        first=first,
        number=number,
        size=PAGE,
        total=len(found),
        all=len(lines),
        is_new=all(line.centre.code == OFFICE for line in lines),
        search=search,
        lacking=lacking,
        lacks=[(name, sum(name in line.lacks for line in lines)) for name in LACKS],
        incomplete=sum(bool(line.lacks) for line in lines),
        genders=tell_apart(count_learners_by_gender(session())),
        gender_names=GENDER_NAMES,
        **words_of_lines(),
    )


def network_lines(centre_id: UUID | None = None) -> list[CentreLine]:
    moment = now()
    return list_network(
        session(), signed_in_actor(), moment=moment, day=local(moment).date(), centre_id=centre_id
    )


def words_of_lines() -> dict[str, Any]:
    return {"few": FEWEST, "lack_names": LACK_NAMES, "kind_names": KIND_NAMES, "sectors": SECTORS}


@pages.get("/network/centres/new")
@needs("network_manager")
def show_new_centre() -> ResponseReturnValue:
    return _new_centre_page(NewCentreForm(kind=CentreKind.PHYSICAL.value, keeps_holidays=True, **BEGUN))


def _new_centre_page(form: NewCentreForm) -> str:
    return render_template("centres/new_centre.html", form=form)


@pages.post("/network/centres")
@needs("network_manager")
def create_centre() -> ResponseReturnValue:
    form = NewCentreForm()
    if not form.validate():
        return _new_centre_page(form), 422
    try:
        centre = services.create_centre(
            session(), signed_in_actor(), facts=form.facts, contact=form.contact, hours=form.hours
        )
        named = name_and_tell(centre.code, form) if form.manager.email else None
    except DomainError as error:
        refuse(form, error, FIELD_OF.get(error.code, ""))
        return _new_centre_page(form), 422
    commit()
    flash(gettext("« %(centre)s » fait partie du réseau.", centre=centre.name))
    if named:
        flash(said_of(named))
    return redirect(url_for("centres.centre", centre_code=centre.code), 303)


def name_and_tell(code: str, form: ManagerForm | NewCentreForm) -> Named:
    """Give the role, and send the mail that goes with it."""
    named = name_manager(session(), signed_in_actor(), code=code, wanted=form.manager)
    address = runtime().settings.address
    tell_manager(
        session(),
        runtime().mailer,
        named,
        password_page=address + url_for("people.forgotten"),
        page=address + url_for("centres.hours", centre_code=code),
    )
    return named


def said_of(named: Named) -> str:
    name = named.person.name
    if named.was_manager:
        return str(gettext("%(name)s est déjà responsable de ce centre.", name=name))
    if named.is_new:
        return str(
            gettext(
                "Un compte est ouvert pour %(name)s, responsable du centre. Un mail vient de partir.",
                name=name,
            )
        )
    return str(gettext("%(name)s est responsable du centre. Un mail vient de partir.", name=name))
