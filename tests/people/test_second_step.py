"""The second step: a code of a telephone or of the paper, demanded from staff where the installation says so."""

import re
from html import unescape

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.kernel.audit import AuditLine
from app.kernel.db import Database
from app.people.models import CodeKey, Passkey, Person, RecoveryCode
from app.people.services.passwords import change_password
from app.settings import Settings
from tests.cast import Cast
from tests.pages import post, token_in
from tests.people.conftest import PASSWORD

pytestmark = pytest.mark.postgres

SABINE = {"email": "sabine@liege.example", "password": PASSWORD}
WRONG = "Ce code ne correspond pas"
LETTERS = re.compile(r'card-figure">([A-Z2-7 ]+)<')
PAPER = re.compile(r'card-figure">(\w{5}-\w{5})<')


@pytest.fixture
def sabine(app: Flask, cast: Cast, database: Database) -> dict[str, str]:
    with app.app_context(), database.writing() as session:
        change_password(session, cast.tutor.id, PASSWORD)
    return SABINE


@pytest.fixture
def demanding(app: Flask, settings: Settings) -> None:
    runtime = app.extensions["compagnon"]
    demands = settings.model_copy(update={"second_step_for_staff": True})
    object.__setattr__(runtime, "settings", demands)


def code_at(clock, secret: str) -> str:
    return pyotp.TOTP(secret).at(clock.moment)


def set_up(client: FlaskClient, clock, address: str = "/profile/second-step") -> tuple[str, list[str]]:
    """Scan, type, keep: the secret of the telephone, and the codes on paper."""
    page = client.get(address if address.startswith("/profile") else "/sign-in/step/new").text
    secret = LETTERS.findall(page)[0].replace(" ", "")
    sealed = re.findall(r'name="sealed" value="([^"]+)"', page)[0]
    fields = {"sealed": unescape(sealed), "step_code": code_at(clock, secret), "csrf_token": token_in(page)}
    done = client.post(address, data=fields)
    assert done.status_code == 200, done.text
    clock.move(seconds=60)
    return secret, PAPER.findall(done.text)


@pytest.fixture
def telephone(client: FlaskClient, cast: Cast, clock, sabine) -> tuple[str, list[str]]:
    """Sabine has codes; she is signed out."""
    cast.tutor.sit_down(client)
    kept = set_up(client, clock)
    client.delete_cookie("compagnon")
    return kept


def test_a_password_alone_does_not_open_and_the_code_does(
    client: FlaskClient, clock, sabine, telephone
) -> None:
    asked = post(client, "/sign-in", **sabine, next="/tutor")
    assert "Un dernier pas" in asked.text
    assert client.get("/profile").status_code == 302
    refused = post(client, "/sign-in/step", page="/sign-in/step", step_code="000000", next="/tutor")
    assert (refused.status_code, WRONG in refused.text) == (422, True)
    code = code_at(clock, telephone[0])
    assert (
        post(client, "/sign-in/step", page="/sign-in/step", step_code=code, next="/tutor").location
        == "/tutor"
    )
    assert client.get("/profile").status_code == 200


def test_a_code_serves_once_and_within_its_minute(
    client: FlaskClient, app: Flask, clock, sabine, telephone
) -> None:
    code = code_at(clock, telephone[0])
    post(client, "/sign-in", **sabine)
    assert post(client, "/sign-in/step", page="/sign-in/step", step_code=code).status_code == 303
    other = app.test_client()
    post(other, "/sign-in", **sabine)
    assert WRONG in post(other, "/sign-in/step", page="/sign-in/step", step_code=code).text
    clock.move(seconds=120)
    stale = code_at(clock, telephone[0])
    clock.move(seconds=90)
    assert WRONG in post(other, "/sign-in/step", page="/sign-in/step", step_code=stale).text


def test_a_code_on_paper_lets_in_once(client: FlaskClient, app: Flask, sabine, telephone) -> None:
    assert len(set(telephone[1])) == 10
    code = telephone[1][3].lower().replace("-", " ")
    for expected in (303, 422):
        other = app.test_client()
        post(other, "/sign-in", **sabine)
        taken = post(other, "/sign-in/step", page="/sign-in/step", step_code=code)
        assert taken.status_code == expected


def test_guessing_codes_is_slowed_down(client: FlaskClient, app: Flask, clock, sabine, telephone) -> None:
    post(client, "/sign-in", **sabine)
    for _ in range(5):
        post(client, "/sign-in/step", page="/sign-in/step", step_code="000000")
    code = code_at(clock, telephone[0])
    assert post(client, "/sign-in/step", page="/sign-in/step", step_code=code).status_code == 429
    clock.move(seconds=31)
    code = code_at(clock, telephone[0])
    assert post(client, "/sign-in/step", page="/sign-in/step", step_code=code).status_code == 303


def test_whoever_takes_longer_than_ten_minutes_begins_again(
    client: FlaskClient, clock, sabine, telephone
) -> None:
    post(client, "/sign-in", **sabine, next="/tutor")
    clock.move(minutes=10, seconds=1)
    assert client.get("/sign-in/step?next=/tutor").location == "/sign-in?next=/tutor"
    assert client.get("/sign-in/step/new").location == "/sign-in"


def test_a_token_of_a_program_asks_for_the_code_too(client: FlaskClient, clock, sabine, telephone) -> None:
    refused = client.post("/api/v1/tokens", json=sabine)
    assert (refused.status_code, refused.json["code"]) == (401, "second_step_missing")
    wrong = client.post("/api/v1/tokens", json=sabine | {"code": "000000"})
    assert (wrong.status_code, wrong.json["code"]) == (401, "wrong_code")
    code = code_at(clock, telephone[0])
    assert client.post("/api/v1/tokens", json=sabine | {"code": code}).status_code == 201


@pytest.mark.usefixtures("demanding")
def test_staff_without_codes_set_them_up_at_the_next_sign_in(
    client: FlaskClient, app: Flask, clock, sabine
) -> None:
    assert post(client, "/sign-in", **sabine, next="/tutor").location == "/sign-in/step/new?next=/tutor"
    assert client.get("/tutor").status_code == 302
    refused = app.test_client().post("/api/v1/tokens", json=sabine)
    assert (refused.status_code, refused.json["code"]) == (403, "second_step_to_set_up")
    assert post(client, "/sign-in/step", page="/sign-in/step/new", step_code="000000").status_code != 303
    _secret, paper = set_up(client, clock, "/sign-in/step/new")
    assert len(paper) == 10
    assert client.get("/tutor").status_code == 200


@pytest.mark.usefixtures("demanding")
def test_what_is_demanded_cannot_be_taken_off_and_learners_are_not_asked(
    client: FlaskClient, app: Flask, cast: Cast, clock, telephone, nadia
) -> None:
    cast.tutor.sit_down(client)
    assert "Ne plus demander" not in client.get("/profile/second-step").text
    code = code_at(clock, telephone[0])
    refused = post(client, "/profile/second-step/off", page="/profile/second-step", step_code=code)
    assert refused.status_code == 409
    assert post(app.test_client(), "/sign-in", **nadia).status_code == 303


def test_taking_it_off_and_new_paper_need_a_code(client: FlaskClient, cast: Cast, clock, telephone) -> None:
    cast.tutor.sit_down(client)
    for act in ("off", "paper"):
        address = f"/profile/second-step/{act}"
        assert post(client, address, page="/profile/second-step", step_code="000000").status_code == 422
    renewed = post(
        client, "/profile/second-step/paper", page="/profile/second-step", step_code=telephone[1][0]
    )
    fresh = PAPER.findall(renewed.text)
    assert len(fresh) == 10
    assert not set(fresh) & set(telephone[1])
    off = post(client, "/profile/second-step/off", page="/profile/second-step", step_code=fresh[0])
    assert off.status_code == 303
    assert "Scannez cette image" in client.get("/profile/second-step").text


def test_what_rests_in_the_database_makes_no_code(
    app: Flask, cast: Cast, database: Database, telephone
) -> None:
    with database.reading() as session:
        assert telephone[0] not in session.get_one(CodeKey, cast.tutor.id).sealed
        kept = {one.hash for one in session.query(RecoveryCode)}
        assert len(kept) == 10
        assert not kept & set(telephone[1])


def test_an_offer_of_another_persons_is_not_taken(
    client: FlaskClient, app: Flask, cast: Cast, clock, sabine
) -> None:
    """Whoever plants their own secret in another's form would know the codes."""
    cast.author.sit_down(client)
    page = client.get("/profile/second-step").text
    secret = LETTERS.findall(page)[0].replace(" ", "")
    sealed = unescape(re.findall(r'name="sealed" value="([^"]+)"', page)[0])
    other = cast.tutor.sit_down(app.test_client())
    fields = {"sealed": sealed, "step_code": code_at(clock, secret)}
    assert post(other, "/profile/second-step", page="/profile/second-step", **fields).status_code == 422


def test_the_centre_resets_who_has_lost_everything_and_that_is_written_down(
    client: FlaskClient, app: Flask, cast: Cast, database: Database, sabine, telephone
) -> None:
    manager = cast.manager.sit_down(app.test_client())
    panel = manager.get(f"/centre/people/{cast.tutor.id}/ways-in")
    assert "10 codes sur papier" in panel.text
    cast.tutor.sit_down(client)
    reset = post(manager, f"/centre/people/{cast.tutor.id}/second-step/reset", page="/centre/cards")
    assert reset.status_code == 303
    assert client.get("/profile").status_code == 302
    assert post(app.test_client(), "/sign-in", **sabine).status_code == 303
    with database.reading() as session:
        line = session.query(AuditLine).filter_by(act="second_step_reset").one()
        assert (line.actor_id, line.object_id) == (cast.manager.id, str(cast.tutor.id))


def test_nobody_resets_their_own_nor_the_networks(client: FlaskClient, cast: Cast) -> None:
    cast.manager.sit_down(client)
    for member in (cast.manager, cast.network):
        address = f"/centre/people/{member.id}/second-step/reset"
        assert post(client, address, page="/centre/cards").status_code == 403


def test_an_operator_resets_who_runs_the_network(
    app: Flask, cast: Cast, database: Database, telephone
) -> None:
    with database.reading() as session:
        email = session.get_one(Person, cast.tutor.id).email
    done = app.test_cli_runner().invoke(args=["compagnon", "reset-second-step", email])
    assert done.exit_code == 0, done.output
    with database.reading() as session:
        assert session.get(CodeKey, cast.tutor.id) is None
    unknown = app.test_cli_runner().invoke(args=["compagnon", "reset-second-step", "personne@x.example"])
    assert unknown.exit_code == 1


def test_the_person_is_told_by_mail_that_codes_were_set_up(
    app: Flask, cast: Cast, database: Database, telephone
) -> None:
    from app.kernel.outbox import OutboxRow

    with database.reading() as session:
        mails = [row.payload for row in session.query(OutboxRow).filter_by(handler="mail")]
    assert [mail["to"] for mail in mails] == ["sabine@liege.example"]
    assert "façon de vous connecter" in mails[0]["subject"]


@pytest.mark.usefixtures("demanding")
def test_whoever_has_a_passkey_alone_is_asked_for_it_and_not_for_a_code(
    client: FlaskClient, app: Flask, cast: Cast, database: Database, clock, sabine
) -> None:
    with database.writing() as session:
        session.add(
            Passkey(person_id=cast.tutor.id, credential="known", public_key="-", made_at=clock.moment)
        )
    asked = post(client, "/sign-in", **sabine, next="/tutor").text
    assert "Montrez une de vos clés d’accès" in asked
    assert "step_code" not in asked
    refused = app.test_client().post("/api/v1/tokens", json=sabine)
    assert (refused.status_code, refused.json["code"]) == (403, "second_step_to_set_up")
