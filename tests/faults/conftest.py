import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import databases
from tests.realtime.conftest import (  # noqa: F401
    _the_client_library_leaves_sockets_to_the_collector,
)
from tests.servers import Server, redis_server, serving

# Once in `make test`, more often in `make soak`.
ROUNDS = int(os.environ.get("COMPAGNON_SOAK", "1"))


def moments(earliest: float, latest: float) -> list[float]:
    """When to strike, in seconds from the beginning of the load: one for each round."""
    return [random.uniform(earliest, latest) for _ in range(ROUNDS)]


@pytest.fixture(params=range(ROUNDS))
def turn(request: pytest.FixtureRequest) -> int:
    """For tests that need everything afresh each time: `usefixtures("turn")`."""
    number: int = request.param
    return number


@pytest.fixture
def embedded(sqlite_template: Path, tmpfs: Path) -> Iterator[Server]:
    """One process of threads on SQLite, of this test alone."""
    with serving(database_url=databases.copy_of(sqlite_template, tmpfs)) as server:
        yield server


@pytest.fixture
def scaled(postgres: str, postgres_template: str) -> Iterator[Server]:
    """Two gevent processes on PostgreSQL and Redis, of this test alone."""
    address = databases.create_database(postgres, template=postgres_template)
    with redis_server() as redis_url, serving(database_url=address, redis_url=redis_url, workers=2) as server:
        yield server
    databases.drop_database(postgres, address)


@pytest.fixture(params=["embedded", "scaled"])
def server(request: pytest.FixtureRequest) -> Server:
    """Both ways to run."""
    found: Server = request.getfixturevalue(request.param)
    return found
