"""The way to the provider and back, and what is believed of it."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.kernel.unit_of_work import is_writing
from app.settings import Settings, SettingsInvalid, load_settings
from tests.cast import Cast
from tests.databases import free_port
from tests.outside import come_back, go_there, go_there_and_back
from tests.pages import post, token_in
from tests.people.outside.conftest import Rules

NADIA = "nadia@liege.example"
BUTTON = "Continuer avec Wallonie"


def test_the_way_there_carries_state_nonce_and_pkce_and_the_header_stays_as_narrow(
    client: FlaskClient, provider: str
) -> None:
    page = client.get("/sign-in?next=/learn")
    assert "form-action 'self';" in page.headers["Content-Security-Policy"]
    there = urlsplit(re.findall(r'href="(/sign-in/outside[^"]*)"', page.text)[0])
    sent = client.get(unescape(there.geturl()))
    assert sent.location.startswith(f"{provider}/oauth2/authorize?")
    asked = parse_qs(urlsplit(sent.location).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == ["http://127.0.0.1:8000/sign-in/outside/back"]
    assert asked["response_type"] == ["code"]
    assert {"state", "nonce", "code_challenge"} <= set(asked)


def test_what_another_browser_began_or_what_has_served_opens_nothing(
    client: FlaskClient, app: Flask, linked: str
) -> None:
    other = app.test_client()
    back = go_there(client, linked)
    assert come_back(other, back).status_code == 422
    assert come_back(client, back).status_code == 303
    client.delete_cookie("compagnon")
    assert come_back(client, back).status_code == 422
    # A code that was given for another browser's nonce.
    code = parse_qs(urlsplit(go_there(app.test_client(), linked)).query)["code"][0]
    own = go_there(client, linked)
    swapped = come_back(client, re.sub(r"code=[^&]*", f"code={code}", own))
    assert (swapped.status_code, "Rien n’a changé" in swapped.text) == (422, True)
    assert client.get("/profile").status_code == 302


def test_whoever_says_no_there_is_told_that_nothing_changed(client: FlaskClient) -> None:
    client.get("/sign-in/outside?next=/learn")
    answer = come_back(client, "/sign-in/outside/back?error=access_denied&state=none")
    assert (answer.status_code, "Essayer encore" in answer.text) == (422, True)


def test_a_provider_that_is_away_leaves_the_other_ways(
    client: FlaskClient, app: Flask, clock, provider: str, rules: Rules
) -> None:
    rules(oidc_issuer=f"http://127.0.0.1:{free_port()}")
    answer = come_back(client, "/sign-in/outside?next=/learn")
    assert (answer.status_code, "Wallonie ne répond pas" in answer.text) == (503, True)
    page = unescape(answer.text)
    for address in ("/sign-in/outside?next=/learn", "/card?next=/learn", "/sign-in?next=/learn"):
        assert f'href="{address}' in page


def test_a_provider_that_did_not_answer_rests_before_it_is_asked_again(
    client: FlaskClient, clock, rules: Rules, impostor
) -> None:
    address, asked = impostor
    rules(oidc_issuer=f"{address}/broken")
    for _ in range(3):
        assert come_back(client, "/sign-in/outside").status_code == 503
    assert len(asked) == 1
    clock.move(seconds=11)
    client.get("/sign-in/outside")
    assert len(asked) == 2


def test_a_provider_that_says_it_is_another_one_is_not_believed(
    client: FlaskClient, rules: Rules, impostor
) -> None:
    rules(oidc_issuer=impostor[0])
    assert come_back(client, "/sign-in/outside").status_code == 422


def test_a_form_whose_sitting_has_ended_is_sent_after_signing_in_in_another_tab(
    client: FlaskClient, cast: Cast, linked: str
) -> None:
    typed = {"given_name": "Nadia la deuxième", "language": "fr"}
    ended = client.post("/profile", data=typed, headers={"Sec-Fetch-Site": "same-origin"})
    assert (ended.status_code, "dans un autre onglet" in ended.text) == (401, True)
    go_there_and_back(client, linked)
    token = token_in(ended.text)
    again = client.post(
        "/profile", data={**typed, "csrf_token": token}, headers={"Sec-Fetch-Site": "same-origin"}
    )
    assert "Nadia la deuxième" in again.text
    assert post(client, "/profile", page="/profile", **typed).status_code == 303


def test_nothing_of_it_is_on_screen_where_it_is_not_configured(
    client: FlaskClient, cast: Cast, rules: Rules
) -> None:
    rules(oidc_issuer="", oidc_client_id="")
    pages = [client.get("/sign-in"), client.get("/card"), cast.learner.sit_down(client).get("/profile")]
    assert not any("Continuer avec" in page.text or "outside" in page.text for page in pages)
    for address in (
        "/sign-in/outside",
        "/sign-in/outside/back",
        "/sign-in/outside/stopped",
        "/profile/outside",
    ):
        assert client.get(address).status_code == 404


def test_a_get_writes_nowhere_but_where_the_provider_sends_people_back(app: Flask) -> None:
    writing = {name for name, view in app.view_functions.items() if is_writing(view)}
    assert writing == {"people.come_back_from_outside"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"oidc_issuer": "http://login.example", "oidc_client_id": "compagnon"},
        {"oidc_issuer": "https://login.example?x=1", "oidc_client_id": "compagnon"},
        {"oidc_issuer": "https://login.example"},
        {"oidc_client_id": "compagnon"},
        {"oidc_issuer": "https://l.example", "oidc_client_id": "c", "oidc_known_people_only": False},
    ],
)
def test_a_provider_that_cannot_work_is_named_at_start(wrong: dict[str, object]) -> None:
    with pytest.raises(SettingsInvalid, match="OIDC_"):
        load_settings(**wrong)


def test_the_secret_of_the_provider_is_not_shown(settings: Settings) -> None:
    shown = {one.name: one.value for one in settings.shown()}
    assert shown["OIDC_CLIENT_SECRET"] == "•••"
    assert "between us" not in str(settings.shown())
