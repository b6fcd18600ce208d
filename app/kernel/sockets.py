"""The socket edge of one process. Each event opens its own unit of work, reads the sitting or token again, speaks the
person's language, calls a service, commits, then acknowledges."""

import threading
import uuid
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from typing import Any

import socketio
import structlog
from flask import Flask, g
from flask import session as cookie
from socketio.exceptions import ConnectionRefusedError as Refused
from sqlalchemy.orm import Session

from app.kernel.access import authorise
from app.kernel.db import DATABASE_AWAY, Database
from app.kernel.errors import DomainError, Invalid, NotSignedIn, Unavailable
from app.kernel.failpoints import reach
from app.kernel.figures import note_sockets
from app.kernel.i18n import speaking
from app.kernel.identity import Doors
from app.kernel.presence import Presence, presence_for
from app.kernel.problems import problem
from app.kernel.realtime import SocketEvent, comings, events, person_room, run_hints
from app.kernel.seeing import OnlySeeing, is_seeing
from app.settings import Settings

log = structlog.get_logger()

NAMESPACE, PATH = "/chat", "socket.io"
ROUND_SECONDS = 5
RECHECK_EVERY_ROUNDS = 4
LARGEST_FRAME = 64 * 1024


@dataclass(frozen=True)
class Seat:
    """One open socket: who, by which sitting or token, and what they were when it was let in."""

    person_id: uuid.UUID
    door_id: uuid.UUID
    cookie_secret: str | None
    token: str | None
    standing: Hashable = None


@dataclass
class Sockets:
    """The sockets of one process."""

    app: Flask
    database: Database
    settings: Settings
    doors: Doors
    seats: dict[str, Seat] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _standing: frozenset[str] = frozenset()
    _stopping: bool = False

    def __post_init__(self) -> None:
        manager = socketio.RedisManager(self.settings.redis_url) if self.settings.redis_url else None
        self.presence: Presence = presence_for(self.settings.redis_url)
        self.server = socketio.Server(
            async_mode=self.settings.realtime_mode.value,
            # In the socket's own thread: one person's messages stay in order, and none costs a thread.
            async_handlers=False,
            client_manager=manager,
            transports=["websocket"],
            namespaces=[NAMESPACE],
            # None: the same origin only, as engineio reads it from the Host header.
            cors_allowed_origins=[self.settings.address] if self.settings.public_url else None,
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

    def in_front_of(self, application: Any) -> Any:
        """Take the sockets' requests, and leave the others to the application. Once this process stops, one is
        answered as a proxy needs it to ask the next process, and a browser to come again by itself."""
        inner = socketio.WSGIApp(self.server, application, socketio_path=PATH)

        def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
            if self._stopping and environ["PATH_INFO"].startswith(f"/{PATH}"):
                start_response("503 Service Unavailable", [("Content-Length", "0"), ("Retry-After", "1")])
                return []
            answered: Iterable[bytes] = inner(environ, start_response)
            return answered

        return answer

    def arrive(self, sid: str, environ: dict[str, Any], auth: Any = None) -> None:
        if self._stopping:
            raise refusal("stopping")
        seat = self._find_seat(environ, auth)
        if seat is None:
            raise refusal("not_signed_in")
        with self._lock:
            if self.settings.is_embedded and len(self.seats) >= self.settings.max_sockets:
                raise refusal("too_many_sockets")
            self.seats[sid] = seat
            note_sockets(len(self.seats))
        self.server.enter_room(sid, person_room(seat.person_id), namespace=NAMESPACE)
        self.server.enter_room(sid, f"door:{seat.door_id}", namespace=NAMESPACE)
        if self.presence.come(seat.person_id):
            self._tell(seat.person_id, True)

    def leave(self, sid: str, *_reason: Any) -> None:
        with self._lock:
            seat = self.seats.pop(sid, None)
            note_sockets(len(self.seats))
        if seat and self.presence.go(seat.person_id) and not self._stopping:
            self._tell(seat.person_id, False)

    def _tell(self, person_id: uuid.UUID, here: bool) -> None:
        try:
            with self.app.app_context(), self.database.reading() as session:
                for tell in comings:
                    tell(session, person_id, here)
                run_hints(session)
        except DATABASE_AWAY:  # a hint may be lost; nobody's socket is refused for it
            log.warning("coming_or_going_untold")

    def here_among(self, person_ids: Iterable[uuid.UUID]) -> frozenset[uuid.UUID]:
        return self.presence.here_among(person_ids)

    def emit(self, event: str, payload: dict[str, Any], rooms: list[str]) -> None:
        self.server.emit(event, payload, room=rooms, namespace=NAMESPACE)

    def _find_seat(self, environ: dict[str, Any], auth: Any) -> Seat | None:
        token = auth.get("token") if isinstance(auth, dict) else None
        secret: str | None = None
        if token is None:
            with self.app.request_context({**environ, "PATH_INFO": "/"}):
                secret = cookie.get("_user_id")
        with self.app.app_context(), self.database.reading() as session:
            actor = self._find_actor(session, secret, token)
            can_speak = actor is not None and not is_seeing(actor)
            return Seat(actor.id, actor.door_id, secret, token, actor.standing) if can_speak else None

    def _find_actor(self, session: Session, secret: str | None, token: Any) -> Any:
        if token is not None:
            return self.doors.by_token(session, token) if isinstance(token, str) else None
        return self.doors.by_sitting(session, secret) if isinstance(secret, str) else None

    def _listener(self, event: SocketEvent) -> Callable[..., dict[str, Any] | None]:
        def listen(sid: str, data: Any = None, *_more: Any) -> dict[str, Any] | None:
            with self.app.app_context():
                try:
                    with self.database.session(writes=event.writes) as session:
                        return self._answer(event, session, self.seats.get(sid), data)
                except DomainError as error:
                    return self._refuse(error)
                except DATABASE_AWAY:  # the client keeps what it has, and tries again
                    log.warning("socket_event_without_database", event_name=event.name)
                    return self._refuse(Unavailable(retry_after=5))
                except Exception:  # one of the four handlers: logged, said, never silent
                    log.exception("socket_event_failed", event_name=event.name)
                    return self._refuse(DomainError())

        return listen

    def _answer(
        self, event: SocketEvent, session: Session, seat: Seat | None, data: Any
    ) -> dict[str, Any] | None:
        actor = self._find_actor(session, seat.cookie_secret, seat.token) if seat else None
        if actor is None:
            raise NotSignedIn
        g.language = actor.language
        if is_seeing(actor):
            raise OnlySeeing
        authorise(event.handler, actor)
        if not isinstance(data, dict):
            raise Invalid(errors=[{"at": "", "message": "not an object"}])
        with speaking(actor.language):
            answer = event.handler(session, actor, data)
        if event.writes:
            session.commit()
            reach("after_commit_before_ack")
        else:
            run_hints(session)
        return answer

    def _refuse(self, error: DomainError) -> dict[str, Any]:
        with speaking(g.get("language", "fr")):
            return {"ok": False, "problem": problem(error)}

    def close_door(self, door_id: uuid.UUID) -> None:
        """Disconnect every socket of a sitting or token: here now, in another process when it hears of it."""
        self.server.emit("closed", {}, room=f"door:{door_id}", namespace=NAMESPACE)
        for sid, seat in list(self.seats.items()):
            if seat.door_id == door_id:
                self.server.disconnect(sid, namespace=NAMESPACE)

    def start(self) -> None:
        self.server.start_background_task(self._go_round)

    def _go_round(self) -> None:
        rounds = 0
        while not self._stopping:
            self.server.sleep(ROUND_SECONDS)
            rounds += 1
            try:
                self.close_standing()
                self.free_seats()
                if rounds % RECHECK_EVERY_ROUNDS == 0:
                    self.presence.refresh()
                    self.recheck()
            except DATABASE_AWAY:  # the next round checks
                log.warning("sockets_not_rechecked")
            except Exception:  # as above, for what nobody has thought of
                log.exception("sockets_not_rechecked")

    def close_standing(self) -> None:
        """Close the connections that took no seat within a round: refused ones, and those that never asked. Each
        holds a thread of an embedded process."""
        manager = self.server.manager
        seated = {manager.eio_sid_from_sid(sid, NAMESPACE) for sid in list(self.seats)}
        standing = frozenset(self.server.environ) - seated
        for eio_sid in standing & self._standing:
            self._hang_up(eio_sid)
        self._standing = standing

    def free_seats(self) -> None:
        """Free the seats of connections that were cut while they were being let in."""
        for sid in list(self.seats):
            if self.server.manager.eio_sid_from_sid(sid, NAMESPACE) not in self.server.environ:
                self.leave(sid)

    def recheck(self) -> None:
        """Disconnect the sockets whose sitting or token has ended meanwhile, or whose person is something else now."""
        seats = dict(self.seats)
        doors = {seat.door_id for seat in seats.values()}
        if not doors:
            return
        with self.app.app_context(), self.database.reading() as session:
            still_open = self.doors.still_open(session, doors)
            standings = self.doors.standings(session, {seat.person_id for seat in seats.values()})
        for door_id in doors - still_open:
            self.close_door(door_id)
        for sid, seat in seats.items():
            if seat.door_id in still_open and seat.standing != standings[seat.person_id]:
                self._hang_up(self.server.manager.eio_sid_from_sid(sid, NAMESPACE))

    def stop(self) -> None:
        """Close every connection below Socket.IO, so that clients come back by themselves, with jitter."""
        self._stopping = True
        for eio_sid in list(self.server.environ):
            self._hang_up(eio_sid)

    def _hang_up(self, eio_sid: str) -> None:
        connection = self.server.eio.sockets.get(eio_sid)
        if connection:
            # Without a farewell, after which some clients stay away; without waiting for one that reads nothing.
            connection.close(wait=False, abort=True)


def refusal(code: str) -> Refused:
    """What a refused client reads as the error's message and, in `data`, as the code of a problem."""
    return Refused(code, {"code": code})
