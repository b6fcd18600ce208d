"""Addresses are asked from outside the request, and never inside our own network."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from sqlalchemy import select

from app.kernel.db import Database
from app.studio.link_looking import Answer, is_public, look
from app.studio.models import LinkLook
from app.studio.services.links import ask_for_links, look_at_waiting, looked_at

STATUSES = {"/there": 200, "/gone": 404, "/closed": 403, "/broken": 500}


class Pages(BaseHTTPRequestHandler):
    def do_HEAD(self) -> None:
        self.server.asked.append((self.command, self.path))  # type: ignore[attr-defined]
        if self.path == "/only-get" and self.command == "HEAD":
            self.send_response(405)
        elif self.path in {"/moved", "/only-get"}:
            self.send_response(302 if self.path == "/moved" else 200)
            self.send_header("Location", "/there")
        elif self.path == "/round":
            self.send_response(302)
            self.send_header("Location", "/round")
        elif self.path == "/inside":
            self.send_response(302)
            self.send_header("Location", "http://10.0.0.1/")
        else:
            self.send_response(STATUSES.get(self.path, 200))
        self.end_headers()

    def do_GET(self) -> None:
        self.do_HEAD()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def pages() -> Iterator[HTTPServer]:
    server = HTTPServer(("127.0.0.1", 0), Pages)
    server.asked = []  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def admits(number: str, _port: int) -> bool:
    """What only tests may say: this machine too."""
    return number == "127.0.0.1"


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/there", Answer(True, 200)),
        ("/été?q=é", Answer(True, 200)),
        ("/moved", Answer(True, 200)),
        ("/only-get", Answer(True, 200)),
        ("/closed", Answer(True, 403)),
        ("/gone", Answer(False, 404)),
        ("/broken", Answer(False, 500)),
        ("/round", Answer(False)),
        ("/inside", Answer(False)),
    ],
)
def test_an_address_says_whether_it_answers(pages: HTTPServer, path: str, answer: Answer) -> None:
    assert look(f"http://127.0.0.1:{pages.server_port}{path}", admits=admits) == answer


def test_our_own_network_is_never_asked(pages: HTTPServer) -> None:
    for host in ("127.0.0.1", "localhost", "127.1", "2130706433", "0.0.0.0", "[::1]", "[::ffff:127.0.0.1]"):
        assert look(f"http://{host}:{pages.server_port}/there") == Answer(False)
    assert pages.asked == []  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "number",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "::1",
        "fe80::1",
        "fd00::1",
        "::ffff:10.0.0.1",
        "2002:7f00:1::",
    ],
)
def test_a_private_number_is_not_on_the_web(number: str) -> None:
    assert not is_public(number, 443)


def test_a_public_number_is_asked_on_the_ports_of_the_web_alone() -> None:
    assert is_public("93.184.215.14", 443)
    assert is_public("2606:2800:21f:cb07:6820:80da:af6b:8b2c", 80)
    assert not is_public("93.184.215.14", 22)


@pytest.mark.parametrize(
    "address",
    ["file:///etc/passwd", "ftp://exemple.be/", "https://", "http://a:b@exemple.be/", "http://[oups"],
)
def test_what_is_no_web_address_is_not_asked(address: str) -> None:
    assert look(address) == Answer(False)


def test_what_waits_is_looked_at_once_and_remembered(app, database: Database, clock) -> None:
    there, gone = "https://exemple.be/a", "https://exemple.be/b"
    asked: list[str] = []

    def answers(address: str) -> Answer:
        asked.append(address)
        return Answer(address == there, 200 if address == there else 404)

    with app.app_context():
        with database.writing() as session:
            assert ask_for_links(session, [there, gone, there]) == 2
        assert look_at_waiting(database, answers) == 2
        assert look_at_waiting(database, answers) == 0
        with database.writing() as session:
            seen = looked_at(session, [there, gone])
            assert (seen[there].answers, seen[gone].status) == (True, 404)
            assert ask_for_links(session, [there]) == 0
            clock.move(hours=13)
            assert ask_for_links(session, [there]) == 1
            assert session.scalar(select(LinkLook.looked_at).where(LinkLook.address == there)) is None
    assert sorted(asked) == [there, gone]
