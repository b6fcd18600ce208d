"""A migration killed at any of its steps is run again and comes to its end, with all there was.

In `make soak` at each step; else at the first, one in the middle and the last.
"""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from app import models  # noqa: F401
from app.kernel.db import Base, Database
from app.kernel.schema import alembic_config, current_revision, head_revision, is_told_by_models
from app.settings import load_settings
from tests import databases
from tests.faults.conftest import ROUNDS
from tests.faults.test_backup_under_load import console
from tests.releases import dumps, load_postgres, load_sqlite
from tests.releases.test_upgrading import rows

pytestmark = [pytest.mark.faults, pytest.mark.usefixtures("turn")]

SCRIPTS = ScriptDirectory.from_config(alembic_config("sqlite://"))


@pytest.fixture(params=["sqlite", "postgres"])
def left_behind(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database as the first release left it."""
    if request.param == "sqlite":
        load_sqlite(dumps("sqlite")[0], tmp_path / "compagnon.db")
        yield f"sqlite:///{tmp_path}/compagnon.db"
        return
    server: str = request.getfixturevalue("postgres")
    address = databases.create_database(server)
    load_postgres(dumps("postgres")[0], address)
    yield address
    databases.drop_database(server, address)


def migrate(address: str, instance: Path, *failpoints: str) -> int:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COMPAGNON_")}
    environment = kept | {
        "DATABASE_URL": address,
        "INSTANCE": str(instance),
        "COMPAGNON_TESTING": "1",
        "COMPAGNON_FAILPOINTS": ",".join(failpoints),
    }
    return console(environment, "migrate").returncode


def test_what_is_killed_at_each_step_is_run_again_to_the_end(left_behind: str, tmp_path: Path) -> None:
    database = Database(load_settings(database_url=left_behind).database, pool_size=1)
    before = rows(database.engine)
    begun = current_revision(database)
    database.dispose()
    steps = [script.revision for script in SCRIPTS.iterate_revisions(head_revision("sqlite://"), begun)]
    assert steps
    struck = steps if ROUNDS > 1 else list(dict.fromkeys([steps[0], steps[len(steps) // 2], steps[-1]]))
    for step in reversed(struck):
        assert migrate(left_behind, tmp_path, f"migrated_{step}") == -signal.SIGKILL
    assert migrate(left_behind, tmp_path) == 0
    after = rows(database.engine)
    same = (before.keys() & after.keys()) - {"kernel_mark"}
    assert {name: after[name] for name in same} == {name: before[name] for name in same}
    with database.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_name": is_told_by_models}
        )
        assert compare_metadata(context, Base.metadata) == []
    database.dispose()
