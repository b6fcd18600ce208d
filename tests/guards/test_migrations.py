import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from app import models  # noqa: F401
from app.kernel.db import Base, Database
from app.kernel.schema import alembic_config, is_told_by_models

pytestmark = pytest.mark.postgres

COMPARED = {"compare_type": True, "include_name": is_told_by_models}


def test_there_is_one_head() -> None:
    assert len(ScriptDirectory.from_config(alembic_config("sqlite://")).get_heads()) == 1


def test_the_migrations_make_what_the_models_say(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=COMPARED)
        assert compare_metadata(context, Base.metadata) == []


def test_the_migrations_go_down_and_up_again(database: Database, database_url: str) -> None:
    config = alembic_config(database_url.replace("postgresql://", "postgresql+psycopg://"))
    database.dispose()
    command.downgrade(config, "base")
    command.upgrade(config, "head")
    with database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts=COMPARED), Base.metadata) == []
