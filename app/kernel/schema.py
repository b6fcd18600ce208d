"""The schema of an installation: brought to the one head at start, after a copy aside of an older one."""

import shutil
import sqlite3
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from app.kernel.db import Database
from app.settings import Settings

MIGRATIONS = Path(__file__).parents[2] / "migrations"


class SchemaFromTheFuture(Exception):
    """The instance was written by a newer release; this one must not touch it."""


#: What stands over tables to find their rows: made by migrations in each database's own words, and told by no model.
INDEX = "search_"


def is_told_by_models(name: str | None, _kind: str, _parents: object) -> bool:
    """For `include_name` of whoever compares the schema with the models."""
    return name is None or not name.startswith(INDEX)


def alembic_config(url: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return config


def current_revision(database: Database) -> str | None:
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def head_revision(url: str) -> str:
    head = ScriptDirectory.from_config(alembic_config(url)).get_current_head()
    assert head is not None
    return head


def bring_to_head(settings: Settings, *, copies: bool = True) -> None:
    """Migrate, after a copy of an embedded database of an older release. Raises SchemaFromTheFuture."""
    url = settings.database
    database = Database(url, pool_size=1)
    try:
        current, head = current_revision(database), head_revision(url)
    finally:
        database.dispose()
    if current == head:
        return
    scripts = ScriptDirectory.from_config(alembic_config(url))
    if current is not None and current not in {script.revision for script in scripts.walk_revisions()}:
        raise SchemaFromTheFuture(
            f"This instance was last used by a newer release (schema {current}). "
            "Start that release, or restore the copy made before its upgrade."
        )
    if current is not None and database.is_sqlite and copies:
        _copy_aside(Path(url.removeprefix("sqlite:///")), current)
    command.upgrade(alembic_config(url), "head")


def _copy_aside(path: Path, revision: str) -> None:
    copy = path.with_name(f"{path.stem}-before-{revision}{path.suffix}")
    partial = copy.with_suffix(".partial")
    with sqlite3.connect(path) as source, sqlite3.connect(partial) as target:
        source.backup(target)
    shutil.move(partial, copy)
