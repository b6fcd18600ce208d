"""What every answer carries, on every route."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from app.kernel.clock import clock_set_to
from app.settings import Settings, load_settings
from tests.cast import Cast
from tests.front_end import stand_in_where_not_built
from tests.pages import post, token_in

VALUES = {
    "uuid": "00000000-0000-7000-8000-000000000000",
    "int": "1",
    "number": "1",
    "default": "x",
    "path": "x",
}
EXPECTED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def addresses(app: Flask) -> list[tuple[str, str]]:
    """Each route once, with values that lead nowhere."""
    found = []
    for rule in app.url_map.iter_rules():
        kinds = {name: type(rule._converters[name]).__name__.lower() for name in rule.arguments}
        values = {
            name: next((value for key, value in VALUES.items() if key in kind), "x")
            for name, kind in kinds.items()
        }
        built = rule.build(values)
        assert built, rule
        found += [(method, built[1]) for method in sorted(rule.methods - {"HEAD", "OPTIONS"})]
    return found


def test_every_answer_carries_the_security_headers(app: Flask, client: FlaskClient, cast: Cast) -> None:
    cast.manager.sit_down(client)
    for method, address in addresses(app):
        answer = client.open(address, method=method)
        assert answer.status_code < 500, (method, address)
        carried = {name: answer.headers.get(name) for name in EXPECTED}
        assert carried == EXPECTED, (method, address)
        policy = answer.headers["Content-Security-Policy"]
        assert "unsafe-inline" not in policy
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["X-Request-Id"]


def test_every_form_without_its_token_is_refused(app: Flask, client: FlaskClient, cast: Cast) -> None:
    cast.manager.sit_down(client)
    for method, address in addresses(app):
        if method != "GET" and not address.startswith("/api/"):
            answer = client.open(address, method=method, data={"email": "a@b.example"})
            assert answer.status_code == 400, (method, address)


def test_a_call_with_a_cookie_from_another_site_is_refused(
    app: Flask, client: FlaskClient, cast: Cast
) -> None:
    cast.manager.sit_down(client)
    for method, address in addresses(app):
        if method != "GET" and address.startswith("/api/"):
            answer = client.open(address, method=method, json={}, headers={"Origin": "https://evil.example"})
            assert answer.status_code == 403, (method, address)
            assert answer.json["code"] in ("foreign_origin", "denied"), (method, address)


def test_no_page_has_script_or_style_in_its_markup(app: Flask, client: FlaskClient, cast: Cast) -> None:
    cast.manager.sit_down(client)
    for method, address in addresses(app):
        if method == "GET" and not address.startswith("/assets/"):
            page = client.get(address).text
            for inline in (" style=", " onclick=", "<style", "javascript:", "<script>"):
                assert inline not in page, (address, inline)


@pytest.fixture
def https(settings: Settings) -> Settings:
    return load_settings(**{**settings.model_dump(), "public_url": "https://compagnon.example"})


def test_over_https_the_cookie_is_bound_to_the_host(https: Settings, clock) -> None:
    with clock_set_to(clock):
        app = create_app(https)
        stand_in_where_not_built(app)
        answer = app.test_client().get("/sign-in", base_url="https://compagnon.example")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-compagnon=")
    for flag in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert flag in cookie
    assert "Domain" not in cookie
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    app.extensions["compagnon_database"].dispose()


def test_without_https_the_cookie_is_hidden_from_scripts(client: FlaskClient) -> None:
    cookie = client.get("/sign-in").headers["Set-Cookie"]
    assert cookie.startswith("compagnon=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_a_surprise_is_a_page_with_its_reference(app: Flask, client: FlaskClient) -> None:
    from app.kernel.access import PUBLIC, needs

    @app.get("/surprise")
    @needs(PUBLIC)
    def surprise() -> str:
        raise RuntimeError("secret detail")

    answer = client.get("/surprise")
    assert answer.status_code == 500
    assert answer.headers["X-Request-Id"] in answer.text
    assert "secret detail" not in answer.text


def test_an_unknown_address_is_said_to_people_in_a_page_and_to_programs_in_a_problem(
    client: FlaskClient,
) -> None:
    assert "Cette page n’est pas ici" in client.get("/nulle-part").text
    assert client.get("/api/v1/nowhere").json["code"] == "not_found"


@pytest.mark.parametrize("elsewhere", ["https://evil.example", "//evil.example", "/\\evil.example"])
def test_choosing_a_language_never_leads_to_another_site(client: FlaskClient, elsewhere: str) -> None:
    assert post(client, "/language", language="en", next=elsewhere).location == "/"
    assert token_in(client.get("/sign-in").text)
