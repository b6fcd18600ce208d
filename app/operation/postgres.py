"""PostgreSQL's own programs: found in the server's version, run without a password on their command line."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import psycopg
from psycopg.pq import Conninfo

from app.kernel.db import Database

PACKAGES = Path("/usr/lib/postgresql")  # where Debian keeps each version


class ProgramMissing(Exception):
    """Says which program is wanted, in which version."""


class ProgramFailed(Exception):
    """What the program said."""


def version_of(database: Database) -> str:
    """The server's, as `15.18`."""
    with database.engine.connect() as connection:
        text: str = connection.exec_driver_sql("SHOW server_version").scalar_one()
    return text.split()[0]


def find_program(name: str, major: int) -> Path:
    """`pg_dump`, `pg_restore` or `psql` of this major version. Raises ProgramMissing."""
    installed = PACKAGES / str(major) / "bin" / name
    found = str(installed) if installed.exists() else shutil.which(name)
    if found is None:
        raise ProgramMissing(
            f"{name} is not installed: the server is PostgreSQL {major}, install postgresql-client-{major}."
        )
    said = subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603
    version = re.search(r"(\d+)(?:\.\d+)*", said)
    if version is None or int(version[1]) != major:
        raise ProgramMissing(
            f"{name} is of version {version[1] if version else 'unknown'} and the server is PostgreSQL {major}: "
            f"install postgresql-client-{major}."
        )
    return Path(found)


def run(program: Path, *words: str, address: str) -> None:
    """Raises ProgramFailed. The address goes by the environment, which others on the machine do not see."""
    done = subprocess.run(  # noqa: S603
        [str(program), *words],
        env={**os.environ, **environment_of(address)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise ProgramFailed(f"{program.name} failed: {done.stderr.strip()[-1000:]}")


def environment_of(address: str) -> dict[str, str]:
    """What libpq reads, from the address of the settings."""
    plain = address.replace("postgresql+psycopg://", "postgresql://", 1)
    try:
        options = Conninfo.parse(plain.encode())
    except psycopg.OperationalError as error:
        raise ProgramFailed("DATABASE_URL is not an address that PostgreSQL's programs read.") from error
    return {
        option.envvar.decode(): option.val.decode()
        for option in options
        if option.envvar is not None and option.val is not None
    }
