"""What people announces."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from app.kernel.events import Event


@dataclass(frozen=True, slots=True)
class MembershipChanged(Event):
    """A role of this person begins, ends or has other dates, somewhere; from today, or from a day to come."""

    person_id: uuid.UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class TutorChosen(Event):
    """Who accompanies a learner in a centre from now on, in all that they learn there; chosen by `by`."""

    person_id: uuid.UUID
    centre_id: uuid.UUID
    tutor_id: uuid.UUID
    by: uuid.UUID | None
    at: datetime
