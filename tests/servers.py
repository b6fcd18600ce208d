"""Real servers for tests that need sockets, kills or a browser: gunicorn as in production, on a free port."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path
from typing import Any

import socketio
from flask import Flask

from app import create_app
from app.chat.services.conversations import ensure_tutoring
from app.kernel.db import Database
from app.kernel.ids import new_id
from app.settings import load_settings
from tests.cast import Cast, Member, bring_cast
from tests.databases import free_port

ROOT = Path(__file__).parents[1]
READY_WITHIN_SECONDS = 60
CALL_SECONDS = 30


@dataclass(frozen=True)
class Told:
    """An answer."""

    status: int
    json: Any
    headers: Message


@dataclass
class Server:
    """A running installation. `app` is the same one in the test's process, for what a test prepares or looks up."""

    address: str
    environment: dict[str, str]
    app: Flask
    cast: Cast
    process: subprocess.Popen[bytes] = field(init=False)

    @property
    def database(self) -> Database:
        found: Database = self.app.extensions["compagnon_database"]
        return found

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py"],
            cwd=ROOT,
            env=self.environment,
            start_new_session=True,
        )
        try:
            wait_until_ready(self.address, self.process)
        except RuntimeError:
            self.kill()
            raise

    def stop(self) -> float:
        """Ask it to stop, as a service manager does; how many seconds that took."""
        begun = time.monotonic()
        self.process.terminate()
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.kill()
            raise
        return time.monotonic() - begun

    def kill(self) -> None:
        """kill -9 the master and its workers, which are a process group of their own."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=10)

    def open_conversation(self, *people: Member) -> uuid.UUID:
        """A conversation of its own for one test: of Nadia and Sabine unless others are named."""
        one, other = people or (self.cast.learner, self.cast.tutor)
        with self.app.app_context(), self.database.writing() as session:
            return ensure_tutoring(session, subject=new_id(), learner_id=one.id, tutor_id=other.id).id

    def call(
        self,
        method: str,
        path: str,
        *,
        token: str,
        body: object = None,
        headers: dict[str, str] | None = None,
    ) -> tuple[int, Any]:
        """One call over the wire: its status, and its JSON where there is some."""
        told = self.exchange(method, path, token=token, body=body, headers=headers)
        return told.status, told.json

    def exchange(
        self,
        method: str,
        path: str,
        *,
        token: str,
        body: object = None,
        headers: dict[str, str] | None = None,
    ) -> "Told":
        """The same, with the headers of the answer."""
        request = urllib.request.Request(
            self.address + path,
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
            | (headers or {}),
        )
        try:
            with urllib.request.urlopen(request, timeout=CALL_SECONDS) as answer:
                content = answer.read()
                return Told(answer.status, json.loads(content) if content else None, answer.headers)
        except urllib.error.HTTPError as refused:
            with refused:
                return Told(refused.code, json.loads(refused.read()), refused.headers)

    def cookie_of(self, member: Member) -> str:
        """The Cookie header of a signed-in browser."""
        client = self.app.test_client()
        member.sit_down(client)
        name = self.app.config["SESSION_COOKIE_NAME"]
        cookie = client.get_cookie(name)
        assert cookie is not None
        return f"{name}={cookie.value}"

    @contextmanager
    def socket(self, member: Member | None = None, **options: object) -> Iterator[socketio.SimpleClient]:
        """A connected socket of this person, by token unless `headers` say otherwise."""
        options.setdefault("auth", {"token": member.token} if member else None)
        with socketio.SimpleClient(reconnection=False) as client:
            client.connect(self.address, transports=["websocket"], namespace="/chat", **options)
            yield client


def wait_until_ready(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + READY_WITHIN_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}")
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError("the server is not ready")


def _environment(**settings: object) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COMPAGNON_")}
    ours = {
        "COMPAGNON_TESTING": "1",
        "CALL_RATE": "1000000 per minute",
        "LOG_LEVEL": "WARNING",
        "PYTHONPATH": str(ROOT),
        **{name.upper(): str(value) for name, value in settings.items()},
    }
    return kept | ours


@contextmanager
def serving(*, database_url: str, redis_url: str = "", **settings: object) -> Iterator[Server]:
    """An installation on this database, with the cast in it, until the block ends."""
    instance = Path(tempfile.mkdtemp(prefix="compagnon-served-"))
    port = settings.pop("port", None) or free_port()
    known = {
        "instance": instance,
        "port": port,
        "database_url": database_url,
        "redis_url": redis_url,
        **settings,
    }
    app = create_app(
        load_settings(**known, compagnon_testing=True, log_level="CRITICAL", call_rate="1000000 per minute")
    )
    database: Database = app.extensions["compagnon_database"]
    with app.app_context(), database.writing() as session:
        cast = bring_cast(session)
    server = Server(f"http://127.0.0.1:{port}", _environment(**known), app, cast)
    server.start()
    try:
        yield server
    finally:
        if server.process.poll() is None:
            server.stop()
        database.dispose()
        shutil.rmtree(instance, ignore_errors=True)


class Redis:
    """A Redis of our own that keeps nothing, which a test may stop and start again."""

    def __init__(self) -> None:
        self._port = free_port()
        self.address = f"redis://127.0.0.1:{self._port}/0"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        words = ["--port", str(self._port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self._process = subprocess.Popen(
            ["redis-server", *words], stdout=subprocess.DEVNULL, cwd=tempfile.gettempdir()
        )
        _wait_until_open(self._port)

    def stop(self) -> None:
        if self._process:
            self._process.terminate()
            self._process.wait(timeout=10)
            self._process = None


@contextmanager
def own_redis() -> Iterator[Redis]:
    server = Redis()
    server.start()
    try:
        yield server
    finally:
        server.stop()


def _wait_until_open(port: int) -> None:
    deadline = time.monotonic() + READY_WITHIN_SECONDS
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError("Redis does not listen")


@contextmanager
def redis_server() -> Iterator[str]:
    """The address of a Redis that stays."""
    with own_redis() as server:
        yield server.address
