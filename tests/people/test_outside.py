"""Signing in with an account outside: whose it is, how it is linked, and whom it does not let in."""

import json
import re
import threading
from collections.abc import Callable, Iterator
from html import unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pydantic import SecretStr
from sqlalchemy import func, select

from app.kernel.audit import AuditLine
from app.kernel.clock import now
from app.kernel.db import Database
from app.kernel.ids import new_id
from app.kernel.outbox import OutboxRow
from app.kernel.unit_of_work import is_writing
from app.people.models import CodeKey, OutsideAccount, Passkey, Person
from app.people.provider import open_provider
from app.people.services.passkeys import remove_passkey
from app.people.services.passwords import change_password
from app.people.ways_in import LastWayIn
from app.settings import Settings, SettingsInvalid, load_settings
from tests.cast import Cast, Member
from tests.databases import free_port
from tests.outside import come_back, go_there, go_there_and_back, say_of
from tests.pages import post, token_in
from tests.people.conftest import PASSWORD

NADIA = "nadia@liege.example"
BUTTON = "Continuer avec Wallonie"
Rules = Callable[..., None]


@pytest.fixture
def settings(settings: Settings, provider: str) -> Settings:
    return settings.model_copy(
        update={
            "oidc_issuer": provider,
            "oidc_client_id": "compagnon",
            "oidc_client_secret": SecretStr("between us"),
            "oidc_name": "Wallonie",
        }
    )


@pytest.fixture
def rules(app: Flask) -> Rules:
    """Other settings for the rest of the test."""

    def change(**settings: object) -> None:
        running = app.extensions["compagnon"]
        running.settings = running.settings.model_copy(update=settings)
        open_provider(app, running.settings)

    return change


@pytest.fixture
def subject() -> str:
    """A name at the provider that no other test has used."""
    return new_id().hex


@pytest.fixture
def linked(client: FlaskClient, cast: Cast, subject: str) -> str:
    """Nadia has linked this account, and is signed out."""
    cast.learner.sit_down(client)
    go_there_and_back(client, subject, "/profile/outside/show")
    post(client, "/profile/outside", page="/profile/outside")
    client.delete_cookie("compagnon")
    return subject


def accounts(database: Database) -> dict[str, str]:
    with database.reading() as session:
        rows = session.execute(
            select(OutsideAccount.subject, Person.given_name).join(
                Person, Person.id == OutsideAccount.person_id
            )
        )
        return {row.subject: row.given_name for row in rows}


def told_by_mail(database: Database) -> list[str]:
    with database.reading() as session:
        mails = session.scalars(select(OutboxRow).where(OutboxRow.handler == "mail"))
        return [mail.payload["to"] for mail in mails if "vient de changer" in mail.payload["text"]]


def people(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count(Person.id))) or 0


def words(answer: object) -> str:
    """A page without what differs from one time to the next."""
    return re.sub(r"[\w.-]{60,}|[0-9a-f]{32}", "", answer.text)  # type: ignore[attr-defined]


@pytest.mark.postgres
def test_someone_signed_in_links_an_account_by_saying_yes_and_signs_in_with_it(
    client: FlaskClient, app: Flask, cast: Cast, database: Database, subject: str
) -> None:
    cast.learner.sit_down(client)
    shown = go_there_and_back(client, subject, "/profile/outside/show")
    assert shown.location == "/profile/outside"
    page = client.get("/profile/outside").text
    assert "Est-ce bien votre compte" in page
    assert subject in page
    assert accounts(database) == {}
    post(client, "/profile/outside", page="/profile/outside")
    assert accounts(database) == {subject: "Nadia"}
    assert told_by_mail(database) == [NADIA]
    other = app.test_client()
    assert BUTTON in other.get("/sign-in").text
    assert go_there_and_back(other, subject, "/sign-in/outside?next=/profile").location == "/profile"
    assert "avec un compte extérieur" in other.get("/profile").text
    with database.reading() as session:
        line = session.scalars(select(AuditLine).where(AuditLine.act == "outside_account_linked")).one()
    assert (line.actor_id, line.person_id) == (cast.learner.id, cast.learner.id)


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


@pytest.mark.postgres
def test_whoever_is_not_linked_is_refused_in_the_same_words_and_nobody_is_made(
    client: FlaskClient, app: Flask, cast: Cast, database: Database, provider: str, linked: str
) -> None:
    with database.writing() as session:
        session.get_one(Person, cast.learner.id).suspended_at = now()
    before, answers = people(database), []
    say_of(provider, "stranger", email="account@elsewhere.example", email_verified=True)
    say_of(provider, "borrowed", email="sabine@liege.example", email_verified=True)
    for subject in ("stranger", "borrowed", linked):
        answers.append((go_there_and_back(app.test_client(), subject), subject))
    assert {answer.status_code for answer, _ in answers} == {403}
    texts = {
        words(answer).replace("account@elsewhere.example", "").replace("sabine@liege.example", "")
        for answer, _ in answers
    }
    assert len(texts) == 1
    assert "/sign-in?next=/profile/outside" in unescape(texts.pop())
    assert (people(database), accounts(database)) == (before, {linked: "Nadia"})


@pytest.mark.postgres
def test_a_trusted_provider_opens_by_a_verified_address_and_never_by_another(
    app: Flask, cast: Cast, database: Database, provider: str, subject: str, rules: Rules
) -> None:
    rules(oidc_trust_email=True)
    say_of(provider, subject, email=NADIA.upper(), email_verified=False)
    assert go_there_and_back(app.test_client(), subject).status_code == 403
    say_of(provider, subject, email=NADIA.upper(), email_verified="true")
    assert go_there_and_back(app.test_client(), subject).status_code == 403
    say_of(provider, subject, email=NADIA.upper(), email_verified=True)
    assert go_there_and_back(app.test_client(), subject).status_code == 303
    assert accounts(database) == {subject: "Nadia"}
    assert told_by_mail(database) == [NADIA]
    # The address has passed to someone else at the provider.
    say_of(provider, f"{subject}2", email=NADIA, email_verified=True)
    assert go_there_and_back(app.test_client(), f"{subject}2").status_code == 403
    # Nadia's address at the provider has changed: she is the same.
    say_of(provider, subject, email="sabine@liege.example", email_verified=True)
    assert go_there_and_back(app.test_client(), subject).status_code == 303
    assert accounts(database) == {subject: "Nadia"}


def test_newcomers_get_one_account_without_a_role_where_the_installation_wants_them(
    app: Flask, cast: Cast, database: Database, provider: str, subject: str, rules: Rules
) -> None:
    before = people(database)
    say_of(provider, subject, email=f"{subject}@new.example", email_verified=True, given_name="Noor")
    rules(oidc_trust_email=True)
    assert go_there_and_back(app.test_client(), subject).status_code == 403
    rules(oidc_trust_email=True, oidc_known_people_only=False)
    client = app.test_client()
    assert go_there_and_back(client, subject).status_code == 303
    assert client.get("/", follow_redirects=True).status_code == 200
    assert go_there_and_back(app.test_client(), subject).status_code == 303
    assert (people(database), accounts(database)) == (before + 1, {subject: "Noor"})


def test_the_second_step_is_asked_unless_a_trusted_provider_has_asked_one(
    client: FlaskClient, app: Flask, cast: Cast, database: Database, provider: str, linked: str, rules: Rules
) -> None:
    with database.writing() as session:
        session.add(CodeKey(person_id=cast.learner.id, sealed="-", made_at=now()))
    asked = "/sign-in/step?next=/profile"
    say_of(provider, linked, amr=["pwd", "mfa"])
    assert go_there_and_back(client, linked, "/sign-in/outside?next=/profile").location == asked
    assert client.get("/profile").status_code == 302
    rules(oidc_trust_second_step=True)
    assert go_there_and_back(client, linked, "/sign-in/outside?next=/profile").location == "/profile"
    say_of(provider, linked, amr=["pwd"])
    client.delete_cookie("compagnon")
    assert go_there_and_back(client, linked, "/sign-in/outside?next=/profile").location == asked


@pytest.mark.usefixtures("cast")
def test_one_lands_on_our_own_pages_alone(client: FlaskClient, app: Flask, linked: str) -> None:
    for next_one in ("//elsewhere.example/", "https://elsewhere.example/", "/\\elsewhere.example"):
        answer = go_there_and_back(app.test_client(), linked, f"/sign-in/outside?next={next_one}")
        assert (answer.status_code, answer.location) == (303, "/")


def test_an_account_that_is_someone_elses_is_not_linked_again(
    client: FlaskClient, app: Flask, cast: Cast, database: Database, linked: str
) -> None:
    cast.second_learner.sit_down(client)
    go_there_and_back(client, linked, "/profile/outside/show")
    refused = post(client, "/profile/outside", page="/profile/outside")
    assert (refused.status_code, "déjà lié à une autre personne" in refused.text) == (409, True)
    assert accounts(database) == {linked: "Nadia"}


def test_an_old_sitting_links_no_account(client: FlaskClient, cast: Cast, clock, subject: str) -> None:
    cast.learner.sit_down(client)
    go_there_and_back(client, subject, "/profile/outside/show")
    token = token_in(client.get("/profile/outside").text)
    clock.move(minutes=16)
    assert client.get("/profile/outside/show").location == "/profile/outside"
    assert client.post("/profile/outside", data={"csrf_token": token}).status_code == 303
    assert "reconnectez-vous" in client.get("/profile/outside").text


def test_an_account_goes_unless_it_is_the_last_way_in(
    client: FlaskClient, app: Flask, cast: Cast, database: Database, linked: str
) -> None:
    assert go_there_and_back(client, linked).status_code == 303
    page = client.get("/profile/outside").text
    assert "seule façon d’entrer" in page
    assert "/profile/outside/remove" not in page
    token = token_in(client.get("/profile").text)
    assert client.post("/profile/outside/remove", data={"csrf_token": token}).status_code == 409
    with app.app_context(), database.writing() as session:
        change_password(session, cast.learner.id, PASSWORD)
    assert post(client, "/profile/outside/remove", page="/profile/outside").status_code == 303
    assert accounts(database) == {}
    assert go_there_and_back(app.test_client(), linked).status_code == 403


def test_the_last_passkey_of_someone_without_another_way_in_stays(
    app: Flask, cast: Cast, database: Database
) -> None:
    def add(name: str, member: Member) -> Passkey:
        return Passkey(person_id=member.id, credential=name, public_key="-", made_at=now())

    with app.app_context(), database.writing() as session:
        first, second = add("first", cast.learner), add("second", cast.learner)
        session.add_all([first, second])
        session.flush()
        remove_passkey(session, cast.learner.actor, passkey_id=first.id)
        with pytest.raises(LastWayIn):
            remove_passkey(session, cast.learner.actor, passkey_id=second.id)


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


@pytest.fixture
def impostor() -> Iterator[tuple[str, list[str]]]:
    """A server that says it is another provider, or breaks under `/broken`; and what it was asked."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            here = f"http://{self.headers['Host']}"
            told = {"issuer": "https://elsewhere.example", "authorization_endpoint": f"{here}/authorize"}
            self.send_response(500 if "broken" in self.path else 200)
            self.end_headers()
            self.wfile.write(json.dumps(told).encode())

        def log_message(self, *_args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}", asked
        server.shutdown()
        thread.join()


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
