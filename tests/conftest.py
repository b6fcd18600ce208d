"""Shared ground of the tests: a fresh database each, a clock that stands still, an application."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app import create_app
from app.kernel.clock import clock_set_to
from app.kernel.db import Database
from app.settings import Settings, load_settings
from tests import databases
from tests.buckets import bucket_server, environment_of, make_bucket
from tests.cast import Cast, bring_cast
from tests.front_end import stand_in_where_not_built
from tests.outside import outside_provider
from tests.shared import one_for_the_run

# A Tuesday, 10:00 in Brussels.
TUESDAY = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)


class Hands:
    """The clock of a test: stands still until moved."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment

    def move(self, **by: float) -> datetime:
        self.moment += timedelta(**by)
        return self.moment

    def move_to(self, moment: datetime) -> datetime:
        self.moment = moment
        return moment


@pytest.fixture
def clock() -> Iterator[Hands]:
    hands = Hands(TUESDAY)
    with clock_set_to(hands):
        yield hands


@pytest.fixture(scope="session")
def tmpfs() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="compagnon-test-", dir=databases.TMPFS))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def sqlite_template(tmpfs: Path) -> Path:
    return databases.make_template(tmpfs)


@pytest.fixture(scope="session")
def postgres(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The one PostgreSQL server of the run, shared by the workers."""
    with one_for_the_run("postgres", tmp_path_factory, databases.postgres_server) as address:
        yield address


@pytest.fixture(scope="session")
def postgres_template(postgres: str) -> str:
    from alembic import command

    from app.kernel.schema import alembic_config

    address = databases.create_database(postgres)
    command.upgrade(alembic_config(address.replace("postgresql://", "postgresql+psycopg://")), "head")
    return address.rsplit("/", 1)[1]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test marked `postgres` runs on both databases, every other on SQLite alone."""
    if "database_kind" in metafunc.fixturenames:
        kinds = ["sqlite"]
        if metafunc.definition.get_closest_marker("postgres"):
            kinds.append("postgres")
        metafunc.parametrize("database_kind", kinds, scope="function")


@pytest.fixture
def database_url(database_kind: str, request: pytest.FixtureRequest, tmpfs: Path) -> Iterator[str]:
    if database_kind == "sqlite":
        template: Path = request.getfixturevalue("sqlite_template")
        url = databases.copy_of(template, tmpfs)
        yield url
        path = Path(url.removeprefix("sqlite:///"))
        for end in ("", "-wal", "-shm"):
            path.with_name(path.name + end).unlink(missing_ok=True)
        return
    server: str = request.getfixturevalue("postgres")
    address = databases.create_database(server, template=request.getfixturevalue("postgres_template"))
    yield address
    databases.drop_database(server, address)


@pytest.fixture(scope="session")
def buckets(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The one S3-compatible server of the run, shared by the workers."""
    with one_for_the_run("buckets", tmp_path_factory, bucket_server) as address:
        yield address


@pytest.fixture
def bucket(buckets: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """An empty bucket, as MEDIA_URL names it; the environment leads to its server."""
    for name, value in environment_of(buckets).items():
        monkeypatch.setenv(name, value)
    return f"s3://{make_bucket(buckets)}"


@pytest.fixture(scope="session")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The one OpenID Connect provider of the run, shared by the workers."""
    with one_for_the_run("provider", tmp_path_factory, outside_provider) as address:
        yield address


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    return load_settings(
        instance=tmp_path / "instance",
        database_url=database_url,
        compagnon_testing=True,
        log_level="CRITICAL",
        call_rate="100000 per minute",
    )


@pytest.fixture
def app(settings: Settings, clock: Hands) -> Iterator[Flask]:
    app = create_app(settings)
    stand_in_where_not_built(app)
    yield app
    app.extensions["compagnon_database"].dispose()


@pytest.fixture
def database(app: Flask) -> Database:
    found: Database = app.extensions["compagnon_database"]
    return found


@pytest.fixture
def session(app: Flask, database: Database) -> Iterator[Session]:
    """A writing unit of work inside an application context, rolled back unless the test commits."""
    with app.app_context(), database.session(writes=True) as session:
        yield session


@pytest.fixture
def cast(app: Flask, database: Database) -> Cast:
    """The known people, committed."""
    with app.app_context(), database.writing() as session:
        return bring_cast(session)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(scope="session", autouse=True)
def _no_address_of_a_real_service() -> None:
    for name in ("DATABASE_URL", "REDIS_URL", "MEDIA_URL", "MAIL_URL", "PUBLIC_URL"):
        os.environ.pop(name, None)
