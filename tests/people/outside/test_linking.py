"""An account outside is linked by its person, and let go."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.kernel.audit import AuditLine
from app.kernel.clock import now
from app.kernel.db import Database
from app.people.models import Passkey
from app.people.services.passkeys import remove_passkey
from app.people.services.passwords import change_password
from app.people.ways_in import LastWayIn
from tests.cast import Cast, Member
from tests.outside import go_there_and_back
from tests.pages import post, token_in
from tests.people.conftest import PASSWORD
from tests.people.outside.looks import accounts, told_by_mail

NADIA = "nadia@liege.example"
BUTTON = "Continuer avec Wallonie"


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
