"""The browsers a person is signed in with: which, since when, how, roughly from where."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.people.services.sign_in import open_sitting
from app.people.sittings import coarse_network
from tests.cast import Cast


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("81.240.17.3", "81.240"),
        ("2a02:a03f:83b4:1:2:3:4:5", "2a02:a03f"),
        ("::ffff:81.240.17.3", "81.240"),
        ("unix:", ""),
        ("", ""),
    ],
)
def test_half_an_address_is_kept_at_most(address: str, kept: str) -> None:
    assert coarse_network(address) == kept


def test_the_profile_says_how_each_browser_came_in_and_whether_from_elsewhere(
    client: FlaskClient, app: Flask, cast: Cast, database
) -> None:
    with app.app_context(), database.writing() as session:
        for device, network in (("Firefox, Mac", "127.0"), ("Chrome, Windows", "81.240")):
            open_sitting(session, person_id=cast.learner.id, device=device, network=network)
    cast.learner.sit_down(client)
    page = client.get("/profile").text
    assert page.count("avec un mot de passe") == 3
    assert page.count("Depuis le même réseau que vous maintenant") == 1
    assert "Depuis un autre réseau\u00a0: 81.240…" in page


def test_a_sitting_that_has_gone_cold_is_not_listed_as_open(
    client: FlaskClient, app: Flask, cast: Cast, database, clock
) -> None:
    with app.app_context(), database.writing() as session:
        open_sitting(session, person_id=cast.learner.id, device="Edge, Windows")
    clock.move(hours=11)
    with app.app_context(), database.writing() as session:
        fresh = open_sitting(session, person_id=cast.learner.id, device="Chrome, Android")
    clock.move(hours=2)
    with client.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"] = fresh.secret, True
    page = client.get("/profile").text
    assert "Chrome, Android" in page
    assert "Edge, Windows" not in page
