"""Whoever runs an earlier release gets to this one, with all they had."""

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, func, inspect, select, table

from app import models  # noqa: F401
from app.catalogue.models import ModuleVersion, Unit
from app.kernel.db import Base, Database
from app.kernel.schema import alembic_config, is_told_by_models
from tests import databases
from tests.releases import dumps, load_postgres, load_sqlite


@pytest.mark.parametrize("dump", dumps("sqlite"), ids=lambda path: path.name)
def test_an_embedded_database_of_an_earlier_release_comes_up_whole(dump: Path, tmp_path: Path) -> None:
    path = tmp_path / "release.db"
    load_sqlite(dump, path)
    bring_up(f"sqlite:///{path}")


@pytest.mark.parametrize("dump", dumps("postgres"), ids=lambda path: path.name)
def test_a_server_s_database_of_an_earlier_release_comes_up_whole(dump: Path, postgres: str) -> None:
    address = databases.create_database(postgres)
    try:
        load_postgres(dump, address)
        bring_up(address.replace("postgresql://", "postgresql+psycopg://"))
    finally:
        databases.drop_database(postgres, address)


def test_there_is_a_dump_of_each_kind_for_each_release() -> None:
    names = {kind: [path.name.split(".")[0] for path in dumps(kind)] for kind in ("sqlite", "postgres")}
    assert names["sqlite"] == names["postgres"] != []


def bring_up(url: str) -> None:
    database = Database(url, pool_size=2)
    before = rows(database.engine)
    assert before["people_person"] > 10
    command.upgrade(alembic_config(url), "head")
    after = rows(database.engine)
    # What was published before is found since.
    assert after["catalogue_unit_words"] == published_units(database.engine) > 0
    assert {name: after[name] for name in before if name in after} == {
        name: count for name, count in before.items() if name in after
    }
    with database.engine.connect() as connection:
        compared = {"compare_type": True, "include_name": is_told_by_models}
        context = MigrationContext.configure(connection, opts=compared)
        assert compare_metadata(context, Base.metadata) == []
    database.dispose()


def rows(engine: Engine) -> dict[str, int]:
    names = [name for name in inspect(engine).get_table_names() if name != "alembic_version"]
    with engine.connect() as connection:
        return {name: connection.scalar(select(func.count()).select_from(table(name))) or 0 for name in names}


def published_units(engine: Engine) -> int:
    with engine.connect() as connection:
        units = (
            select(func.count()).select_from(Unit).join(ModuleVersion, ModuleVersion.id == Unit.version_id)
        )
        return connection.scalar(units.where(ModuleVersion.number > 0)) or 0
