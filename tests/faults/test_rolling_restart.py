"""Two processes behind nginx restart one after the other while people read, study and write: nobody is turned away."""

import subprocess
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

import pytest

from tests import databases
from tests.faults.conftest import moments
from tests.faults.load import Reporting, Talker, meanwhile, people_of, wait_until_back
from tests.faults.nginx import configure
from tests.faults.test_kills import kept_events
from tests.servers import Server, redis_server, serving

pytestmark = [
    pytest.mark.faults,
    # The client library drops its sockets unclosed when the server hangs up.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
DRAIN_SECONDS = 1


@dataclass(frozen=True)
class Row:
    """Two processes of one installation, and `front`, which is nginx."""

    front: Server
    behind: tuple[Server, Server]


@pytest.fixture
def row(postgres: str, postgres_template: str, tmp_path: Path) -> Iterator[Row]:
    port, first_port, second_port = (databases.free_port() for _ in range(3))
    words = configure(tmp_path, port=port, behind=[first_port, second_port], tls=False)
    address = f"http://127.0.0.1:{port}"
    with ExitStack() as stack:
        url = databases.create_database(postgres, template=postgres_template)
        stack.callback(databases.drop_database, postgres, url)
        first = stack.enter_context(
            serving(
                database_url=url,
                redis_url=stack.enter_context(redis_server()),
                workers=1,
                public_url=address,
                trusted_proxies=1,
                port=first_port,
                drain_seconds=DRAIN_SECONDS,
            )
        )
        environment = first.environment | {"PORT": str(second_port)}
        second = Server(f"http://127.0.0.1:{second_port}", environment, first.app, first.cast)
        second.start()
        stack.callback(second.stop)
        nginx = subprocess.Popen(words)
        stack.callback(nginx.wait, 10)
        stack.callback(nginx.terminate)
        yield Row(Server(address, environment, first.app, first.cast), (first, second))


@dataclass
class Reader:
    """Someone who asks for a page or a call again and again, and takes no excuse."""

    address: str
    headers: dict[str, str]
    answers: Counter[object] = field(default_factory=Counter)

    def go_on(self, stopped: Event) -> None:
        while not stopped.wait(0.02):
            asked = urllib.request.Request(self.address, headers=self.headers)
            try:
                with urllib.request.urlopen(asked, timeout=20) as answer:
                    answer.read()
                    self.answers[answer.status] += 1
            except urllib.error.HTTPError as refused:
                with refused:
                    self.answers[refused.code] += 1
            except OSError as broken:
                self.answers[repr(broken)] += 1


@dataclass
class Device(Reporting):
    """A device that keeps a batch until it is taken."""

    def go_on(self, stopped: Event) -> None:
        while not stopped.wait(0.05):
            batch = [self.an_event() for _ in range(5)]
            self.sent += batch
            told = self._insist(batch)
            self.accepted |= {*told["accepted"], *told["duplicate"]}

    def _insist(self, batch: list[dict[str, object]]) -> dict[str, list[str]]:
        while True:
            try:
                return self.report(batch)
            except (AssertionError, ValueError):
                time.sleep(0.2)


def test_processes_restart_one_after_the_other_and_no_request_that_is_safe_to_repeat_fails(row: Row) -> None:
    front, cast = row.front, row.front.cast
    learner, tutor = cast.learner, cast.tutor
    cookie, bearer = {"Cookie": front.cookie_of(learner)}, {"Authorization": f"Bearer {tutor.token}"}
    readers = [
        Reader(f"{front.address}/learn", cookie),
        Reader(f"{front.address}/api/v1/conversations", bearer),
    ]
    people = people_of(front)
    talkers = [
        Talker(front, one, front.open_conversation(one, other)) for one, other in (people[2:4], people[4:6])
    ]
    device = Device(front)
    with meanwhile(*(each.go_on for each in (*readers, *talkers, device))):
        for moment in moments(0.2, 1.0):
            time.sleep(moment)
            for process in row.behind:
                restart(process, cookie)
        wait_until_back(talkers)
    for reader in readers:
        assert reader.answers[200] > 20
        assert set(reader.answers) == {200}
    for talker in talkers:
        assert len(talker.kept) > 20
        talker.check()
    sent = {str(event["id"]) for event in device.sent}
    assert kept_events(device) == sent == device.accepted


def restart(process: Server, cookie: dict[str, str]) -> None:
    """As a service manager does. While it drains it says so, and still answers."""
    process.process.terminate()
    deadline = time.monotonic() + DRAIN_SECONDS
    while status(process, "/readyz") != 503:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    assert status(process, "/learn", cookie) == 200
    assert status(process, "/socket.io/?EIO=4&transport=websocket") == 503
    process.stop()
    process.start()


def status(process: Server, path: str, headers: dict[str, str] | None = None) -> int:
    asked = urllib.request.Request(process.address + path, headers=headers or {})
    try:
        with urllib.request.urlopen(asked, timeout=10) as answer:
            found: int = answer.status
            return found
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code
