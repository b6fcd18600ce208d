"""Someone whose first step is taken and whose second is not: written in their signed cookie, for ten minutes."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import session as cookie

from app.kernel.clock import now
from app.people.models import Means

PLACE = "waiting"
PATIENCE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Waiting:
    person_id: uuid.UUID
    means: Means
    must_set_up: bool


def begin_waiting(person_id: uuid.UUID, means: Means, *, must_set_up: bool) -> Waiting:
    cookie[PLACE] = [person_id.hex, means.value, must_set_up, now().timestamp()]
    return Waiting(person_id, means, must_set_up)


def stop_waiting() -> None:
    """Begin again: as someone else, or another way."""
    cookie.pop(PLACE, None)


def find_waiting() -> Waiting | None:
    kept = cookie.get(PLACE)
    if not isinstance(kept, list) or len(kept) != 4:
        return None
    person, means, must_set_up, since = kept
    if datetime.fromtimestamp(since, now().tzinfo) + PATIENCE <= now():
        return None
    return Waiting(uuid.UUID(person), Means(means), bool(must_set_up))
