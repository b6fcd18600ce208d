"""An account outside that someone who is signed in has shown, until they confirm it: in their signed cookie."""

import uuid
from dataclasses import dataclass
from datetime import timedelta

from flask import session as cookie

from app.kernel.clock import now
from app.people.services.outside import Told

PLACE = "linking"
PATIENCE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Shown:
    """`name` is how its owner recognises it."""

    issuer: str
    subject: str
    name: str


def keep_shown(told: Told, person_id: uuid.UUID) -> None:
    cookie[PLACE] = [person_id.hex, told.issuer, told.subject, told.name, now().timestamp()]


def find_shown(person_id: uuid.UUID) -> Shown | None:
    """What this person has shown within ten minutes."""
    kept = cookie.get(PLACE)
    if not isinstance(kept, list) or len(kept) != 5:
        return None
    shown_by, issuer, subject, name, since = kept
    if shown_by != person_id.hex or now().timestamp() - since > PATIENCE.total_seconds():
        return None
    return Shown(issuer, subject, name)


def forget_shown() -> None:
    cookie.pop(PLACE, None)
