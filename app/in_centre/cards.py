"""A session as one person sees it: the date, their readiness for it, their place in it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.in_centre.models import Booking, BookingState
from app.in_centre.queries.bookings import find_bookings, list_own_enrolments
from app.in_centre.queries.progress import list_unit_progress
from app.in_centre.queries.sessions import SessionRow
from app.in_centre.readiness import Readiness, weigh
from app.people.actor import Actor


@dataclass(frozen=True, slots=True)
class SessionCard:
    """`readiness` and `enrolment_id` are None for someone who does not study the module."""

    row: SessionRow
    enrolment_id: uuid.UUID | None
    readiness: Readiness | None
    booking: Booking | None

    @property
    def is_booked(self) -> bool:
        return self.booking is not None and self.booking.state is BookingState.CONFIRMED


def make_cards(session: Session, actor: Actor, rows: Sequence[SessionRow]) -> list[SessionCard]:
    """What the actor may see already, with what concerns them; three statements for any number of rows."""
    if not rows:
        return []
    enrolments = {enrolment.module_id: enrolment for enrolment in list_own_enrolments(session, actor)}
    progress = list_unit_progress(session, [enrolment.id for enrolment in enrolments.values()])
    bookings = find_bookings(session, actor, [row.it.id for row in rows])
    cards = []
    for row in rows:
        enrolment = enrolments.get(row.it.module_id)
        ready = weigh(progress.get(enrolment.id, ()), row.it.unit) if enrolment else None
        cards.append(SessionCard(row, enrolment.id if enrolment else None, ready, bookings.get(row.it.id)))
    return cards
