"""The database as it stood at one moment, while people go on: its bytes, its rows, and what it needs from the store."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sqlalchemy import Connection, func, inspect, select, table, text
from sqlalchemy.orm import Session

from app.catalogue.uses import list_used
from app.kernel.db import Database
from app.kernel.schema import head_revision
from app.operation import postgres
from app.operation.archive import Rows

Kind = Literal["sqlite", "postgresql"]


class CopyDamaged(Exception):
    """SQLite finds the copy of its own file wanting."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """`path` is the copy; everything else was read at the very moment it shows."""

    path: Path
    kind: Kind
    server: str
    revision: str
    tables: dict[str, Rows]
    used: frozenset[str]


@contextmanager
def snapshot(database: Database, address: str, folder: Path) -> Iterator[Snapshot]:
    """Raises ProgramMissing, ProgramFailed, CopyDamaged. The copy goes when the block ends."""
    path = folder / "database"
    try:
        take = _of_sqlite if database.is_sqlite else _of_postgres
        yield take(database, address, path)
    finally:
        for end in ("", "-wal", "-shm"):
            path.with_name(path.name + end).unlink(missing_ok=True)


def _of_sqlite(_database: Database, address: str, path: Path) -> Snapshot:
    source_path = address.removeprefix("sqlite:///")
    with closing(sqlite3.connect(source_path)) as source, closing(sqlite3.connect(path)) as target:
        # All at once: page by page it would begin again after every commit of others.
        source.backup(target)
        [said] = target.execute("PRAGMA quick_check(1)").fetchone()
    if said != "ok":
        raise CopyDamaged(f"The database is damaged: {said}")
    copy = Database(f"sqlite:///{path}", pool_size=1)
    try:
        with copy.engine.connect() as connection:
            return _described(connection, path, "sqlite", sqlite3.sqlite_version)
    finally:
        copy.dispose()


def _of_postgres(database: Database, address: str, path: Path) -> Snapshot:
    server = postgres.version_of(database)
    program = postgres.find_program("pg_dump", int(server.split(".")[0]))
    engine = database.engine.execution_options(isolation_level="REPEATABLE READ")
    with engine.connect() as connection:
        name = connection.execute(text("SELECT pg_export_snapshot()")).scalar_one()
        words = ("--format=custom", "--no-owner", "--no-privileges", f"--snapshot={name}", f"--file={path}")
        postgres.run(program, *words, address=address)
        return _described(connection, path, "postgresql", server)


def _described(connection: Connection, path: Path, kind: Kind, server: str) -> Snapshot:
    revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
    used: frozenset[str] = frozenset()
    # An older schema lacks what would be asked; its backup is made all the same, before an upgrade.
    if revision == head_revision("sqlite://"):
        with Session(connection) as session:
            used = frozenset(list_used(session))
    return Snapshot(path, kind, server, revision, count_rows(connection), used)


def count_rows(connection: Connection) -> dict[str, Rows]:
    """Every table. On PostgreSQL with a figure that any change of any value changes, whatever the order of rows."""
    names = sorted(inspect(connection).get_table_names())
    if connection.dialect.name == "sqlite":
        return {name: Rows(count=_count(connection, name)) for name in names}
    # What a value looks like as text depends on it.
    connection.execute(text("SET LOCAL TIME ZONE 'UTC'"))
    return {name: _digest(connection, name) for name in names}


def _count(connection: Connection, name: str) -> int:
    return connection.scalar(select(func.count()).select_from(table(name))) or 0


def _digest(connection: Connection, name: str) -> Rows:
    quoted = connection.dialect.identifier_preparer.quote(name)
    count, digest = connection.execute(
        text(
            "SELECT count(*), coalesce(sum(hashtextextended(whole_row::text, 0)::numeric), 0)::text "  # noqa: S608
            f"FROM {quoted} AS whole_row"
        )
    ).one()
    return Rows(count=count, digest=digest)
