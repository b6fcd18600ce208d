"""A sitting that ends while someone writes: nothing typed is lost, nothing is sent behind their back."""

import re
from html import unescape

from flask.testing import FlaskClient

from app import create_app
from app.people.models import Person
from app.settings import Settings
from tests.cast import Cast
from tests.pages import token_in

OURS = {"Sec-Fetch-Site": "same-origin"}
TYPED = {"given_name": "Nadia", "family_name": "de la « Forge » & <fils>", "phone": "", "language": "fr"}


def hidden_fields(page: str) -> dict[str, str]:
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
    fields |= dict(re.findall(r'<textarea hidden name="([^"]+)">\n(.*?)</textarea>', page, re.S))
    return {name: unescape(value) for name, value in fields.items()}


def type_too_late(client: FlaskClient, cast: Cast, clock) -> str:
    """Write on the profile, and send after the night."""
    cast.learner.sit_down(client)
    token = token_in(client.get("/profile").text)
    clock.move(hours=13)
    answer = client.post("/profile", data={**TYPED, "csrf_token": token}, headers=OURS)
    assert answer.status_code == 401
    assert "Votre session a pris fin" in answer.text
    return answer.text


def test_what_was_typed_is_sent_after_signing_in_again(
    client: FlaskClient, cast: Cast, clock, database, nadia: dict[str, str]
) -> None:
    fields = hidden_fields(type_too_late(client, cast, clock))
    back = client.post("/sign-in", data={**fields, **nadia}, headers=OURS)
    assert back.status_code == 200
    assert "de la « Forge » &amp; &lt;fils&gt;" in back.text
    assert client.post("/profile", data=hidden_fields(back.text), headers=OURS).status_code == 303
    with database.reading() as session:
        assert session.get(Person, cast.learner.id).family_name == TYPED["family_name"]


def test_what_was_typed_outlives_a_wrong_password(
    client: FlaskClient, cast: Cast, clock, nadia: dict[str, str]
) -> None:
    fields = hidden_fields(type_too_late(client, cast, clock))
    again = client.post("/sign-in", data={**fields, **nadia, "password": "autre"}, headers=OURS)
    assert hidden_fields(again.text)["kept:family_name"] == TYPED["family_name"]


def test_a_password_is_never_kept_in_a_page(client: FlaskClient, cast: Cast, clock) -> None:
    cast.learner.sit_down(client)
    token = token_in(client.get("/profile").text)
    clock.move(hours=13)
    secrets = {"current": "mon ancien secret", "password": "mon nouveau secret", "csrf_token": token}
    answer = client.post("/profile/password", data=secrets, headers=OURS)
    assert "secret" not in answer.text


def test_signing_in_meanwhile_in_another_tab_loses_nothing(
    client: FlaskClient, cast: Cast, nadia: dict[str, str]
) -> None:
    cast.learner.sit_down(client)
    stale = token_in(client.get("/profile").text)
    client.post("/sign-in", data={**nadia, "csrf_token": stale}, headers=OURS)
    answer = client.post("/profile", data={**TYPED, "csrf_token": stale}, headers=OURS)
    assert answer.status_code == 400
    assert hidden_fields(answer.text)["family_name"] == TYPED["family_name"]


def test_another_site_cannot_have_its_fields_carried_through_a_sign_in(
    client: FlaskClient, cast: Cast
) -> None:
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        answer = client.post("/profile", data={"given_name": "Piège à clics"}, headers=headers)
        assert answer.status_code == 400
        assert "Piège" not in answer.text


def test_a_part_of_a_page_is_told_in_a_toast_and_nothing_is_replaced(client: FlaskClient) -> None:
    answer = client.get("/profile", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Reswap"]) == (401, "none")
    assert "Votre session a pris fin" in answer.headers["HX-Trigger"].encode().decode("unicode_escape")


def test_an_installation_decides_how_long_a_sitting_rests(settings: Settings, cast: Cast, clock) -> None:
    app = create_app(settings.model_copy(update={"sitting_idle_hours": 2}))
    client = cast.learner.sit_down(app.test_client())
    clock.move(hours=1)
    assert client.get("/profile").status_code == 200
    clock.move(hours=2)
    assert client.get("/profile").status_code == 302
    app.extensions["compagnon_database"].dispose()
    create_app(settings).extensions["compagnon_database"].dispose()
