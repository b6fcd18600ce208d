"""Reading what a client sends as learning events, one by one: what cannot be read is named, never guessed."""

import json
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from app.learning.models import Verb

CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# As JSON writes it; PostgreSQL cannot keep it.
NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")
LONGEST_DATA = 16_000
LARGEST_N = 2**31 - 1
LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Sent:
    """One learning event as a client sent it, readable but not yet accepted. `named` is its id as it was written."""

    id: uuid.UUID
    named: str
    enrolment_id: uuid.UUID
    block: str
    verb: Verb
    occurred_at: datetime
    data: dict[str, Any]
    n: int | None


@dataclass(frozen=True, slots=True)
class Rejection:
    """Why one event counts for nothing. `id` as it was sent; None where there was none to name."""

    id: str | None
    reason: str


class Unreadable(ValueError):
    """`reason` is stable and public."""

    def __init__(self, reason: str = "unreadable") -> None:
        super().__init__(reason)
        self.reason = reason


def read_event(item: object) -> Sent | Rejection:
    if not isinstance(item, Mapping):
        return Rejection(None, "unreadable")
    named = item.get("id")
    try:
        return Sent(
            id=_read_id(named),
            named=str(named),
            enrolment_id=_read_id(item.get("enrolment"), "not_found"),
            block=_read_block(item.get("block")),
            verb=_read_verb(item.get("verb")),
            occurred_at=read_moment(item.get("occurred_at")),
            data=_read_data(item.get("data")),
            n=_read_n(item.get("n")),
        )
    except Unreadable as fault:
        return Rejection(named[:LONGEST_NAME] if isinstance(named, str) else None, fault.reason)


def read_moment(text: object) -> datetime:
    """An RFC 3339 moment, in UTC. One without a zone is no moment."""
    if not isinstance(text, str):
        raise Unreadable
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            raise Unreadable
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise Unreadable from None


def _read_id(text: object, when_foreign: str = "unreadable") -> uuid.UUID:
    if not isinstance(text, str):
        raise Unreadable
    try:
        return uuid.UUID(text)
    except ValueError:
        raise Unreadable(when_foreign) from None


def _read_block(text: object) -> str:
    if not isinstance(text, str):
        raise Unreadable
    if len(text) > 64 or not CODE.fullmatch(text):
        raise Unreadable("not_found")
    return text


def _read_verb(text: object) -> Verb:
    if not isinstance(text, str):
        raise Unreadable
    try:
        return Verb(text)
    except ValueError:
        raise Unreadable from None


def _read_n(number: object) -> int | None:
    if number is None:
        return None
    if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number <= LARGEST_N:
        raise Unreadable
    return number


def _read_data(data: object) -> dict[str, Any]:
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise Unreadable
    try:
        text = json.dumps(data, allow_nan=False, ensure_ascii=False).encode()
    except (ValueError, RecursionError):  # NaN, half a surrogate pair, or nested without end
        raise Unreadable from None
    if len(text) > LONGEST_DATA:
        raise Unreadable("too_large")
    if NUL.search(text):
        raise Unreadable
    return data
