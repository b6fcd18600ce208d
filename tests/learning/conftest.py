from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.kernel.db import Database
from tests.cast import Cast
from tests.learning.samples import Study, begin

Aside = Callable[[], AbstractContextManager[Session]]


@pytest.fixture
def study(session: Session, cast: Cast) -> Study:
    """Nadia has begun the sample module a moment ago."""
    return begin(session, cast)


@pytest.fixture
def aside(app: Flask, database: Database) -> Aside:
    """A writing unit of work, committed and closed with its application context.

    For tests that also call as a client: a request made inside an open context would share what it remembers.
    """

    @contextmanager
    def opened() -> Iterator[Session]:
        with app.app_context(), database.writing() as session:
            yield session

    return opened


@pytest.fixture
def begun(aside: Aside, cast: Cast) -> Study:
    """As `study`, for tests that call as a client."""
    with aside() as session:
        return begin(session, cast)
