"""When a centre is open and whom to call: by its own manager, and by the network."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.centres.forms import CalendarForm, ClosureForm, ContactForm, WeekForm, week_of
from app.centres.pages import pages
from app.centres.policy import runs_network
from app.centres.queries.centres import (
    first_own_code,
    get_run_centre,
    list_closures,
    list_own,
    sessions_when_closed,
)
from app.centres.services import centres as services
from app.centres.words import say_days, say_reason
from app.kernel.access import needs
from app.kernel.clock import now
from app.kernel.i18n import local, spoken
from app.kernel.identity import signed_in_actor
from app.kernel.unit_of_work import commit, session
from app.network.closings import Closing, closing_of
from app.network.hours import name_holidays
from app.network.models import Centre, Closure
from app.network.queries import working_hours_by_centre
from app.people.models import Role

#: How far ahead public holidays are listed.
AHEAD = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class ClosedLine:
    """Some closed days; with an id, those that the centre chose and can open again."""

    first_on: date
    days: str
    reason: str
    closure_id: UUID | None = None


@dataclass(slots=True)
class Forms:
    """What the page shows filled in again after a refusal."""

    week: WeekForm | None = None
    contact: ContactForm | None = None
    closure: ClosureForm | None = None
    calendar: CalendarForm | None = None


@pages.get("/centre/hours")
@needs("centre_manager")
def own_hours() -> ResponseReturnValue:
    """To the first of the centres that the caller runs."""
    code = first_own_code(session(), signed_in_actor())
    return redirect(url_for("centres.hours", centre_code=code), 303)


@pages.get("/centre/hours/<centre_code>")
@needs("runs_centre")
def hours(centre_code: str) -> ResponseReturnValue:
    return hours_page(get_run_centre(session(), signed_in_actor(), centre_code))


def hours_page(centre: Centre, forms: Forms | None = None) -> str:
    forms, actor, moment = forms or Forms(), signed_in_actor(), now()
    today = local(moment).date()
    closures = list_closures(session(), centre.id, since=today)
    worked = working_hours_by_centre(session(), [centre.id])[centre.id]
    return render_template(
        "centres/hours.html",
        centre=centre,
        own=list_own(session(), actor),
        for_network=runs_network(actor),
        week=forms.week or WeekForm(formdata=None, **week_of(centre)),
        contact=forms.contact or ContactForm(formdata=None, obj=centre),
        closure=forms.closure or ClosureForm(formdata=None),
        calendar=forms.calendar or CalendarForm(formdata=None),
        lines=_closed_lines(centre, closures, today),
        troubled=sessions_when_closed(session(), centre.id, worked, after=moment),
        runs_sessions=actor.has_role_in(centre.id, Role.CENTRE_MANAGER),
    )


def _closed_lines(centre: Centre, closures: list[Closure], today: date) -> list[ClosedLine]:
    """Closures and public holidays in the order of their days."""
    chosen = [(closing_of(closure), closure.id) for closure in closures]
    lines = [
        ClosedLine(closing.first_on, say_days(closing), say_reason(closing), closure_id)
        for closing, closure_id in chosen
    ]
    if centre.keeps_holidays:
        lines += [
            ClosedLine(day, say_days(Closing(day, day)), name) for day, name in _holidays(centre, today)
        ]
    return sorted(lines, key=lambda line: (line.first_on, line.closure_id is not None))


def _holidays(centre: Centre, today: date) -> list[tuple[date, str]]:
    """Of a year from today, without those on which the centre is never open."""
    named = {**name_holidays(today.year, spoken()), **name_holidays(today.year + 1, spoken())}
    week = centre.opening_hours
    return [
        (day, name)
        for day, name in named.items()
        if today <= day < today + AHEAD and (week.get(str(day.weekday())) or not any(week.values()))
    ]


@pages.post("/centre/hours/<centre_code>")
@needs("runs_centre")
def set_hours(centre_code: str) -> ResponseReturnValue:
    form = WeekForm()
    if not form.validate():
        return hours_page(get_run_centre(session(), signed_in_actor(), centre_code), Forms(week=form)), 422
    services.set_hours(session(), signed_in_actor(), code=centre_code, hours=form.hours)
    commit()
    flash(gettext("Les heures d’ouverture sont enregistrées."))
    return back_to(centre_code)


@pages.post("/centre/hours/<centre_code>/contact")
@needs("runs_centre")
def change_contact(centre_code: str) -> ResponseReturnValue:
    form = ContactForm()
    if not form.validate():
        centre = get_run_centre(session(), signed_in_actor(), centre_code)
        return hours_page(centre, Forms(contact=form)), 422
    services.change_contact(session(), signed_in_actor(), code=centre_code, contact=form.contact)
    commit()
    flash(gettext("Le contact est enregistré. Il se lit au bas de chaque page."))
    return back_to(centre_code)


def back_to(code: str) -> ResponseReturnValue:
    return redirect(url_for("centres.hours", centre_code=code), 303)
