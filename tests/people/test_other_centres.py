"""What is done to the people of one centre leaves every row of the others as it was, byte for byte."""

import re

import pytest
from flask import Flask

from app.kernel.db import Database
from app.kernel.runtime import Runtime
from app.people.erasing.act import erase_person
from tests.cast import Cast
from tests.people.belonging import digests_of
from tests.planted import World, plant

pytestmark = pytest.mark.postgres


@pytest.fixture
def running(app: Flask) -> Runtime:
    app.config["WTF_CSRF_ENABLED"] = False
    found: Runtime = app.extensions["compagnon"]
    return found


@pytest.fixture
def world(app: Flask, running: Runtime, cast: Cast) -> World:
    with app.app_context(), running.database.writing() as session:
        return plant(session, running.store, cast)


def digests(database: Database, world: World) -> tuple[dict[str, str], dict[str, str]]:
    """Of the first centre, and of the other."""
    with database.reading() as session:
        return digests_of(session, world.here.centre_id), digests_of(session, world.there.centre_id)


def test_erasing_people_of_one_centre_changes_nothing_in_another(
    app: Flask, running: Runtime, cast: Cast, world: World
) -> None:
    here, there = digests(running.database, world)
    assert len(there) > 30
    for member in (cast.learner, cast.author, cast.host):
        with app.app_context():
            erase_person(running, member.id, by=cast.manager.id)
    after_here, after_there = digests(running.database, world)
    assert after_there == there
    assert len([name for name in here if after_here.get(name) != here[name]]) > 15


def test_taking_a_list_of_people_into_one_centre_changes_nothing_in_another(
    app: Flask, running: Runtime, cast: Cast, world: World
) -> None:
    here, there = digests(running.database, world)
    client = cast.manager.sit_down(app.test_client())
    table = "prénom;nom;e-mail;groupe\nAlix;Test;alix@liege.example;1A\nInès;Test;ines@mons.example;1A\n"
    page = client.post("/centre/people/table", data={"text": table})
    seen = re.search(r'name="seen" value="(\w+)"', page.text)
    assert seen, page.text
    taken = client.post("/centre/people/table/take", data={"text": table, "seen": seen[1], "mails": "1"})
    assert taken.status_code == 303
    after_here, after_there = digests(running.database, world)
    assert after_here["people_membership"] != here["people_membership"]
    assert after_there == there
