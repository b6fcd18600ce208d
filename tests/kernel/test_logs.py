"""What an operator reads when something nobody has thought of goes wrong."""

import json
from collections.abc import Iterator
from io import StringIO

import pytest
import structlog
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app import create_app
from app.kernel.access import PUBLIC, needs
from app.kernel.db import Database
from app.kernel.installation import Mark
from app.settings import Settings

WRITTEN = "ce que quelqu’un a écrit"


@pytest.fixture
def written() -> StringIO:
    return StringIO()


@pytest.fixture
def breaking(settings: Settings, written: StringIO) -> Iterator[Flask]:
    """An application with a page that fails, and writes where the test reads."""
    before = structlog.get_config()
    app = create_app(settings.model_copy(update={"log_level": "INFO"}))
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(written))
    app.config["PROPAGATE_EXCEPTIONS"] = False

    @app.get("/breaks")
    @needs(PUBLIC)
    def breaks() -> str:
        raise ZeroDivisionError("one line\nand another")

    yield app
    app.extensions["compagnon_database"].dispose()
    structlog.configure(**before)


def test_an_unexpected_error_is_one_line_with_the_id_that_its_page_shows(
    breaking: Flask, written: StringIO
) -> None:
    answer = breaking.test_client().get("/breaks")
    assert answer.status_code == 500
    told = [json.loads(line) for line in written.getvalue().splitlines()]
    failed = next(line for line in told if line["event"] == "request_failed")
    assert failed["request"] == answer.headers["X-Request-Id"]
    assert (failed["method"], failed["path"]) == ("GET", "/breaks")
    assert "ZeroDivisionError" in failed["exception"]


def test_an_error_of_the_database_does_not_repeat_what_people_wrote(database: Database) -> None:
    with database.session(writes=True) as session:
        session.execute(text("SELECT 1"))
        session.add(Mark(name="twice", value=WRITTEN))
        session.flush()
        session.expunge_all()
        session.add(Mark(name="twice", value=WRITTEN))
        with pytest.raises(IntegrityError) as failed:
            session.flush()
    assert WRITTEN not in str(failed.value)
