"""People who write and study while something breaks: what they sent, what was acknowledged, what is there afterwards."""

import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from typing import Any

import socketio
from socketio.exceptions import SocketIOError

from app.kernel.clock import now
from app.kernel.i18n import iso
from tests.cast import Member
from tests.in_centre.making import enrol, make_module
from tests.servers import Server

# A person may send bursts of a hundred, then ten a second: twelve people offer this much for five seconds.
MESSAGES_A_SECOND = 240
EVENTS_A_BATCH = 20
# Made, and to be asked again: nginx says 502 where a process went with the answer.
TAKEN, LATER = (200, 201), (502, 503)


def people_of(server: Server) -> list[Member]:
    cast = server.cast
    found = [getattr(cast, each.name) for each in fields(cast)]
    return [each for each in found if isinstance(each, Member)]


@dataclass(frozen=True)
class Sent:
    """One message that somebody offered."""

    sender: Member
    conversation: uuid.UUID
    client_id: str

    @property
    def text(self) -> str:
        return f"n° {self.client_id}"

    @property
    def given(self) -> dict[str, str]:
        return {"client_id": self.client_id, "text": self.text}


@dataclass
class Chatting:
    """Every person of the cast with a socket, in conversations of two, without waiting for answers."""

    server: Server
    sent: list[Sent] = field(default_factory=list)
    acknowledged: dict[str, dict[str, Any]] = field(default_factory=dict)
    refused: list[Any] = field(default_factory=list)

    def __post_init__(self) -> None:
        people = people_of(self.server)
        self._seats: list[tuple[Member, uuid.UUID]] = []
        for one, other in zip(people[::2], people[1::2], strict=True):
            conversation = self.server.open_conversation(one, other)
            self._seats += [(one, conversation), (other, conversation)]

    @property
    def conversations(self) -> dict[uuid.UUID, Member]:
        return {conversation: member for member, conversation in self._seats}

    def go_on(self, stopped: threading.Event) -> None:
        """Offer messages at a steady rate until `stopped`, or until nobody has a socket left."""
        sockets = [self._connect(member) for member, _conversation in self._seats]
        begun, number = time.monotonic(), 0
        while not stopped.is_set() and any(socket.connected for socket in sockets):
            at = number % len(sockets)
            self._offer(sockets[at], Sent(*self._seats[at], str(uuid.uuid4())))
            number += 1
            time.sleep(max(0.0, begun + number / MESSAGES_A_SECOND - time.monotonic()))
        for socket in sockets:
            socket.disconnect()

    def _connect(self, member: Member) -> socketio.Client:
        socket = socketio.Client(reconnection=False)
        socket.connect(
            self.server.address,
            transports=["websocket"],
            namespaces=["/chat"],
            auth={"token": member.token},
            wait_timeout=10,
        )
        return socket

    def _offer(self, socket: socketio.Client, sent: Sent) -> None:
        def hear(answer: dict[str, Any]) -> None:
            if answer["ok"]:
                self.acknowledged[sent.client_id] = answer["message"]
            else:
                self.refused.append(answer["problem"]["code"])

        self.sent.append(sent)
        try:
            given = {"conversation": str(sent.conversation), **sent.given}
            socket.emit("send", given, namespace="/chat", callback=hear)
        except SocketIOError:
            pass  # it broke: that is what the test is for

    def repeat(self) -> None:
        """Send again, by calls, what was never acknowledged."""
        for each in self.sent:
            if each.client_id not in self.acknowledged:
                self.acknowledged[each.client_id] = post(self.server, each)

    def history(self) -> dict[str, dict[str, Any]]:
        """Every message there is by its `client_id`, once each, numbered from 1 without a gap."""
        found: dict[str, dict[str, Any]] = {}
        for conversation, member in self.conversations.items():
            messages = read_history(self.server, member, conversation)
            assert [each["seq"] for each in messages] == list(range(1, len(messages) + 1))
            assert not found.keys() & {each["client_id"] for each in messages}
            found |= {each["client_id"]: each for each in messages}
        return found


def post(server: Server, sent: Sent) -> dict[str, Any]:
    """Send by a call, waiting as long as the server asks to."""
    address = f"/api/v1/conversations/{sent.conversation}/messages"
    for _ in range(20):
        status, answer = server.call("POST", address, token=sent.sender.token, body=sent.given)
        if status in (200, 201):
            made: dict[str, Any] = answer
            return made
        assert status in (429, 503), answer
        time.sleep(answer["retry_after"])
    raise AssertionError("the server never took it")


def read_history(server: Server, member: Member, conversation: uuid.UUID) -> list[dict[str, Any]]:
    messages: list[dict[str, Any]] = []
    while True:
        address = f"/api/v1/conversations/{conversation}/messages?limit=200&after_seq={len(messages)}"
        status, page = server.call("GET", address, token=member.token)
        assert status == 200, page
        messages += page["items"]
        if page["next"] is None:
            return messages


@dataclass
class Reporting:
    """A learner's device that reports batches of events, one after the other."""

    server: Server
    sent: list[dict[str, Any]] = field(default_factory=list)
    accepted: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        cast = self.server.cast
        with self.server.app.app_context(), self.server.database.writing() as session:
            studied = make_module(session, cast.centre_id)
            begun = enrol(
                session, studied, cast.learner.id, centre_id=cast.centre_id, tutor_id=cast.tutor.id, done=()
            )
            self.enrolment = begun.id

    def go_on(self, stopped: threading.Event) -> None:
        while not stopped.is_set():
            batch = [self.an_event() for _ in range(EVENTS_A_BATCH)]
            self.sent += batch
            try:
                told = self.report(batch)
            except OSError:
                return  # it broke: that is what the test is for
            self.accepted |= {*told["accepted"], *told["duplicate"]}
            stopped.wait(0.05)

    def report(self, batch: list[dict[str, Any]]) -> dict[str, Any]:
        status, told = self.server.call(
            "POST", "/api/v1/learning/events", token=self.server.cast.learner.token, body={"events": batch}
        )
        assert (status, told["rejected"]) == (200, [])
        answer: dict[str, Any] = told
        return answer

    def an_event(self) -> dict[str, Any]:
        return {
            "id": str(uuid.uuid4()),
            "enrolment": str(self.enrolment),
            "block": "r1",
            "verb": "opened",
            "occurred_at": iso(now()),
            "data": {},
        }


@contextmanager
def meanwhile(*works: Callable[[threading.Event], None]) -> Iterator[None]:
    """These works go on, each in a thread, until the block ends; what one of them asserts fails the test."""
    stopped, failures = threading.Event(), []

    def run(work: Callable[[threading.Event], None]) -> None:
        try:
            work(stopped)
        except Exception as failure:
            failures.append(failure)

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stopped.set()
        for thread in threads:
            thread.join(timeout=30)
    assert failures == []


@dataclass
class Talker:
    """Someone who writes by a socket, as a browser does: what is not acknowledged is sent again by a call."""

    front: Server
    member: Member
    conversation: uuid.UUID
    kept: list[str] = field(default_factory=list)
    refusals: Counter[object] = field(default_factory=Counter)
    comings: int = 0

    def go_on(self, stopped: threading.Event) -> None:
        socket = socketio.Client(reconnection_delay=0.2, reconnection_delay_max=1)
        socket.on("connect", self._come, namespace="/chat")
        socket.connect(
            self.front.address,
            transports=["websocket"],
            namespaces=["/chat"],
            auth={"token": self.member.token},
            wait_timeout=10,
        )
        # Within the ten a second that a person may write for long.
        while not stopped.wait(0.12):
            self.before_each(socket)
            sent = Sent(self.member, self.conversation, str(uuid.uuid4()))
            while not (self._say(socket, sent) or self._post(sent)):
                time.sleep(0.1)
            self.kept.append(sent.client_id)
        socket.disconnect()

    def before_each(self, socket: socketio.Client) -> None:
        """What befalls the socket."""

    def _come(self) -> None:
        self.comings += 1

    def _say(self, socket: socketio.Client, sent: Sent) -> bool:
        given = {"conversation": str(sent.conversation), **sent.given}
        try:
            return bool(socket.call("send", given, namespace="/chat", timeout=2)["ok"])
        except SocketIOError:
            return False

    def _post(self, sent: Sent) -> bool:
        address = f"/api/v1/conversations/{sent.conversation}/messages"
        status = status_of(self.front, address, sent)
        if status not in TAKEN:
            self.refusals[status] += 1
        return status in TAKEN

    def check(self) -> None:
        messages = read_history(self.front, self.member, self.conversation)
        assert [each["seq"] for each in messages] == list(range(1, len(messages) + 1))
        assert [each["client_id"] for each in messages] == self.kept
        assert set(self.refusals) <= set(LATER)


def status_of(front: Server, address: str, sent: Sent) -> int:
    try:
        return front.exchange("POST", address, token=sent.sender.token, body=sent.given).status
    except ValueError:  # nginx answers in words of its own
        return LATER[0]


def wait_until_back(talkers: list[Talker]) -> None:
    """Each has moved from a process that went, and goes on."""
    wanted, deadline = [len(talker.kept) + 3 for talker in talkers], time.monotonic() + 15
    while time.monotonic() < deadline:
        if all(
            talker.comings > 1 and len(talker.kept) >= least
            for talker, least in zip(talkers, wanted, strict=True)
        ):
            return
        time.sleep(0.1)
    raise AssertionError([(talker.comings, len(talker.kept)) for talker in talkers])
