import gc
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import databases
from tests.servers import Server, redis_server, serving


@pytest.fixture(autouse=True)
def _the_client_library_leaves_sockets_to_the_collector() -> Iterator[None]:
    """python-socketio's client does so when the server hangs up; elsewhere that is a fault of ours."""
    yield
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


@pytest.fixture(scope="session")
def embedded(sqlite_template: Path, tmpfs: Path) -> Iterator[Server]:
    """One process of threads on SQLite, with room for twelve sockets."""
    with serving(database_url=databases.copy_of(sqlite_template, tmpfs), max_sockets=12) as server:
        yield server


@pytest.fixture(scope="session")
def scaled(postgres: str, postgres_template: str) -> Iterator[Server]:
    """Two gevent processes on PostgreSQL and Redis."""
    address = databases.create_database(postgres, template=postgres_template)
    with redis_server() as redis_url, serving(database_url=address, redis_url=redis_url, workers=2) as server:
        yield server
    databases.drop_database(postgres, address)


@pytest.fixture(params=["embedded", "scaled"])
def server(request: pytest.FixtureRequest) -> Server:
    """Both ways to run."""
    found: Server = request.getfixturevalue(request.param)
    return found
