"""Many people from a table: looked at first, then taken whole."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from app.kernel.access import needs
from app.kernel.i18n import spoken
from app.kernel.identity import signed_in_actor
from app.kernel.runtime import runtime
from app.kernel.unit_of_work import commit, session
from app.people.intake.columns import HEADERS, LANGUAGE_WORDS, ROLE_WORDS, in_language
from app.people.intake.planning import Kind, Plan, make_plan
from app.people.intake.reading import Fault, Sheet, Undecodable, decode, read_sheet
from app.people.intake.taking import Taken, hold_centre, take_plan
from app.people.intake.wording import COLUMN_NAMES, fault_sentence
from app.people.intake.writing import list_rows, write_table
from app.people.managed import asked_centre, managed_centres
from app.people.pages import pages
from app.people.roles import GIVEN_BY_CENTRES, ROLE_NAMES
from app.people.services.invitations import invite, tell_joined
from app.ui.downloads import csv_file

#: As many lines as one looks at; the rest is counted.
SHOWN = 200


@pages.get("/centre/people/table")
@needs("centre_manager")
def show_table() -> ResponseReturnValue:
    return _table_page(asked_centre())


def _table_page(centre_id: UUID, *, text: str = "", plan: Plan | None = None, is_stale: bool = False) -> str:
    return render_template(
        "people/table.html",
        centre_id=centre_id,
        centre_name=managed_centres()[centre_id],
        text=text,
        plan=plan,
        is_stale=is_stale,
        shown=SHOWN,
        kinds=Kind,
        fault_sentence=fault_sentence,
        column_names=COLUMN_NAMES,
        role_names=ROLE_NAMES,
        headers=[(in_language(words, spoken()), COLUMN_NAMES[column]) for column, words in HEADERS.items()],
        role_words=[(in_language(ROLE_WORDS[role], spoken()), ROLE_NAMES[role]) for role in GIVEN_BY_CENTRES],
        language_words=LANGUAGE_WORDS,
    )


@pages.post("/centre/people/table")
@needs("centre_manager")
def look_at_table() -> ResponseReturnValue:
    centre_id, text = asked_centre(), request.form.get("text", "")
    file = request.files.get("file")
    sheet: Sheet | None = None
    if file and file.filename:
        try:
            text = decode(file.read())
        except Undecodable:
            text, sheet = "", Sheet(faults=(Fault(1, "", "csv_unreadable"),))
    plan = _plan(centre_id, sheet or read_sheet(text))
    return _table_page(centre_id, text=text, plan=plan), 422 if plan.faults else 200


def _plan(centre_id: UUID, sheet: Sheet) -> Plan:
    return make_plan(
        session(), centre_id=centre_id, sheet=sheet, roles=GIVEN_BY_CENTRES, by=signed_in_actor().id
    )


@pages.post("/centre/people/table/take")
@needs("centre_manager")
def take_table() -> ResponseReturnValue:
    centre_id, text = asked_centre(), request.form.get("text", "")
    hold_centre(session(), centre_id)
    plan = _plan(centre_id, read_sheet(text))
    is_stale = plan.digest != request.form.get("seen", "")
    if plan.faults or is_stale:
        session().rollback()
        return _table_page(centre_id, text=text, plan=plan, is_stale=is_stale and not plan.faults), 422
    taken = take_plan(session(), plan, by=signed_in_actor().id)
    if request.form.get("mails"):
        _tell(taken, managed_centres()[centre_id])
    commit()
    flash(_said(taken))
    return redirect(url_for("people.team", centre=centre_id), 303)


def _tell(taken: Taken, centre: str) -> None:
    running = runtime()
    page = running.settings.address + url_for("people.forgotten")
    for person in taken.created:
        invite(session(), running.mailer, person, page=page)
    for person in taken.joined:
        tell_joined(session(), running.mailer, person, centre=centre)


def _said(taken: Taken) -> str:
    made = len(taken.created) + len(taken.joined)
    if not made and not taken.changed:
        return str(gettext("Rien n’a changé : tout était déjà là."))
    new = ngettext("%(num)s personne ajoutée", "%(num)s personnes ajoutées", made)
    changed = ngettext("%(num)s changée", "%(num)s changées", taken.changed)
    return str(gettext("C’est fait : %(new)s, %(changed)s.", new=new, changed=changed))


@pages.get("/centre/people/model.csv")
@needs("centre_manager")
def table_model() -> ResponseReturnValue:
    return csv_file(write_table([], spoken()), gettext("modele-personnes"))


@pages.get("/centre/people.csv")
@needs("centre_manager")
def people_as_table() -> ResponseReturnValue:
    rows = list_rows(session(), signed_in_actor(), asked_centre(), spoken())
    return csv_file(write_table(rows, spoken()), gettext("personnes"), is_dated=True)
