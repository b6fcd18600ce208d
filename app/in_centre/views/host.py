"""The page of one session: who comes, are they ready, are they here."""

from datetime import date
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.in_centre import policy
from app.in_centre.models import HalfDay
from app.in_centre.pages import pages
from app.in_centre.queries.bookings import check_belongs
from app.in_centre.queries.sessions import get_run_session
from app.in_centre.roll import call_roll, half_key, list_roll_warnings
from app.in_centre.saying import say_half
from app.in_centre.sentences import explain
from app.in_centre.services.attendance import NotThatHalfDay, confirm_attendance
from app.in_centre.services.booking import BookingRefused, NobodyEnrolled, WaiverNeeded, let_in, take_out
from app.kernel.access import needs
from app.kernel.clock import now
from app.kernel.errors import DomainError, TextTooLong
from app.kernel.identity import signed_in_actor
from app.kernel.sentences import sentence_for
from app.kernel.unit_of_work import commit, session


@pages.get("/sessions/<uuid:session_id>")
@needs("workshop")
def host_session(session_id: UUID) -> ResponseReturnValue:
    return _page(session_id)


def _page(session_id: UUID, template: str = "in_centre/session.html", **typed: object) -> str:
    actor = signed_in_actor()
    row = get_run_session(session(), actor, session_id)
    roll = call_roll(
        session(),
        actor,
        row,
        at=now(),
        wanted=request.values.get("half", ""),
        group=request.values.get("group", ""),
    )
    return render_template(
        template,
        row=row,
        several=len(policy.centres_run(actor)) > 1,
        roll=roll,
        warnings=list_roll_warnings(session(), row, roll.expected),
        say_half=say_half,
        half_key=half_key,
        can={
            "plan": policy.may_plan(actor, row.it.centre_id),
            "observe": policy.may_observe(actor, row.it.centre_id),
        },
        now=now(),
        **typed,
    )


@pages.get("/sessions/<uuid:session_id>/list")
@needs("workshop")
def paper_list(session_id: UUID) -> ResponseReturnValue:
    """The list on paper: names, and a box to sign for each half-day."""
    return _page(session_id, "in_centre/paper_list.html")


@pages.post("/sessions/<uuid:session_id>/bookings/<uuid:booking_id>/attendance")
@needs("workshop")
def confirm_presence(session_id: UUID, booking_id: UUID) -> ResponseReturnValue:
    check_belongs(session(), signed_in_actor(), booking_id, session_id)
    day, half_day = _half_asked()
    try:
        confirm_attendance(
            session(),
            signed_in_actor(),
            booking_id=booking_id,
            day=day,
            half_day=half_day,
            is_present=request.form.get("present") == "1",
            reason=request.form.get("reason", ""),
        )
    except DomainError as error:
        if error.status == 404 or request.headers.get("HX-Request") == "true":
            raise
        session().rollback()
        refused = sentence_for(error.code, error.facts)
        return _page(session_id, refused=refused), error.status
    commit()
    if request.headers.get("HX-Request") == "true":
        return _page(session_id, "in_centre/_roll.html")
    half, group = request.form.get("half"), request.form.get("group") or None
    return redirect(url_for("in_centre.host_session", session_id=session_id, half=half, group=group), 303)


def _half_asked() -> tuple[date, HalfDay]:
    day, _, half_day = request.form.get("half", "").rpartition("-")
    try:
        return date.fromisoformat(day), HalfDay(half_day)
    except ValueError:
        raise NotThatHalfDay from None


@pages.post("/sessions/<uuid:session_id>/people")
@needs("workshop")
def let_someone_in(session_id: UUID) -> ResponseReturnValue:
    actor = signed_in_actor()
    email, waiver = request.form.get("email", ""), request.form.get("waiver", "")
    try:
        let_in(session(), actor, session_id=session_id, email=email, waiver=waiver)
    except (BookingRefused, NobodyEnrolled, TextTooLong, WaiverNeeded) as error:
        session().rollback()
        told = [sentence_for(error.code, error.facts)]
        if isinstance(error, BookingRefused):
            told = [explain(each, error.row.centre).sentence for each in error.obstacles]
        page = _page(session_id, not_let_in=told, email=email, waiver=waiver)
        return page, error.status
    commit()
    flash(gettext("La place est prise. La personne est dans la liste."))
    return redirect(url_for("in_centre.host_session", session_id=session_id), 303)


@pages.post("/sessions/<uuid:session_id>/bookings/<uuid:booking_id>/take-out")
@needs("workshop")
def take_someone_out(session_id: UUID, booking_id: UUID) -> ResponseReturnValue:
    check_belongs(session(), signed_in_actor(), booking_id, session_id)
    take_out(session(), signed_in_actor(), booking_id=booking_id, reason=request.form.get("reason", ""))
    commit()
    flash(gettext("La place est libérée."))
    return redirect(url_for("in_centre.host_session", session_id=session_id), 303)
