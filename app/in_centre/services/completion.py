"""When a task at the bench counts as done: shown, signed, and the person confirmed present."""

from sqlalchemy.orm import Session

from app.in_centre.models import Booking
from app.in_centre.queries.attendance import count_presences
from app.in_centre.queries.observations import find_achieved
from app.learning.services.completion import complete_block


def complete_if_shown(session: Session, booking: Booking) -> None:
    """Complete the blocks whose grid says achieved, once presence is confirmed: whichever comes last calls."""
    achieved = find_achieved(session, booking.id)
    if not achieved or not count_presences(session, booking.id):
        return
    for observation in achieved:
        complete_block(
            session,
            enrolment_id=booking.enrolment_id,
            block=observation.block,
            because={"kind": "observation", "id": str(observation.id)},
            shown_at=observation.signed_at,
        )
