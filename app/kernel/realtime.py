"""The socket edge: Socket.IO 5 on /socket.io, namespace /chat.

A push is a hint, sent after the commit, repaired by resync. Each event opens its own unit of work, reads the sitting
or token again, speaks the person's language, calls a service, commits, then acknowledges.
"""

import threading
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

import socketio
import structlog
from flask import Flask, g
from flask import session as cookie
from socketio.exceptions import ConnectionRefusedError as Refused
from sqlalchemy.orm import Session

from app.kernel.access import authorise, needs
from app.kernel.db import Database, after_commit
from app.kernel.errors import DomainError, Invalid, NotSignedIn, TooMany
from app.kernel.failpoints import reach
from app.kernel.i18n import speaking
from app.kernel.identity import Doors
from app.kernel.problems import problem
from app.settings import RealtimeMode, Settings

log = structlog.get_logger()

NAMESPACE = "/chat"
RECHECK_SECONDS = 20
LARGEST_FRAME = 64 * 1024


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
_comings: list[Coming] = []


def on_coming_and_going(tell: Coming) -> None:
    """`tell(session, person_id, is_here)` runs when a person's first socket opens or last one closes."""
    if tell not in _comings:
        _comings.append(tell)


@dataclass
class Seat:
    """One open socket: who, and by which sitting or token."""

    person_id: uuid.UUID
    door_id: uuid.UUID
    cookie_secret: str | None
    token: str | None


@dataclass
class Realtime:
    """The sockets of one process."""

    app: Flask
    database: Database
    settings: Settings
    doors: Doors
    seats: dict[str, Seat] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _rechecking: bool = False
    _stopping: bool = False

    def __post_init__(self) -> None:
        manager = socketio.RedisManager(self.settings.redis_url) if self.settings.redis_url else None
        self.server = socketio.Server(
            async_mode=self.settings.realtime_mode.value,
            client_manager=manager,
            transports=["websocket"],
            namespaces=[NAMESPACE],
            cors_allowed_origins=self._origins(),
            max_http_buffer_size=LARGEST_FRAME,
            ping_interval=25,
            ping_timeout=20,
            logger=False,
            engineio_logger=False,
        )
        self.server.on("connect", self.arrive, namespace=NAMESPACE)
        self.server.on("disconnect", self.leave, namespace=NAMESPACE)
        for event in events.values():
            self.server.on(event.name, self._listener(event), namespace=NAMESPACE)

    def _origins(self) -> list[str] | None:
        # None: the same origin only, as engineio reads it from the Host header.
        return [self.settings.address] if self.settings.public_url else None

    def arrive(self, sid: str, environ: dict[str, Any], auth: Any = None) -> None:
        if self._stopping:
            raise Refused({"code": "stopping"})
        if self.settings.is_embedded and len(self.seats) >= self.settings.max_sockets:
            raise Refused({"code": "too_many_sockets"})
        seat = self._seat(environ, auth)
        if seat is None:
            raise Refused({"code": "not_signed_in"})
        with self._lock:
            first = all(other.person_id != seat.person_id for other in self.seats.values())
            self.seats[sid] = seat
        self.server.enter_room(sid, person_room(seat.person_id), namespace=NAMESPACE)
        self.server.enter_room(sid, f"door:{seat.door_id}", namespace=NAMESPACE)
        self._start_rechecking()
        if first:
            self._tell(seat.person_id, True)

    def leave(self, sid: str, *_reason: Any) -> None:
        with self._lock:
            seat = self.seats.pop(sid, None)
            last = seat and all(other.person_id != seat.person_id for other in self.seats.values())
        if seat and last and not self._stopping:
            self._tell(seat.person_id, False)

    def _tell(self, person_id: uuid.UUID, here: bool) -> None:
        with self.app.app_context(), self.database.reading() as session:
            for tell in _comings:
                tell(session, person_id, here)
            _run_now(session)

    def is_here(self, person_id: uuid.UUID) -> bool:
        return any(seat.person_id == person_id for seat in list(self.seats.values()))

    def _seat(self, environ: dict[str, Any], auth: Any) -> Seat | None:
        token = auth.get("token") if isinstance(auth, dict) else None
        secret: str | None = None
        if token is None:
            with self.app.request_context({**environ, "PATH_INFO": "/"}):
                secret = cookie.get("_user_id")
        with self.app.app_context(), self.database.reading() as session:
            actor = self._actor(session, secret, token)
            return Seat(actor.id, actor.door_id, secret, token) if actor else None

    def _actor(self, session: Session, secret: str | None, token: str | None) -> Any:
        if isinstance(token, str):
            return self.doors.by_token(session, token)
        return self.doors.by_sitting(session, secret) if isinstance(secret, str) else None

    def _listener(self, event: SocketEvent) -> Callable[..., dict[str, Any] | None]:
        def listen(sid: str, data: Any = None) -> dict[str, Any] | None:
            seat = self.seats.get(sid)
            with self.app.app_context(), self.database.session(writes=event.writes) as session:
                try:
                    return self._answer(event, session, seat, data)
                except DomainError as error:
                    session.rollback()
                    with speaking(g.get("language", "fr")):
                        return {"ok": False, "problem": problem(error)}
                except Exception:  # one of the four handlers: logged, said, never silent
                    log.exception("socket_event_failed", name=event.name)
                    return {"ok": False, "problem": problem(DomainError())}

        return listen

    def _answer(
        self, event: SocketEvent, session: Session, seat: Seat | None, data: Any
    ) -> dict[str, Any] | None:
        if seat is None:
            raise NotSignedIn
        actor = self._actor(session, seat.cookie_secret, seat.token)
        authorise(event.handler, actor)
        g.language = actor.language
        if not isinstance(data, dict):
            raise Invalid(errors=[{"at": "", "message": "not an object"}])
        with speaking(actor.language):
            answer = event.handler(session, actor, data)
            if event.writes:
                session.commit()
                reach("after_commit_before_ack")
            else:
                _run_now(session)
            return answer

    def close_door(self, door_id: uuid.UUID) -> None:
        """Disconnect every socket of a sitting or token, in every process, now."""
        self.server.emit("closed", {}, room=f"door:{door_id}", namespace=NAMESPACE)
        self.server.close_room(f"door:{door_id}", namespace=NAMESPACE)
        for sid, seat in list(self.seats.items()):
            if seat.door_id == door_id:
                self.server.disconnect(sid, namespace=NAMESPACE)

    def _start_rechecking(self) -> None:
        if not self._rechecking:
            self._rechecking = True
            self.server.start_background_task(self._recheck_for_ever)

    def _recheck_for_ever(self) -> None:
        while not self._stopping:
            self.server.sleep(RECHECK_SECONDS)
            try:
                self.recheck()
            except Exception:  # the database is away: the next round checks
                log.exception("sockets_not_rechecked")

    def recheck(self) -> None:
        """Disconnect the sockets whose sitting or token has ended meanwhile."""
        doors = {seat.door_id for seat in list(self.seats.values())}
        if not doors:
            return
        with self.app.app_context(), self.database.reading() as session:
            still_open = self.doors.still_open(session, doors)
        for door_id in doors - still_open:
            self.close_door(door_id)

    def stop(self) -> None:
        """Send everyone to another process: clients reconnect by themselves, with jitter."""
        self._stopping = True
        for sid in list(self.seats):
            self.server.disconnect(sid, namespace=NAMESPACE)


def _run_now(session: Session) -> None:
    """A reading unit of work has no commit: its hints go out at its end."""
    acts = session.info.pop("after_read", [])
    for act in acts:
        act()


def person_room(person_id: uuid.UUID) -> str:
    return f"person:{person_id}"


_live: dict[str, Realtime] = {}


def go_live(realtime: Realtime) -> None:
    _live["now"] = realtime


def live() -> Realtime | None:
    return _live.get("now")


def push(session: Session, people: Iterable[uuid.UUID], event: str, payload: dict[str, Any]) -> None:
    """Send an event to every socket of these people once this unit of work has ended well."""
    rooms = [person_room(person_id) for person_id in dict.fromkeys(people)]

    def send() -> None:
        reach("after_commit_before_push")
        realtime = _live.get("now")
        if realtime is None or not rooms:
            return
        try:
            realtime.server.emit(event, payload, room=rooms, namespace=NAMESPACE)
        except Exception:  # a hint may be lost (Redis away); resync repairs it
            log.warning("push_lost", push=event)

    if session.info.get("reads"):
        session.info.setdefault("after_read", []).append(send)
    else:
        after_commit(session, send)


def close_door_after_commit(session: Session, door_id: uuid.UUID) -> None:
    def close() -> None:
        realtime = _live.get("now")
        if realtime:
            realtime.close_door(door_id)

    after_commit(session, close)


class Rates:
    """A token bucket a person: 10 a second sustained, bursts of 100 (protocols.md)."""

    def __init__(self, per_second: float, burst: int) -> None:
        self._rate, self._burst = per_second, burst
        self._buckets: dict[uuid.UUID, tuple[float, float]] = {}
        self._lock = threading.Lock()

    def take(self, person_id: uuid.UUID, at_seconds: float) -> None:
        """Take one. Raises TooMany with `retry_after` in whole seconds."""
        with self._lock:
            left, since = self._buckets.get(person_id, (float(self._burst), at_seconds))
            left = min(self._burst, left + (at_seconds - since) * self._rate)
            if left < 1:
                raise TooMany(retry_after=max(1, round((1 - left) / self._rate)))
            self._buckets[person_id] = (left - 1, at_seconds)


def uses_gevent(settings: Settings) -> bool:
    return settings.realtime_mode is RealtimeMode.GEVENT
