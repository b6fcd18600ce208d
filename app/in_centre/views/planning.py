"""Planning dates: the list of a centre's sessions, the form, closing and taking away."""

from datetime import timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.in_centre import policy
from app.in_centre.forms import PlanForm, write_resources
from app.in_centre.pages import pages
from app.in_centre.queries.sessions import (
    SessionRow,
    get_run_session,
    list_offers,
    list_run_sessions,
)
from app.in_centre.sentences import fault_sentence
from app.in_centre.services import sessions as services
from app.in_centre.services.sessions import BelowTaken, Plan, PlanFault
from app.kernel.access import needs
from app.kernel.clock import now
from app.kernel.errors import NotFound
from app.kernel.identity import signed_in_actor
from app.kernel.ids import parse_id
from app.kernel.unit_of_work import commit, session
from app.network.models import Centre, CentreKind
from app.network.queries import list_centres
from app.people.models import Role
from app.people.queries import list_team
from app.ui.flashes import flash_with_undo
from app.ui.forms import refuse

KEPT_IN_LIST = timedelta(days=30)


@pages.get("/sessions")
@needs("workshop")
def sessions() -> ResponseReturnValue:
    actor = signed_in_actor()
    run = policy.centres_run(actor)
    centres = {one.centre_id: one.centre_name for one in actor.held if one.centre_id in run}
    wanted = request.args.get("centre", "")
    rows = [
        row
        for row in list_run_sessions(session(), actor, ends_after=now() - KEPT_IN_LIST)
        if wanted in ("", str(row.it.centre_id))
    ]
    return render_template(
        "in_centre/sessions.html",
        coming=[row for row in rows if row.it.ends_at > now()],
        past=[row for row in reversed(rows) if row.it.ends_at <= now()],
        may_plan=bool(_planned_centres()),
        centres=centres if len(centres) > 1 else {},
        wanted=wanted,
    )


def _planned_centres() -> list[Centre]:
    """Those with a workshop: a virtual centre sends its learners to others."""
    actor = signed_in_actor()
    ids = [centre_id for centre_id in policy.centres_run(actor) if policy.may_plan(actor, centre_id)]
    return [centre for centre in list_centres(session(), ids) if centre.kind is CentreKind.PHYSICAL]


def _centre() -> Centre:
    """The centre asked for, else the first one; another's is not found."""
    wanted = request.values.get("centre", "")
    found = [centre for centre in _planned_centres() if not wanted or str(centre.id) == wanted]
    if not found:
        raise NotFound
    return found[0]


def _prepare(form: PlanForm, centre: Centre) -> PlanForm:
    """Fill the choices, which the form needs before it is read."""
    form.zone = centre.time_zone
    form.unit.choices = [
        (f"{offer.module.id}/{offer.unit.code}", offer.name)
        for offer in list_offers(session(), signed_in_actor())
    ]
    team = list_team(session(), centre.id, Role.SESSION_HOST)
    form.host.choices = [(str(person.id), person.name) for person in team]
    return form


@pages.get("/sessions/new")
@needs("workshop")
def new_session() -> ResponseReturnValue:
    centre = _centre()
    form = _prepare(PlanForm(host=str(signed_in_actor().id)), centre)
    return _form_page(form, centre)


def _form_page(form: PlanForm, centre: Centre, row: SessionRow | None = None) -> str:
    return render_template(
        "in_centre/plan.html", form=form, centre=centre, centres=_planned_centres(), row=row
    )


@pages.post("/sessions")
@needs("workshop")
def create_session() -> ResponseReturnValue:
    centre = _centre()
    form = _prepare(PlanForm(), centre)
    if not form.validate():
        return _form_page(form, centre), 422
    module_id, unit = form.unit.data.split("/", 1)
    try:
        created = services.create_session(
            session(),
            signed_in_actor(),
            centre_id=centre.id,
            module_id=parse_id(module_id),
            unit=unit,
            plan=_plan(form),
        )
    except PlanFault as fault:
        return _form_page(_with_faults(form, fault), centre), 422
    commit()
    flash(gettext("La séance est ouverte aux réservations."))
    return redirect(url_for("in_centre.host_session", session_id=created.id), 303)


def _plan(form: PlanForm) -> Plan:
    starts_at, ends_at = form.moments
    return Plan(
        starts_at=starts_at,
        ends_at=ends_at,
        room=form.room.data,
        host_id=parse_id(form.host.data),
        resources=form.capacities,
        even_if_closed=form.even_if_closed.data,
    )


def _with_faults(form: PlanForm, fault: PlanFault) -> PlanForm:
    told: dict[str, Any] = {}
    for each in fault.facts["faults"]:
        told.setdefault(each["field"], []).append(fault_sentence(each["code"]))
    form.asks_whether_closed = any(each["code"] == "centre_closed" for each in fault.facts["faults"])
    for name, sentences in told.items():
        form[name].errors = [*form[name].errors, *sentences]
    return form


@pages.get("/sessions/<uuid:session_id>/edit")
@needs("workshop")
def edit_session(session_id: UUID) -> ResponseReturnValue:
    row = get_run_session(session(), signed_in_actor(), session_id)
    starts, ends = (
        moment.astimezone(ZoneInfo(row.centre.time_zone)) for moment in (row.it.starts_at, row.it.ends_at)
    )
    form = PlanForm(
        unit=f"{row.module.id}/{row.it.unit}",
        day=starts.date(),
        starts=starts.time(),
        ends=ends.time(),
        room=row.it.room,
        host=str(row.it.host_id),
        resources=write_resources(row.it.resources),
    )
    return _form_page(_prepare(form, row.centre), row.centre, row)


@pages.post("/sessions/<uuid:session_id>")
@needs("workshop")
def change_session(session_id: UUID) -> ResponseReturnValue:
    row = get_run_session(session(), signed_in_actor(), session_id)
    form = _prepare(PlanForm(), row.centre)
    # A date keeps its unit: people booked for it.
    kept = f"{row.module.id}/{row.it.unit}"
    form.unit.data, form.unit.choices = kept, [(kept, row.unit_title)]
    if not form.validate():
        return _form_page(form, row.centre, row), 422
    try:
        services.change_session(session(), signed_in_actor(), session_id=session_id, plan=_plan(form))
    except PlanFault as fault:
        return _form_page(_with_faults(form, fault), row.centre, row), 422
    except BelowTaken as error:
        refuse(form, error, "resources")
        return _form_page(form, row.centre, row), 422
    commit()
    flash(gettext("C’est changé. Les agendas des personnes inscrites se mettent à jour."))
    return redirect(url_for("in_centre.host_session", session_id=session_id), 303)


@pages.post("/sessions/<uuid:session_id>/close")
@needs("workshop")
def close_session(session_id: UUID) -> ResponseReturnValue:
    services.close_session(session(), signed_in_actor(), session_id=session_id)
    commit()
    flash_with_undo(
        gettext("Les réservations sont closes."),
        url_for("in_centre.open_session", session_id=session_id),
    )
    return redirect(url_for("in_centre.host_session", session_id=session_id), 303)


@pages.post("/sessions/<uuid:session_id>/open")
@needs("workshop")
def open_session(session_id: UUID) -> ResponseReturnValue:
    services.close_session(session(), signed_in_actor(), session_id=session_id, closed=False)
    commit()
    flash(gettext("La séance prend à nouveau des réservations."))
    return redirect(url_for("in_centre.host_session", session_id=session_id), 303)


@pages.post("/sessions/<uuid:session_id>/cancel")
@needs("workshop")
def cancel_session(session_id: UUID) -> ResponseReturnValue:
    try:
        services.cancel_session(
            session(),
            signed_in_actor(),
            session_id=session_id,
            reason=request.form.get("reason", ""),
        )
    except PlanFault as fault:
        flash(fault_sentence(fault.facts["faults"][0]["code"]))
        return redirect(url_for("in_centre.edit_session", session_id=session_id), 303)
    commit()
    flash(gettext("La séance est annulée. Chaque personne inscrite le lit, avec la raison."))
    return redirect(url_for("in_centre.host_session", session_id=session_id), 303)
