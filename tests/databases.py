"""The databases tests run on: SQLite files on tmpfs, and one PostgreSQL server for the run.

The schema is made once per worker, then copied for each test: a file copy on SQLite, a template on PostgreSQL.
"""

import os
import shutil
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from alembic import command

from app.kernel.schema import alembic_config

TMPFS = Path("/dev/shm") if os.access("/dev/shm", os.W_OK) else Path(tempfile.gettempdir())


def make_template(folder: Path) -> Path:
    """An empty SQLite database at the head of the migrations."""
    path = folder / "template.db"
    command.upgrade(alembic_config(f"sqlite:///{path}"), "head")
    return path


def copy_of(template: Path, folder: Path) -> str:
    path = folder / f"{uuid.uuid4().hex}.db"
    shutil.copyfile(template, path)
    return f"sqlite:///{path}"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def postgres_binaries() -> Path:
    """The newest installed server; `make test` installs it, or says which line to run."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    if not found:
        raise RuntimeError("PostgreSQL is not installed: apt-get install postgresql")
    return found[-1].parent


def _as_postgres(*words: str) -> None:
    prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run([*prefix, *words], check=True, capture_output=True, cwd="/")


class Postgres:
    """A server of our own, which a test may stop and start again. initdb refuses root."""

    def __init__(self, *, durable: bool) -> None:
        self._runs = False
        # Hundreds of small databases are made and dropped: in memory each takes a tenth of the time.
        where = None if durable else TMPFS
        self._folder = Path(tempfile.mkdtemp(prefix="compagnon-pg-", dir=where))
        if os.geteuid() == 0:
            shutil.chown(self._folder, "postgres", "postgres")
        self._binaries, port = postgres_binaries(), free_port()
        #: Of its maintenance database.
        self.address = f"postgresql://postgres@127.0.0.1:{port}/postgres"
        self._options = f"-p {port} -c listen_addresses=127.0.0.1 -k {self._folder} -c max_connections=200"
        if not durable:
            self._options += (
                " -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off"
            )
        data = str(self._folder / "data")
        _as_postgres(
            str(self._binaries / "initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8"
        )

    def _control(self, *words: str) -> None:
        data, log = str(self._folder / "data"), str(self._folder / "log")
        _as_postgres(str(self._binaries / "pg_ctl"), "-D", data, "-w", "-l", log, *words)

    def start(self) -> None:
        self._control("-o", self._options, "start")
        self._runs = True

    def stop(self) -> None:
        """At once, as when the power goes."""
        if self._runs:
            self._control("-m", "immediate", "stop")
        self._runs = False

    def remove(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)


@contextmanager
def own_postgres(*, durable: bool = False) -> Iterator[Postgres]:
    server = Postgres(durable=durable)
    server.start()
    try:
        yield server
    finally:
        server.stop()
        server.remove()


@contextmanager
def postgres_server(*, durable: bool = False) -> Iterator[str]:
    """The address of the maintenance database of a server that stays."""
    with own_postgres(durable=durable) as server:
        yield server.address


def create_database(server: str, *, template: str = "template0") -> str:
    """A new database on the server, copied from a template; returns its address."""
    name = f"c{uuid.uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
    return server.rsplit("/", 1)[0] + "/" + name


def drop_database(server: str, address: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{address.rsplit("/", 1)[1]}" WITH (FORCE)')
