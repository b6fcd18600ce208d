import pytest
from flask import Flask

from app.kernel.db import Database
from app.people.services.passwords import change_password
from tests.cast import Cast

PASSWORD = "rivière et acier"


@pytest.fixture
def nadia(app: Flask, cast: Cast, database: Database) -> dict[str, str]:
    """The learner, with a password to sign in with."""
    with app.app_context(), database.writing() as session:
        change_password(session, cast.learner.id, PASSWORD)
    return {"email": "nadia@liege.example", "password": PASSWORD}
