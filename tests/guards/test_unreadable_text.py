"""A NUL anywhere in what is sent is refused in words, on either database."""

from typing import Any

import pytest
from flask import Flask

from app.kernel.db import Database
from tests.cast import Cast, Member
from tests.guards.access import ALL
from tests.guards.access.rows import Row
from tests.planted import World, plant

pytestmark = pytest.mark.postgres


@pytest.fixture
def world(app: Flask, database: Database, cast: Cast) -> World:
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context(), database.writing() as session:
        return plant(session, app.extensions["compagnon"].store, cast)


def test_a_nul_in_a_field_an_address_or_a_query_is_refused(app: Flask, cast: Cast, world: World) -> None:
    found = {row.rule: statuses(app, cast, row, world) for row in ALL}
    assert {
        rule: wrong for rule, status in found.items() if (wrong := [one for one in status if one >= 500])
    } == {}


def statuses(app: Flask, cast: Cast, row: Row, world: World) -> list[int]:
    """What the route answers to someone who may call it."""
    who: Member = getattr(cast, sorted(row.sees & row.enters or row.enters)[0])
    client = app.test_client() if row.is_call else who.sit_down(app.test_client())
    headers = {"Sec-Fetch-Site": "same-origin"} | (who.bearer if row.is_call else {})
    values = row.values(world.here)
    tries: list[tuple[str, dict[str, Any]]] = [(row.address(values), {"query_string": "q=a%00b&search=%00"})]
    tries += [(row.address(values | {name: "a\0b"}), {}) for name in values]
    if row.json:
        tries += [(row.address(values), {"json": each}) for each in with_nul(row.json(world.here))]
    if row.form:
        tries += [(row.address(values), {"data": each}) for each in with_nul(row.form(world.here))]
    return [client.open(path, method=row.method, headers=headers, **more).status_code for path, more in tries]


def with_nul(body: dict[str, Any]) -> list[dict[str, Any]]:
    return [body | {name: f"{value}\0"} for name, value in body.items() if isinstance(value, str)]
