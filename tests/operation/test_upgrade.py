"""From an earlier release to this one at the console: a backup, the migrations, a check."""

import fcntl
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select, table

from app import create_app
from app.kernel.schema import current_revision, head_revision
from app.operation.archive import reading
from app.settings import load_settings
from tests import databases
from tests.releases import dumps, load_postgres, load_sqlite

pytestmark = pytest.mark.postgres


@pytest.fixture
def former(database_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """An installation as an earlier release left it."""
    instance, url = tmp_path / "instance", ""
    instance.mkdir()
    if database_kind == "postgres":
        server: str = request.getfixturevalue("postgres")
        url = databases.create_database(server)
        load_postgres(dumps("postgres")[0], url)
    else:
        load_sqlite(dumps("sqlite")[0], instance / "compagnon.db")
    app = create_app(
        load_settings(instance=instance, database_url=url, compagnon_testing=True, log_level="CRITICAL")
    )
    yield app
    app.extensions["compagnon_database"].dispose()
    if url:
        databases.drop_database(server, url)


def people(app: Flask) -> int:
    with app.extensions["compagnon_database"].reading() as session:
        return session.scalar(select(func.count()).select_from(table("people_person"))) or 0


def test_a_backup_is_made_before_and_everything_is_proved_after(former: Flask) -> None:
    database, before = former.extensions["compagnon_database"], people(former)
    revision = current_revision(database)
    done = former.test_cli_runner().invoke(args=["compagnon", "upgrade"])
    # The dump came without its store: that is all there is to find, and the way back is told.
    assert [line for line in done.output.splitlines() if line.startswith("FAIL")] == [
        "FAIL  every file that is named is there"
    ]
    assert (done.exit_code, "To go back" in done.output) == (1, True)
    assert current_revision(database) == head_revision("sqlite://")
    assert people(former) == before
    [made] = (former.extensions["compagnon"].settings.instance / "backups").glob("before-*.zip")
    with reading(made) as archive:
        assert archive.manifest.revision == revision
        assert archive.manifest.tables["people_person"].count == before
        archive.verify()
    again = former.test_cli_runner().invoke(args=["compagnon", "upgrade"])
    assert (again.exit_code, "already" in again.output) == (0, True)


def test_while_an_embedded_server_runs_nothing_is_touched(former: Flask, database_kind: str) -> None:
    if database_kind == "postgres":
        pytest.skip("several processes of a scaled installation are replaced one by one")
    instance = former.extensions["compagnon"].settings.instance
    revision = current_revision(former.extensions["compagnon_database"])
    with (instance / "jobs.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        refused = former.test_cli_runner().invoke(args=["compagnon", "upgrade"])
    assert (refused.exit_code, "stop it first" in refused.output) == (1, True)
    assert current_revision(former.extensions["compagnon_database"]) == revision
