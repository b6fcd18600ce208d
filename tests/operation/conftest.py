from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from app import create_app
from app.kernel.db import Database
from app.kernel.runtime import Runtime
from app.settings import load_settings
from tests import databases
from tests.cast import Cast
from tests.planted import plant


@pytest.fixture
def running(app: Flask) -> Iterator[Runtime]:
    with app.app_context():
        found: Runtime = app.extensions["compagnon"]
        yield found


@pytest.fixture
def planted(running: Runtime, database: Database, cast: Cast) -> Runtime:
    """An installation with two centres in which people have worked."""
    with database.writing() as session:
        plant(session, running.store, cast)
    return running


Elsewhere = Callable[[], Flask]


@pytest.fixture
def elsewhere(database_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Elsewhere]:
    """Makes an application whose installation is empty, on the same kind of database."""
    made: list[Flask] = []

    def make() -> Flask:
        folder = tmp_path / f"elsewhere-{len(made)}"
        url = ""
        if database_kind == "postgres":
            url = databases.create_database(request.getfixturevalue("postgres"))
        app = create_app(
            load_settings(instance=folder, database_url=url, compagnon_testing=True, log_level="CRITICAL")
        )
        made.append(app)
        return app

    yield make
    for app in made:
        app.extensions["compagnon_database"].dispose()
        url = app.extensions["compagnon"].settings.database
        if url.startswith("postgresql"):
            databases.drop_database(request.getfixturevalue("postgres"), url.replace("+psycopg", ""))
