"""Sockets that fail: one that drops every two seconds, and one whose reader reads nothing."""

import json
import socket as network
import time
import uuid
from dataclasses import dataclass, field

import pytest
import socketio

from tests.cast import Member
from tests.faults.conftest import ROUNDS
from tests.faults.load import Sent, Talker, meanwhile, people_of, read_history
from tests.servers import Server

pytestmark = [
    pytest.mark.faults,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
EVERY_SECONDS = 2
BURST, SOON_SECONDS = 100, 10


@dataclass
class Unlucky(Talker):
    """Someone whose connection breaks every two seconds, with whatever is on its way."""

    breaks: int = 0
    _broken_at: float = field(default_factory=time.monotonic)

    def before_each(self, socket: socketio.Client) -> None:
        if time.monotonic() < self._broken_at + EVERY_SECONDS or not socket.connected:
            return
        self.breaks, self._broken_at = self.breaks + 1, time.monotonic()
        socket.eio.ws.sock.shutdown(network.SHUT_RDWR)


def test_a_socket_that_drops_every_two_seconds_loses_and_doubles_nothing(server: Server) -> None:
    people = people_of(server)
    unlucky = [
        Unlucky(server, one, server.open_conversation(one, other)) for one, other in (people[:2], people[2:4])
    ]
    with meanwhile(*(each.go_on for each in unlucky)):
        deadline = time.monotonic() + (ROUNDS + 1) * EVERY_SECONDS + 10
        while any(each.breaks < ROUNDS + 1 for each in unlucky) and time.monotonic() < deadline:
            time.sleep(0.1)
    for each in unlucky:
        assert each.breaks > ROUNDS
        assert each.comings > 1
        each.check()


def test_a_reader_that_reads_nothing_delays_nobody(embedded: Server) -> None:
    learner, tutor = embedded.cast.learner, embedded.cast.tutor
    for _ in range(ROUNDS):
        conversation = embedded.open_conversation()
        deaf = connect_deaf(embedded, tutor)
        try:
            with embedded.socket(tutor) as theirs, embedded.socket(learner) as hers:
                begun = time.monotonic()
                sent = write_burst(hers, learner, conversation)
                assert hear(theirs, len(sent)) == sent
                assert time.monotonic() - begun < SOON_SECONDS
        finally:
            deaf.close()
        history = read_history(embedded, tutor, conversation)
        assert [each["client_id"] for each in history] == sent
        # A person may write a hundred at once, then ten a second.
        time.sleep(BURST / 10 if ROUNDS > 1 else 0)


def connect_deaf(server: Server, member: Member) -> network.socket:
    """A socket of this person with little room, from which nobody takes anything after the first words."""
    host, port = server.address.removeprefix("http://").split(":")
    deaf = network.socket()
    deaf.setsockopt(network.SOL_SOCKET, network.SO_RCVBUF, 4096)
    deaf.connect((host, int(port)))
    deaf.sendall(
        f"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: {host}:{port}\r\nUpgrade: websocket\r\n"
        "Connection: Upgrade\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
    )
    heard = b""
    while b"pingTimeout" not in heard:
        heard += deaf.recv(1024)
    content = ("40/chat," + json.dumps({"token": member.token})).encode()
    # A mask of zeros leaves the text as it is.
    deaf.sendall(bytes([0x81, 0x80 | len(content)]) + bytes(4) + content)
    while b"40/chat" not in heard:
        heard += deaf.recv(1024)
    return deaf


def write_burst(hers: socketio.SimpleClient, member: Member, conversation: uuid.UUID) -> list[str]:
    sent = [Sent(member, conversation, str(uuid.uuid4())) for _ in range(BURST)]
    for each in sent:
        text = each.text.ljust(4000, ".")
        hers.emit("send", {"conversation": str(conversation), "client_id": each.client_id, "text": text})
    return [each.client_id for each in sent]


def hear(theirs: socketio.SimpleClient, count: int) -> list[str]:
    heard: list[str] = []
    while len(heard) < count:
        name, payload = theirs.receive(timeout=SOON_SECONDS)
        if name == "message":
            heard.append(payload["client_id"])
    return heard
