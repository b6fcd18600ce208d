"""A rotated key signs nobody out, closes no form and no link; a forgotten one does."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.people.models import Person
from app.people.services.passwords import make_password_link
from tests.cast import Cast
from tests.conftest import Hands

pytestmark = pytest.mark.postgres


@pytest.fixture
def other_process(settings, app: Flask) -> FlaskClient:
    """A second process of the same installation, started before the rotation."""
    from app import create_app
    from tests.front_end import stand_in_where_not_built

    second = create_app(settings)
    stand_in_where_not_built(second)
    yield second.test_client()
    second.extensions["compagnon_database"].dispose()


def rotate(app: Flask, *words: str) -> str:
    done = app.test_cli_runner().invoke(args=["compagnon", "rotate-key", *words])
    assert done.exit_code == 0, done.output
    return done.output


def form_token(client: FlaskClient) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/profile").text)
    assert found
    return found[1]


def save(client: FlaskClient, token: str) -> int:
    form = {"given_name": "Nadia", "language": "fr", "csrf_token": token}
    return client.post("/profile", data=form).status_code


def take_cookie(source: FlaskClient, target: FlaskClient) -> None:
    """One browser, answered by one process and then by the other."""
    name = source.application.config["SESSION_COOKIE_NAME"]
    cookie = source.get_cookie(name)
    assert cookie is not None
    target.set_cookie(name, cookie.value)


def test_people_stay_signed_in_and_their_open_forms_count(
    app: Flask, client: FlaskClient, cast: Cast
) -> None:
    cast.learner.sit_down(client)
    token = form_token(client)
    assert "nobody is signed out" in rotate(app)
    assert client.get("/profile").status_code == 200
    assert save(client, token) == 303
    rotate(app)
    assert save(client, token) == 303


def test_a_process_that_was_there_before_takes_the_new_key(
    app: Flask, client: FlaskClient, other_process: FlaskClient, cast: Cast
) -> None:
    assert other_process.get("/sign-in").status_code == 200
    rotate(app)
    cast.learner.sit_down(client)
    take_cookie(client, other_process)
    token = form_token(other_process)
    take_cookie(other_process, client)
    assert save(client, token) == 303


def test_tokens_and_password_links_know_no_key(app: Flask, client: FlaskClient, cast: Cast, database) -> None:
    with database.writing() as session:
        person = session.get_one(Person, cast.learner.id)
        secret = make_password_link(session, person)
    rotate(app, "--forget")
    assert client.get("/api/v1/me", headers=cast.learner.bearer).status_code == 200
    assert client.get(f"/password/new/{secret}").status_code == 200


def test_a_former_key_is_accepted_until_what_it_signed_is_over(
    app: Flask, client: FlaskClient, cast: Cast, clock: Hands
) -> None:
    cast.learner.sit_down(client)
    token = form_token(client)
    rotate(app)
    clock.move(hours=11)
    assert save(client, token) == 303
    clock.move(days=31)
    assert client.get("/profile").status_code == 302


def test_a_key_that_leaked_opens_nothing_any_more(app: Flask, client: FlaskClient, cast: Cast) -> None:
    cast.learner.sit_down(client)
    rotate(app, "--forget")
    assert client.get("/profile").status_code == 302
