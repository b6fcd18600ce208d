"""The two layouts, and the servers in them: gevent workers on PostgreSQL, one process of threads on SQLite."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg
import redis
from flask import Flask

from app import create_app
from app.kernel.schema import bring_to_head
from app.settings import Settings, load_settings
from tests.bench.clients import ROOT
from tests.databases import create_database, free_port, postgres_server
from tests.servers import redis_server

READY_WITHIN_SECONDS = 60
UNLIMITED = "1000000 per minute"


@dataclass(frozen=True, slots=True)
class Layout:
    """Where servers run. `databases` are the processes whose cost is told apart."""

    name: str
    folder: Path
    postgres: str = ""
    redis_url: str = ""
    databases: tuple[int, ...] = ()

    @property
    def is_embedded(self) -> bool:
        return not self.postgres

    def new_database(self, name: str) -> str:
        if self.is_embedded:
            return f"sqlite:///{self.folder / name}.db"
        return create_database(self.postgres).replace("postgresql://", "postgresql+psycopg://")

    def settings(self, database_url: str) -> Settings:
        """Those of an installation of ours on this database."""
        instance = Path(tempfile.mkdtemp(dir=self.folder))
        return load_settings(
            instance=instance,
            port=free_port(),
            database_url=database_url,
            redis_url=self.redis_url,
            call_rate=UNLIMITED,
            log_level="WARNING",
        )


@contextmanager
def layout(name: str) -> Iterator[Layout]:
    folder = Path(tempfile.mkdtemp(prefix="compagnon-bench-"))
    try:
        if name == "sqlite":
            yield Layout(name, folder)
            return
        with ExitStack() as stack:
            postgres = stack.enter_context(postgres_server(durable=True))
            redis_url = stack.enter_context(redis_server())
            yield Layout(name, folder, postgres, redis_url, (_postmaster(postgres), _redis(redis_url)))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _postmaster(address: str) -> int:
    with psycopg.connect(address) as connection:
        return psutil.Process(connection.info.backend_pid).ppid()


def _redis(address: str) -> int:
    deadline = time.monotonic() + 10
    while True:
        try:
            with redis.Redis.from_url(address) as connection:
                return int(connection.info("server")["process_id"])
        except redis.ConnectionError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


@dataclass(frozen=True, slots=True)
class Served:
    pid: int
    port: int
    layout: Layout
    seconds_to_ready: float


@contextmanager
def _running(words: list[str], port: int, where: Layout, **environment: str) -> Iterator[Served]:
    begun = time.monotonic()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COMPAGNON_")}
    process = subprocess.Popen(
        [sys.executable, "-m", *words], cwd=ROOT, env=kept | environment, stdout=subprocess.DEVNULL
    )
    try:
        _wait_until_ready(port, process)
        yield Served(process.pid, port, where, time.monotonic() - begun)
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(timeout=10)


def _wait_until_ready(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + READY_WITHIN_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.02)
    raise RuntimeError("the server does not get ready")


@contextmanager
def serving_bare(where: Layout, database_url: str, *, workers: int) -> Iterator[Served]:
    """The bare application. One worker where sockets must meet: it has nothing to carry messages across."""
    port = free_port()
    served = ["gthread", "--threads", "128"] if where.is_embedded else ["gevent"]
    words = ["gunicorn", "--bind", f"127.0.0.1:{port}", "--no-control-socket", "--keep-alive", "15"]
    words += ["--log-level", "warning", "--workers", "1" if where.is_embedded else str(workers)]
    words += ["--worker-class", *served, "tests.bench.bare:application"]
    with _running(words, port, where, BARE_DATABASE_URL=database_url) as server:
        yield server


@contextmanager
def serving_ours(where: Layout, settings: Settings, *, demo: str = "") -> Iterator[Served]:
    """Ours, started as an operator starts it."""
    with _running(
        ["flask", "--app", "wsgi", "compagnon", "serve"],
        settings.port,
        where,
        INSTANCE=str(settings.instance),
        PORT=str(settings.port),
        DATABASE_URL=settings.database_url,
        REDIS_URL=settings.redis_url,
        CALL_RATE=settings.call_rate,
        LOG_LEVEL=settings.log_level,
        COMPAGNON_DEMO=demo,
    ) as server:
        yield server


def open_app(settings: Settings) -> Flask:
    """The application on a migrated database, in this process, for filling it."""
    bring_to_head(settings)
    return create_app(settings)
