import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.kernel.db import Database
from app.kernel.outbox import OutboxRow, drain
from app.settings import Settings
from tests.cast import Cast
from tests.counting import statements
from tests.pages import post

pytestmark = pytest.mark.postgres


def mails(settings: Settings, database: Database) -> list[str]:
    from email import message_from_bytes, policy

    drain(database)
    files = sorted((settings.instance / "mail").glob("*.eml"))
    return [message_from_bytes(f.read_bytes(), policy=policy.default).get_content() for f in files]


def link_in(mail: str) -> str:
    found = re.search(r"/password/new/\S+", mail)
    assert found
    return found[0]


@pytest.fixture
def link(client: FlaskClient, nadia: dict[str, str], settings: Settings, database: Database) -> str:
    post(client, "/password/forgot", page="/password/forgot", email=nadia["email"])
    return link_in(mails(settings, database)[0])


def test_a_link_by_mail_sets_a_password_once(client: FlaskClient, nadia: dict[str, str], link: str) -> None:
    for _ in range(3):  # a mail scanner looks at it first
        assert client.get(link).status_code == 200
    assert post(client, link, page=link, password="acier et rivière").status_code == 303
    assert client.get(link).status_code == 410
    assert "Ce lien ne sert plus" in client.get(link).text
    assert post(client, "/sign-in", **nadia | {"password": "acier et rivière"}).status_code == 303


def test_a_new_password_closes_what_was_open(client: FlaskClient, cast: Cast, link: str) -> None:
    post(client, link, page=link, password="acier et rivière")
    cast.learner.sit_down(client)
    assert client.get("/profile").status_code == 302


def test_a_link_ends_after_thirty_minutes(client: FlaskClient, clock, link: str) -> None:
    clock.move(minutes=30, seconds=1)
    assert client.get(link).status_code == 410


@pytest.mark.parametrize(("password", "reason"), [("court", "au moins 8"), ("motdepasse", "trop facile")])
def test_a_weak_password_is_refused_with_its_reason_and_the_link_stays(
    client: FlaskClient, link: str, password: str, reason: str
) -> None:
    answer = post(client, link, page=link, password=password)
    assert answer.status_code == 422
    assert reason in answer.text
    assert client.get(link).status_code == 200


def test_forgetting_is_answered_alike_with_the_same_work_for_known_and_unknown(
    client: FlaskClient, nadia: dict[str, str], database: Database
) -> None:
    seen = []
    client.get("/password/forgot")  # whom to call is read once a minute, whoever asks
    for email in (nadia["email"], "x" * len("nadia") + "@liege.example"):
        with statements(database) as counted:
            answer = post(client, "/password/forgot", page="/password/forgot", email=email)
        page = re.sub(r'value="[^"]*"|content="[^"]*"|X-CSRFToken[^}]*', "", answer.text)
        seen.append((answer.status_code, page.replace(email, ""), [s.split("(")[0] for s in counted]))
    assert seen[0] == seen[1]
    with database.reading() as session:
        assert session.query(OutboxRow).count() == 2


def test_the_sixth_mail_within_an_hour_is_not_sent(
    client: FlaskClient, nadia: dict[str, str], settings: Settings, database: Database
) -> None:
    for _ in range(6):
        post(client, "/password/forgot", page="/password/forgot", email=nadia["email"])
    assert len(mails(settings, database)) == 5


def test_no_mail_goes_to_nobody(
    client: FlaskClient, cast: Cast, settings: Settings, database: Database
) -> None:
    post(client, "/password/forgot", page="/password/forgot", email="personne@liege.example")
    assert mails(settings, database) == []


def test_the_first_administrator_gets_a_link(app: Flask, client: FlaskClient) -> None:
    printed = app.test_cli_runner().invoke(args=["compagnon", "create-admin", "chef@centre.example"])
    link = link_in(printed.output)
    post(client, link, page=link, password="acier et rivière")
    post(client, "/sign-in", email="chef@centre.example", password="acier et rivière")
    assert client.get("/centre/people").status_code == 200
