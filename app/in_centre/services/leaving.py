"""Whoever learns no more gives back the places that they had: others wait for them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.in_centre.models import Booking, BookingState, InCentreSession
from app.in_centre.services.booking import free
from app.in_centre.services.locks import lock_session
from app.kernel.clock import now
from app.learning.events import EnrolmentEnded


def free_places(session: Session, event: EnrolmentEnded) -> None:
    """Those in sessions to come; what was is the register's. Flushes."""
    bookings = session.scalars(
        select(Booking)
        .join(InCentreSession, InCentreSession.id == Booking.session_id)
        .where(Booking.enrolment_id == event.enrolment_id, Booking.state == BookingState.CONFIRMED)
        .where(InCentreSession.starts_at > now())
        .order_by(Booking.session_id)
    )
    for booking in bookings.all():
        wanted = lock_session(session, booking.session_id)
        session.refresh(booking)
        if booking.state is BookingState.CONFIRMED:
            free(session, wanted, booking, by=event.learner_id)
