"""PostgreSQL stopped and started again under load, and Redis gone: the house waits, says so, and comes back alone."""

import json
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from threading import Event
from typing import Any

import pytest
from alembic import command

from app.kernel.schema import alembic_config
from tests import databases
from tests.cast import Member
from tests.faults.conftest import moments
from tests.faults.load import Sent, meanwhile, people_of, read_history
from tests.servers import Redis, Server, own_redis, serving

pytestmark = [
    pytest.mark.faults,
    # The client library drops its sockets unclosed when the server hangs up.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
BACK_WITHIN_SECONDS = 30
WRITERS = 4
AWAY = {"status": "not_ready", "reasons": {"redis": "ConnectionError"}, "jobs": "ConnectionError"}


@dataclass(frozen=True)
class House:
    """An installation whose PostgreSQL and Redis a test may take away."""

    server: Server
    postgres: databases.Postgres
    redis: Redis


@pytest.fixture
def house() -> Iterator[House]:
    with ExitStack() as stack:
        postgres = stack.enter_context(databases.own_postgres(durable=True))
        redis = stack.enter_context(own_redis())
        address = databases.create_database(postgres.address)
        command.upgrade(alembic_config(address.replace("postgresql://", "postgresql+psycopg://")), "head")
        served = serving(database_url=address, redis_url=redis.address, workers=2)
        yield House(stack.enter_context(served), postgres, redis)


@dataclass
class Writer:
    """Someone who writes by calls, one message after the other; a message that fails is sent again."""

    server: Server
    member: Member
    conversation: uuid.UUID
    kept: list[str] = field(default_factory=list)
    answers: list[tuple[int, str | None]] = field(default_factory=list)

    def go_on(self, stopped: Event) -> None:
        sent = self._next()
        while not stopped.wait(0.1):
            if self._post(sent) in (200, 201):
                self.kept.append(sent.client_id)
                sent = self._next()

    def _next(self) -> Sent:
        return Sent(self.member, self.conversation, str(uuid.uuid4()))

    def _post(self, sent: Sent) -> int:
        address = f"/api/v1/conversations/{self.conversation}/messages"
        try:
            told = self.server.exchange("POST", address, token=self.member.token, body=sent.given)
        except TimeoutError:
            return 0
        self.answers.append((told.status, told.headers.get("Retry-After")))
        return told.status

    def check(self) -> None:
        messages = read_history(self.server, self.member, self.conversation)
        assert [each["seq"] for each in messages] == list(range(1, len(messages) + 1))
        there = [each["client_id"] for each in messages]
        # What was last on its way when the test ended may be there as well.
        assert there[: len(self.kept)] == self.kept
        assert len(there) <= len(self.kept) + 1


def writers_of(server: Server) -> list[Writer]:
    people = people_of(server)[: 2 * WRITERS]
    pairs = zip(people[::2], people[1::2], strict=True)
    return [Writer(server, one, server.open_conversation(one, other)) for one, other in pairs]


def wait_for_more(writers: list[Writer], *, within: float) -> None:
    """Until each has had three more messages acknowledged."""
    wanted = [len(writer.kept) + 3 for writer in writers]
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        if all(len(writer.kept) >= least for writer, least in zip(writers, wanted, strict=True)):
            return
        time.sleep(0.1)
    raise AssertionError("nothing more is taken")


def test_without_postgresql_calls_are_answered_503_and_it_recovers_alone(house: House) -> None:
    writers = writers_of(house.server)
    with meanwhile(*(writer.go_on for writer in writers)):
        for gone_for in moments(2, 5):
            wait_for_more(writers, within=BACK_WITHIN_SECONDS)
            house.postgres.stop()
            time.sleep(gone_for)
            assert status_of(house.server, "/readyz") == 503
            assert status_of(house.server, "/healthz") == 200
            house.postgres.start()
            wait_for_more(writers, within=BACK_WITHIN_SECONDS)
    answers = [answer for writer in writers for answer in writer.answers]
    assert {status for status, _wait in answers} <= {200, 201, 503}
    assert {wait for status, wait in answers if status == 503} == {"5"}
    assert status_of(house.server, "/readyz") == 200
    for writer in writers:
        writer.check()


def test_without_redis_calls_go_on_and_live_news_come_back_alone(house: House) -> None:
    writers = writers_of(house.server)
    with meanwhile(*(writer.go_on for writer in writers)):
        for gone_for in moments(2, 5):
            house.redis.stop()
            wait_for_more(writers, within=BACK_WITHIN_SECONDS)
            time.sleep(gone_for)
            assert answer_of(house.server, "/readyz") == (503, AWAY)
            assert status_of(house.server, "/healthz") == 200
            house.redis.start()
            wait_for_more(writers, within=BACK_WITHIN_SECONDS)
    assert {status for writer in writers for status, _wait in writer.answers} <= {200, 201}
    for writer in writers:
        writer.check()
    assert answer_of(house.server, "/readyz") == (200, {"status": "ready", "jobs": "nobody"})
    assert_news_reach(house.server, writers[0])


def assert_news_reach(server: Server, writer: Writer) -> None:
    """A message posted to one process or the other reaches a socket, within the wait for a process to hear again."""
    with server.socket(writer.member) as socket:
        for _ in range(BACK_WITHIN_SECONDS):
            sent = Sent(writer.member, writer.conversation, str(uuid.uuid4()))
            address = f"/api/v1/conversations/{writer.conversation}/messages"
            server.call("POST", address, token=writer.member.token, body=sent.given)
            if sent.client_id in heard_within(socket, 1.0):
                return
    raise AssertionError("no news came")


def heard_within(socket: Any, seconds: float) -> list[str]:
    heard, deadline = [], time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            name, payload = socket.receive(timeout=0.2)
        except Exception:
            continue
        if name == "message":
            heard.append(payload["client_id"])
    return heard


def status_of(server: Server, path: str) -> int:
    return answer_of(server, path)[0]


def answer_of(server: Server, path: str) -> tuple[int, Any]:
    try:
        with urllib.request.urlopen(server.address + path, timeout=15) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, json.load(refused)
