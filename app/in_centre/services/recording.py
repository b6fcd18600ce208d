"""An act of who runs a session, on one of its participants, for the audit."""

import uuid
from typing import Any

from sqlalchemy.orm import Session

from app.in_centre.models import Booking
from app.kernel import audit


def record_on(
    session: Session,
    by: uuid.UUID,
    act: str,
    booking: Booking,
    centre_id: uuid.UUID,
    *,
    object_id: uuid.UUID | None = None,
    **told: Any,
) -> None:
    """`object_id` is what was made or changed, where it is not the booking itself."""
    audit.record(
        session,
        by,
        act,
        object_id or booking.id,
        person_id=booking.learner_id,
        centre_id=centre_id,
        in_centre_session=str(booking.session_id),
        **told,
    )
