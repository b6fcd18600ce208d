import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.kernel.db import Database
from app.people.services.passwords import change_password
from tests.cast import Cast

pytestmark = pytest.mark.postgres


@pytest.fixture
def nadia(app: Flask, cast: Cast, database: Database) -> dict[str, str]:
    with app.app_context(), database.writing() as session:
        change_password(session, cast.learner.id, "rivière et acier")
    return {"email": "nadia@liege.example", "password": "rivière et acier", "label": "essai"}


def test_a_token_opens_the_api_and_says_who_one_is(
    client: FlaskClient, cast: Cast, nadia: dict[str, str]
) -> None:
    made = client.post("/api/v1/tokens", json=nadia)
    assert made.status_code == 201
    me = client.get("/api/v1/me", headers={"Authorization": f"Bearer {made.json['token']}"})
    assert me.json["id"] == str(cast.learner.id)
    assert [(m["role"], m["from"], m["to"]) for m in me.json["memberships"]] == [
        ("learner", "2020-01-01", None)
    ]


def test_a_deleted_token_is_refused(client: FlaskClient, nadia: dict[str, str]) -> None:
    token = client.post("/api/v1/tokens", json=nadia).json["token"]
    bearer = {"Authorization": f"Bearer {token}"}
    assert client.delete("/api/v1/tokens/current", headers=bearer).status_code == 204
    refused = client.get("/api/v1/me", headers=bearer)
    assert (refused.status_code, refused.content_type, refused.json["code"]) == (
        401,
        "application/problem+json",
        "not_signed_in",
    )


@pytest.mark.parametrize("email", ["nadia@liege.example", "personne@liege.example"])
def test_a_wrong_password_and_an_unknown_account_are_answered_alike(
    client: FlaskClient, nadia: dict[str, str], email: str
) -> None:
    refused = client.post("/api/v1/tokens", json=nadia | {"email": email, "password": "autre chose"})
    assert (refused.status_code, refused.json["code"]) == (401, "wrong_password")


def test_guessing_is_slowed_down_and_ends_by_itself(
    client: FlaskClient, clock, nadia: dict[str, str]
) -> None:
    for _ in range(5):
        client.post("/api/v1/tokens", json=nadia | {"password": "deviné"})
    braked = client.post("/api/v1/tokens", json=nadia)
    assert braked.status_code == 429
    assert 0 < int(braked.headers["Retry-After"]) <= 30
    clock.move(seconds=31)
    assert client.post("/api/v1/tokens", json=nadia).status_code == 201


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [(b"{", 400, "not_json"), (b"[]", 422, "invalid"), (b'{"email": 3}', 422, "invalid")],
)
def test_a_body_that_cannot_be_read_is_refused_with_its_reason(
    client: FlaskClient, body: bytes, status: int, code: str
) -> None:
    answer = client.post("/api/v1/tokens", data=body, content_type="application/json")
    assert (answer.status_code, answer.json["code"]) == (status, code)
