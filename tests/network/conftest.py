import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.kernel.audit import AuditLine
from app.kernel.db import Database
from app.network.models import Centre, Closure
from tests.cast import Cast
from tests.in_centre.conftest import Workshop, set_up


class Look:
    """What the tables hold after a page was posted."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def centre(self, code: str) -> Centre:
        with self._database.reading() as session:
            return session.scalars(select(Centre).where(Centre.code == code)).one()

    def closures(self, code: str) -> list[Closure]:
        with self._database.reading() as session:
            return list(
                session.scalars(
                    select(Closure)
                    .join(Centre, Centre.id == Closure.centre_id)
                    .where(Centre.code == code)
                    .order_by(Closure.first_on, Closure.starts)
                )
            )

    def acts(self) -> list[AuditLine]:
        with self._database.reading() as session:
            return list(session.scalars(select(AuditLine).order_by(AuditLine.at, AuditLine.id)))


@pytest.fixture
def look(database: Database) -> Look:
    return Look(database)


@pytest.fixture
def omar(client: FlaskClient, cast: Cast) -> FlaskClient:
    """The network manager, at a browser."""
    return cast.network.sit_down(client)


@pytest.fixture
def chantal(app: Flask, cast: Cast) -> FlaskClient:
    """The centre's manager, at another."""
    return cast.manager.sit_down(app.test_client())


@pytest.fixture
def workshop(app: Flask, database: Database, cast: Cast) -> Workshop:
    """Thursday's session at the centre, three places."""
    with app.app_context(), database.writing() as session:
        return set_up(session, cast)
