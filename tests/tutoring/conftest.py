import contextvars
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.cast import Cast
from tests.tutoring.accompanied import Accompanied, accompany


@pytest.fixture
def nadia(session: Session, cast: Cast) -> Accompanied:
    """Nadia has begun the sample module a moment ago, with Sabine."""
    return accompany(session, cast.learner, cast.tutor, centre_id=cast.centre_id)


class Apart(FlaskClient):
    """A client whose requests do not share the application context that a test's `session` holds open."""

    def open(self, *arguments: Any, **more: Any) -> Any:
        return contextvars.Context().run(super().open, *arguments, **more)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    app.config["WTF_CSRF_ENABLED"] = False
    app.test_client_class = Apart
    return app.test_client()
