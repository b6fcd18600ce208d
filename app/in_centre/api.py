from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Response, url_for
from flask.typing import ResponseReturnValue
from pydantic import BaseModel, Field

from app.in_centre.calendar import compose_calendar
from app.in_centre.cards import make_cards
from app.in_centre.objects import BookingObject, SessionObject, booking_object, session_object
from app.in_centre.queries.sessions import get_session, page_sessions
from app.in_centre.sentences import explain
from app.in_centre.services import booking as services
from app.in_centre.services.booking import BookingRefused
from app.in_centre.services.feeds import close_feed, get_feed_owner, open_feed
from app.kernel.access import PUBLIC
from app.kernel.api import (
    Model,
    Page,
    PageQuery,
    answer,
    cursor_id,
    decode_cursor,
    domain_api,
    encode_cursor,
    operation,
    query,
)
from app.kernel.clock import now
from app.kernel.errors import Invalid
from app.kernel.i18n import iso, speaking, zone
from app.kernel.identity import signed_in_actor
from app.kernel.ids import parse_id
from app.kernel.unit_of_work import commit, session
from app.people.queries import get_person

api = domain_api("in_centre")


class SessionsQuery(PageQuery):
    """`module` is a slug. Without `from`, the list begins now."""

    module: str | None = Field(None, max_length=64)
    from_: datetime | None = Field(None, alias="from")
    to: datetime | None = None


class FeedQuery(BaseModel):
    token: str = Field("", max_length=200)


class Feed(Model):
    """`address` is shown once: whoever has it reads the calendar."""

    token: str
    address: str


@api.get("/sessions")
@operation("signed_in", query=SessionsQuery, answers={200: Page[SessionObject]})
def list_sessions() -> ResponseReturnValue:
    wanted: SessionsQuery = query()
    actor = signed_in_actor()
    rows = page_sessions(
        session(),
        actor,
        after=_after(wanted.cursor),
        limit=wanted.size,
        module=wanted.module,
        starts_from=_aware(wanted.from_) or now(),
        starts_before=_aware(wanted.to),
    )
    shown = rows[: wanted.size]
    more = len(rows) > wanted.size
    following = encode_cursor(iso(shown[-1].it.starts_at), shown[-1].it.id) if more else None
    items = [session_object(card) for card in make_cards(session(), actor, shown)]
    return answer(Page[SessionObject](items=items, next=following))


def _aware(moment: datetime | None) -> datetime | None:
    """A moment without a zone, or a plain date, is meant as the clock on the wall says it."""
    return moment.replace(tzinfo=zone()) if moment and moment.tzinfo is None else moment


def _after(cursor: str | None) -> tuple[datetime, UUID] | None:
    parts = decode_cursor(cursor, 2)
    if parts is None:
        return None
    try:
        return datetime.fromisoformat(parts[0]), cursor_id(parts[1])
    except ValueError:
        raise Invalid(errors=[{"at": "cursor", "message": "not a cursor of this list"}]) from None


@api.get("/sessions/<session_id>")
@operation("signed_in", answers={200: SessionObject}, problems=(404,))
def read_session(session_id: str) -> ResponseReturnValue:
    actor = signed_in_actor()
    row = get_session(session(), actor, parse_id(session_id))
    return answer(session_object(make_cards(session(), actor, [row])[0]))


@api.post("/sessions/<session_id>/bookings")
@operation("signed_in", answers={201: BookingObject, 200: BookingObject}, problems=(404, 409))
def create_booking(session_id: str) -> ResponseReturnValue:
    actor = signed_in_actor()
    try:
        booking, created = services.book(session(), actor, session_id=parse_id(session_id))
    except BookingRefused as refusal:
        _explain(refusal, actor)
        raise
    made = booking_object(booking)
    commit()
    return answer(made, 201 if created else 200)


def _explain(refusal: BookingRefused, actor: Any) -> None:
    """Add what a person reads: a sentence a reason, and the other dates as sessions."""
    refusal.facts["explanations"] = [
        {"reason": told.reason, "sentence": told.sentence, "remedy": told.remedy}
        for told in (explain(obstacle, refusal.row.centre) for obstacle in refusal.obstacles)
    ]
    refusal.facts["alternatives"] = [
        session_object(card).model_dump(mode="json") for card in make_cards(session(), actor, refusal.others)
    ]


@api.delete("/bookings/<booking_id>")
@operation("signed_in", answers={204: None}, problems=(404, 409))
def delete_booking(booking_id: str) -> ResponseReturnValue:
    services.cancel(session(), signed_in_actor(), booking_id=parse_id(booking_id))
    commit()
    return "", 204


@api.post("/calendar-tokens")
@operation("signed_in", answers={201: Feed})
def create_calendar_token() -> ResponseReturnValue:
    token = open_feed(session(), signed_in_actor())
    address = url_for("in_centre_api.read_calendar", token=token, _external=True)
    commit()
    return answer(Feed(token=token, address=address), 201)


@api.delete("/calendar-tokens/current")
@operation("signed_in", answers={204: None})
def delete_calendar_token() -> ResponseReturnValue:
    close_feed(session(), signed_in_actor())
    commit()
    return "", 204


@api.get("/calendar.ics")
@operation(PUBLIC, query=FeedQuery, answers={200: None}, problems=(404,))
def read_calendar() -> ResponseReturnValue:
    wanted: FeedQuery = query()
    person = get_person(session(), get_feed_owner(session(), wanted.token))
    with speaking(person.language):
        composed = compose_calendar(session(), person.id)
    return Response(composed, content_type="text/calendar; charset=utf-8")
