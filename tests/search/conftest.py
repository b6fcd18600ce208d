"""Two centres at work, planted once and copied for each test, and what each of their people finds."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app import create_app
from app.kernel.clock import clock_set_to
from app.kernel.db import Database
from app.kernel.schema import alembic_config
from app.settings import load_settings
from tests import databases
from tests.cast import Cast, bring_cast
from tests.ground import MOMENT
from tests.planted import World, plant

Hits = dict[str, dict[str, Any]]
Look = Callable[..., Hits]
Write = Callable[[], AbstractContextManager[Session]]


@dataclass
class Sown:
    """The planted databases by kind: their people have the ids of the database that they are in."""

    cast: dict[str, Cast] = field(default_factory=dict)
    world: dict[str, World] = field(default_factory=dict)


@pytest.fixture(scope="session")
def sown() -> Sown:
    return Sown()


def sow(sown: Sown, kind: str, url: str, instance: Path) -> None:
    app = create_app(load_settings(instance=instance, database_url=url, log_level="CRITICAL"))
    running = app.extensions["compagnon"]
    with clock_set_to(lambda: MOMENT), app.app_context(), running.database.writing() as session:
        sown.cast[kind] = bring_cast(session)
        sown.world[kind] = plant(session, running.store, sown.cast[kind])
    running.database.dispose()


@pytest.fixture(scope="session")
def sqlite_template(sown: Sown, tmpfs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    empty = databases.make_template(tmpfs)
    path = tmpfs / "sown.db"
    shutil.copyfile(empty, path)
    sow(sown, "sqlite", f"sqlite:///{path}", tmp_path_factory.mktemp("sown"))
    return path


@pytest.fixture(scope="session")
def postgres_template(sown: Sown, postgres: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    address = databases.create_database(postgres)
    url = address.replace("postgresql://", "postgresql+psycopg://")
    command.upgrade(alembic_config(url), "head")
    sow(sown, "postgres", url, tmp_path_factory.mktemp("sown"))
    return address.rsplit("/", 1)[1]


@pytest.fixture
def cast(app: Flask, sown: Sown, database_kind: str) -> Cast:
    app.config["WTF_CSRF_ENABLED"] = False
    return sown.cast[database_kind]


@pytest.fixture
def world(app: Flask, sown: Sown, database_kind: str) -> World:
    return sown.world[database_kind]


@pytest.fixture
def look(app: Flask, client: FlaskClient, cast: Cast) -> Look:
    """What someone of the cast finds, by kind and key."""

    def ask(who: str, typed: str, **more: Any) -> Hits:
        # The clock stands still, and what is spent does not come back.
        app.extensions.pop("compagnon_rates", None)
        answer = client.get(
            "/api/v1/search", query_string={"q": typed, **more}, headers=getattr(cast, who).bearer
        )
        assert answer.status_code == 200, answer.text
        found: Hits = {}
        for item in answer.get_json()["items"]:
            found.setdefault(item["kind"], {})[item["key"]] = item
        return found

    return ask


@pytest.fixture
def write(app: Flask, database: Database) -> Write:
    """A writing unit of work, committed and closed before anyone looks: a request has a context of its own."""

    @contextmanager
    def unit() -> Iterator[Session]:
        with app.app_context(), database.writing() as session:
            yield session

    return unit
