"""A learner's sessions: places taken, dates that are possible, what was shown."""

from dataclasses import dataclass
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.in_centre.cards import make_cards
from app.in_centre.models import Observation
from app.in_centre.pages import pages
from app.in_centre.queries.bookings import find_own_with_warnings, list_bookings
from app.in_centre.queries.observations import list_observations
from app.in_centre.queries.sessions import SessionRow, get_session, page_sessions
from app.in_centre.sentences import Explained, explain
from app.in_centre.services.booking import BookingRefused, book, cancel, find_obstacles
from app.kernel.access import needs
from app.kernel.clock import now
from app.kernel.identity import signed_in_actor
from app.kernel.unit_of_work import commit, session
from app.learning.reports import list_own_warnings

MOST_SHOWN = 100


@dataclass(frozen=True)
class Refusal:
    """Why a place was not given, and the other dates."""

    reasons: list[Explained]
    others: list[SessionRow]


@pages.get("/learn/sessions")
@needs("learner")
def my_sessions() -> ResponseReturnValue:
    actor = signed_in_actor()
    rows = page_sessions(session(), actor, limit=MOST_SHOWN, starts_from=now())
    coming = [card for card in make_cards(session(), actor, rows) if card.readiness is not None]
    own = list_bookings(session(), actor)
    past = [each for each in own if each.it.starts_at <= now()]
    past_ids = [each.booking.id for each in past]
    signed = _signed(list_observations(session(), past_ids) if past_ids else {})
    return render_template(
        "in_centre/my_sessions.html",
        booked=[card for card in coming if card.is_booked],
        possible=[card for card in coming if not card.is_booked and card.row.is_open],
        past=[each for each in reversed(past) if each.booking.cancelled_at is None],
        gone=[each for each in own if each.it.cancelled_at and each.it.starts_at > now()],
        signed=signed,
    )


def _signed(found: dict[UUID, list[Observation]]) -> dict[UUID, list[Observation]]:
    return {
        booking_id: [each for each in observations if each.signed_at]
        for booking_id, observations in found.items()
    }


@pages.get("/learn/sessions/<uuid:session_id>")
@needs("learner")
def my_session(session_id: UUID) -> ResponseReturnValue:
    return _page(get_session(session(), signed_in_actor(), session_id))


def _page(row: SessionRow, refusal: Refusal | None = None) -> str:
    actor = signed_in_actor()
    [card] = make_cards(session(), actor, [row])
    obstacles = []
    if not card.is_booked and refusal is None:
        enrolment, warned = find_own_with_warnings(session(), actor.id, row.module.id)
        obstacles = find_obstacles(session(), actor.id, row.it, enrolment, warned)
    observations = list_observations(session(), [card.booking.id]) if card.booking else {}
    return render_template(
        "in_centre/my_session.html",
        card=card,
        refusal=refusal or Refusal([explain(each, row.centre) for each in obstacles], []),
        signed=[each for found in observations.values() for each in found if each.signed_at],
        # A warning that keeps from booking is among the reasons of a refusal.
        warnings=[] if refusal else list_own_warnings(session(), actor.id, row.module.id),
        now=now(),
    )


@pages.post("/learn/sessions/<uuid:session_id>/book")
@needs("learner")
def take_place(session_id: UUID) -> ResponseReturnValue:
    actor = signed_in_actor()
    try:
        book(session(), actor, session_id=session_id)
    except BookingRefused as refused:
        reasons = [explain(each, refused.row.centre) for each in refused.obstacles]
        return _answer(refused.row, Refusal(reasons, refused.others)), 409
    commit()
    if not _is_fragment():
        flash(gettext("Votre place est réservée."))
        return redirect(url_for("in_centre.my_session", session_id=session_id), 303)
    return _answer(get_session(session(), actor, session_id))


def _answer(row: SessionRow, refusal: Refusal | None = None) -> str:
    if not _is_fragment():
        return _page(row, refusal)
    [card] = make_cards(session(), signed_in_actor(), [row])
    return render_template("in_centre/_date_line.html", card=card, refusal=refusal, now=now())


def _is_fragment() -> bool:
    return request.headers.get("HX-Request") == "true"


@pages.post("/learn/bookings/<uuid:booking_id>/cancel")
@needs("learner")
def give_back(booking_id: UUID) -> ResponseReturnValue:
    actor = signed_in_actor()
    booking = cancel(session(), actor, booking_id=booking_id)
    session_id = booking.session_id
    commit()
    if _is_fragment():
        return _answer(get_session(session(), actor, session_id))
    flash(gettext("Votre place est libérée. Vous pouvez réserver une autre date."))
    return redirect(url_for("in_centre.my_session", session_id=session_id), 303)
