"""An instance is what it was at its first start, and belongs to its release or a newer one."""

import sqlite3
from pathlib import Path

import pytest

from app.kernel.db import Database
from app.kernel.installation import WrongKind, claim_kind
from app.kernel.schema import SchemaFromTheFuture, bring_to_head, current_revision, head_revision
from app.settings import load_settings


def test_a_demo_and_a_real_instance_refuse_each_other(database: Database) -> None:
    with database.writing() as session:
        claim_kind(session, is_demo=True)
    with database.writing() as session:
        claim_kind(session, is_demo=True)
    with pytest.raises(WrongKind, match="make run"), database.writing() as session:
        claim_kind(session, is_demo=False)


def test_an_instance_of_a_newer_release_is_refused_and_left_alone(tmp_path: Path) -> None:
    settings = load_settings(instance=tmp_path)
    bring_to_head(settings)
    path = tmp_path / "compagnon.db"
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = path.read_bytes()
    with pytest.raises(SchemaFromTheFuture, match="newer release"):
        bring_to_head(settings)
    assert path.read_bytes() == before


def test_a_new_instance_comes_to_the_newest_schema(tmp_path: Path) -> None:
    settings = load_settings(instance=tmp_path)
    bring_to_head(settings)
    opened = Database(settings.database)
    assert current_revision(opened) == head_revision(settings.database)
    opened.dispose()
