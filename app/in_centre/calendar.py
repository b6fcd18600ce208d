"""A person's sessions as iCalendar (RFC 5545): stable UIDs, a SEQUENCE that rises, moments in UTC.

UTC says a moment without any zone's rules, so a change of the clocks between reading and going moves nothing.
"""

import uuid
from datetime import datetime, timedelta

from flask_babel import gettext
from icalendar import Calendar, Event
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.catalogue.models import Module
from app.in_centre.models import Booking, BookingState, InCentreSession
from app.kernel.clock import now
from app.kernel.i18n import spoken
from app.network.models import Centre

# Long enough that a cancelled date is still heard of by a calendar that was away.
KEPT = timedelta(days=90)

Found = tuple[InCentreSession, Centre, Module]


def compose_calendar(session: Session, person_id: uuid.UUID) -> bytes:
    """Places booked and sessions hosted, from 90 days ago on; in the current language."""
    calendar = Calendar()
    calendar.add("prodid", "-//Compagnon//Compagnon//FR")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Compagnon")
    since = now() - KEPT
    for booking, it, centre, module in _booked(session, person_id, since):
        calendar.add_component(_of_learner(booking, (it, centre, module)))
    for found in _hosted(session, person_id, since):
        calendar.add_component(_of_host(found))
    composed: bytes = calendar.to_ical()
    return composed


def _booked(
    session: Session, person_id: uuid.UUID, since: datetime
) -> list[tuple[Booking, InCentreSession, Centre, Module]]:
    rows = session.execute(
        select(Booking, InCentreSession, Centre, Module)
        .join(InCentreSession, InCentreSession.id == Booking.session_id)
        .join(Centre, Centre.id == InCentreSession.centre_id)
        .join(Module, Module.id == InCentreSession.module_id)
        .where(Booking.learner_id == person_id, InCentreSession.ends_at > since)
        .order_by(InCentreSession.starts_at, InCentreSession.id)
    )
    return [(booking, it, centre, module) for booking, it, centre, module in rows]


def _hosted(session: Session, person_id: uuid.UUID, since: datetime) -> list[Found]:
    rows = session.execute(
        select(InCentreSession, Centre, Module)
        .join(Centre, Centre.id == InCentreSession.centre_id)
        .join(Module, Module.id == InCentreSession.module_id)
        .where(InCentreSession.host_id == person_id, InCentreSession.ends_at > since)
        .order_by(InCentreSession.starts_at, InCentreSession.id)
    )
    return [(it, centre, module) for it, centre, module in rows]


def _of_learner(booking: Booking, found: Found) -> Event:
    stands = booking.state is BookingState.CONFIRMED
    # Both counts only rise, so their sum does too, whichever side changed.
    sequence = booking.sequence + found[0].sequence
    return _event(f"booking-{booking.id}", found, sequence, stands)


def _of_host(found: Found) -> Event:
    return _event(f"session-{found[0].id}", found, found[0].sequence, True)


def _event(name: str, found: Found, sequence: int, stands: bool) -> Event:
    it, centre, module = found
    event = Event()
    event.add("uid", f"{name}@compagnon")
    event.add("sequence", sequence)
    event.add("dtstamp", now())
    event.add("dtstart", it.starts_at)
    event.add("dtend", it.ends_at)
    event.add("summary", str(gettext("%(module)s, séance au centre", module=module.title_in(spoken()))))
    event.add("location", ", ".join(part for part in (it.room, centre.name, centre.address) if part))
    if it.cancel_reason:
        event.add("description", it.cancel_reason)
    is_on = stands and it.cancelled_at is None
    event.add("status", "CONFIRMED" if is_on else "CANCELLED")
    return event
