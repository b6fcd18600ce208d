"""Whom an account outside lets in, and whom it does not."""

import re
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.kernel.clock import now
from app.kernel.db import Database
from app.people.models import CodeKey, Person
from tests.cast import Cast
from tests.outside import go_there_and_back, say_of
from tests.people.outside.conftest import Rules
from tests.people.outside.looks import accounts, told_by_mail

NADIA = "nadia@liege.example"
BUTTON = "Continuer avec Wallonie"


def words(answer: object) -> str:
    """A page without what differs from one time to the next."""
    return re.sub(r"[\w.-]{60,}|[0-9a-f]{32}", "", answer.text)  # type: ignore[attr-defined]


def people(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count(Person.id))) or 0


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
