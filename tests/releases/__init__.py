"""Databases as releases left them, kept as SQL with their data. `python -m tests.releases NAME` adds one.

A dump is never made again once its release is out: installations hold what it holds.
"""

import gzip
import re
import sqlite3
from pathlib import Path

import psycopg

FOLDER = Path(__file__).parent
# What pg_dump writes for psql alone.
FOR_PSQL = re.compile(r"^\\.*$", re.MULTILINE)


def dumps(kind: str) -> list[Path]:
    return sorted(FOLDER.glob(f"*.{kind}.sql.gz"))


def load_sqlite(dump: Path, path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.executescript(_text(dump))
    connection.close()


def load_postgres(dump: Path, address: str) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(FOR_PSQL.sub("", _text(dump)).encode())


def _text(dump: Path) -> str:
    return gzip.decompress(dump.read_bytes()).decode()
