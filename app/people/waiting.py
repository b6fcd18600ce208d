"""Someone whose first step is taken and whose second is not: written in their signed cookie, for ten minutes."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import session as cookie

from app.kernel.clock import now
from app.people.models import Means
from app.people.services.second_step import Asked

PLACE = "waiting"
PATIENCE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Waiting:
    person_id: uuid.UUID
    means: Means
    asked: Asked


def begin_waiting(person_id: uuid.UUID, means: Means, asked: Asked) -> None:
    cookie[PLACE] = [person_id.hex, means.value, asked.value, now().timestamp()]


def stop_waiting() -> None:
    """Begin again: as someone else, or another way."""
    cookie.pop(PLACE, None)


def find_waiting() -> Waiting | None:
    kept = cookie.get(PLACE)
    if not isinstance(kept, list) or len(kept) != 4:
        return None
    person, means, asked, since = kept
    if datetime.fromtimestamp(since, now().tzinfo) + PATIENCE <= now():
        return None
    return Waiting(uuid.UUID(person), Means(means), Asked(asked))
