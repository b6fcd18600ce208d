"""What domains say to sockets and hear from them: Socket.IO 5 on /socket.io, namespace /chat (`sockets` serves it).

A push is a hint, sent after the commit, repaired by resync.
"""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

import structlog
from sqlalchemy.orm import Session

from app.kernel.access import needs
from app.kernel.db import after_commit
from app.kernel.failpoints import reach
from app.kernel.figures import note_lost_push

log = structlog.get_logger()


class Actor(Protocol):
    """A caller on a socket: `door_id` is the sitting or token they came in by."""

    @property
    def id(self) -> uuid.UUID: ...

    @property
    def language(self) -> str: ...

    @property
    def door_id(self) -> uuid.UUID: ...


Handler = Callable[[Session, Any, dict[str, Any]], dict[str, Any] | None]


@dataclass(frozen=True)
class SocketEvent:
    """One event that clients may send."""

    name: str
    handler: Handler
    writes: bool


events: dict[str, SocketEvent] = {}


def on(name: str, policy: str, *, writes: bool) -> Callable[[Handler], Handler]:
    """Register the handler of a client's event: (session, actor, data) -> acknowledgement."""

    def register(handler: Handler) -> Handler:
        events[name] = SocketEvent(name, needs(policy)(handler), writes)
        return handler

    return register


Coming = Callable[[Session, uuid.UUID, bool], None]
comings: list[Coming] = []


def on_coming_and_going(tell: Coming) -> None:
    """`tell(session, person_id, is_here)` runs when a person's first socket opens or last one closes."""
    if tell not in comings:
        comings.append(tell)


class Hub(Protocol):
    """The sockets, as far as the rest of the house needs them."""

    def emit(self, event: str, payload: dict[str, Any], rooms: list[str]) -> None: ...

    def close_door(self, door_id: uuid.UUID) -> None: ...

    def here_among(self, person_ids: Iterable[uuid.UUID]) -> frozenset[uuid.UUID]: ...


_live: dict[str, Hub] = {}


def go_live(hub: Hub) -> None:
    _live["now"] = hub


def person_room(person_id: uuid.UUID) -> str:
    return f"person:{person_id}"


def here_among(person_ids: Iterable[uuid.UUID]) -> frozenset[uuid.UUID]:
    """Which of these people have a socket open now, in any process."""
    hub = _live.get("now")
    return hub.here_among(person_ids) if hub else frozenset()


def push(session: Session, people: Iterable[uuid.UUID], event: str, payload: dict[str, Any]) -> None:
    """Send an event to every socket of these people once this unit of work has ended well."""
    rooms = [person_room(person_id) for person_id in dict.fromkeys(people)]

    def send() -> None:
        reach("after_commit_before_push")
        hub = _live.get("now")
        if hub is None or not rooms:
            return
        try:
            hub.emit(event, payload, rooms)
        except Exception:  # a hint may be lost (Redis away); resync repairs it
            log.warning("push_lost", push=event)
            note_lost_push()

    if session.info.get("reads"):
        session.info.setdefault("after_read", []).append(send)
    else:
        after_commit(session, send)


def run_hints(session: Session) -> None:
    """A reading unit of work has no commit: its hints go out at its end."""
    for send in session.info.pop("after_read", []):
        send()


def close_door_after_commit(session: Session, door_id: uuid.UUID) -> None:
    def close() -> None:
        hub = _live.get("now")
        if hub:
            hub.close_door(door_id)

    after_commit(session, close)
