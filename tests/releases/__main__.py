"""`python -m tests.releases NAME` keeps the present schema with two planted centres, on both databases."""

import gzip
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from alembic import command

from app import create_app
from app.kernel.clock import clock_set_to
from app.kernel.schema import alembic_config
from app.settings import load_settings
from tests import databases
from tests.cast import bring_cast
from tests.ground import MOMENT
from tests.planted import plant
from tests.releases import FOLDER


def fill(url: str, instance: Path) -> None:
    command.upgrade(alembic_config(url), "head")
    app = create_app(load_settings(instance=instance, database_url=url, log_level="CRITICAL"))
    running = app.extensions["compagnon"]
    with clock_set_to(lambda: MOMENT), app.app_context(), running.database.writing() as session:
        plant(session, running.store, bring_cast(session))
    running.database.dispose()


def dump_sqlite(folder: Path) -> str:
    path = folder / "release.db"
    fill(f"sqlite:///{path}", folder)
    with sqlite3.connect(path) as connection:
        return "\n".join(connection.iterdump()) + "\n"


def dump_postgres(folder: Path) -> str:
    with databases.postgres_server() as server:
        address = databases.create_database(server)
        fill(address.replace("postgresql://", "postgresql+psycopg://"), folder)
        words = ["--inserts", "--rows-per-insert=50", "--no-owner", "--no-privileges", address]
        program = databases.postgres_binaries() / "pg_dump"
        return subprocess.run([program, *words], check=True, capture_output=True, text=True).stdout


def keep(name: str, kind: str, dump: Callable[[Path], str]) -> None:
    with tempfile.TemporaryDirectory(prefix="compagnon-release-") as folder:
        text = dump(Path(folder))
    path = FOLDER / f"{name}.{kind}.sql.gz"
    path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    sys.stdout.write(f"{path.name}: {path.stat().st_size // 1024} KB\n")


if __name__ == "__main__":
    keep(sys.argv[1], "sqlite", dump_sqlite)
    keep(sys.argv[1], "postgres", dump_postgres)
