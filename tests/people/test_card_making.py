"""Cards at the centre: who makes them, for whom, and what is handed out."""

import re
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.kernel.audit import AuditLine
from app.kernel.db import Database
from app.people.card_sheet import Face, print_sheet
from app.people.models import Card, Role
from app.people.services.accounts import add_person, give_role
from tests.cast import Cast
from tests.pages import post

pytestmark = pytest.mark.postgres

PIN = re.compile(r'card-figure">(\d{4})<')
CODE = re.compile(r'card-figure">([A-Z]{4}).([A-Z]{4})<')


def make(client: FlaskClient, *people: object, way: str = "screen", **more: object):
    return post(client, "/centre/cards", page="/centre/cards", person=list(people), **more, **{"as": way})


def test_a_tutor_makes_a_card_that_opens_the_persons_account(
    client: FlaskClient, app: Flask, cast: Cast
) -> None:
    cast.tutor.sit_down(client)
    page = make(client, cast.learner.id).text
    assert "Nadia Test" in page
    holder = app.test_client()
    fields = {"code": "".join(CODE.findall(page)[0]), "pin": PIN.findall(page)[0]}
    assert post(holder, "/card", page="/card", **fields).location == "/welcome"


def test_someone_without_an_address_gets_a_card_and_comes_in(
    client: FlaskClient, app: Flask, cast: Cast, database: Database
) -> None:
    with app.app_context(), database.writing() as session:
        person = add_person(session, email=None, given_name="Łukasz", family_name="Şahin")
        give_role(session, person_id=person.id, centre_id=cast.centre_id, role=Role.LEARNER)
    cast.manager.sit_down(client)
    page = make(client, person.id).text
    holder = app.test_client()
    fields = {"code": "".join(CODE.findall(page)[0]), "pin": PIN.findall(page)[0]}
    assert post(holder, "/card", page="/card", **fields).location == "/welcome"
    profile = holder.get("/profile").text
    assert "Łukasz" in profile
    assert "mot de passe actuel" not in profile


def test_a_sheet_comes_as_a_pdf_to_keep(client: FlaskClient, cast: Cast) -> None:
    cast.manager.sit_down(client)
    sheet = make(client, cast.learner.id, cast.second_learner.id, way="sheet")
    assert sheet.mimetype == "application/pdf"
    assert sheet.headers["Content-Disposition"] == 'attachment; filename="cartes-2026-03-10.pdf"'
    assert sheet.data.startswith(b"%PDF-")


def test_eleven_cards_take_two_pages_and_a_long_name_stays_on_its_card() -> None:
    face = Face(
        "Centre", "Anne-Charlotte " * 6, "Code", "BCDFGHJK", "PIN", "1203", "x.example/card", "x", "?"
    )
    printed = print_sheet([face] * 11, "Cartes", None)
    assert BytesIO(printed).read().count(b"/Type /Page\n") == 2


def test_the_page_says_who_has_a_card_and_finds_who_has_none(client: FlaskClient, cast: Cast) -> None:
    cast.manager.sit_down(client)
    make(client, cast.learner.id)
    everyone = client.get("/centre/cards").text
    assert "Nadia Test" in everyone
    assert "pas encore utilisée" in everyone
    without = client.get("/centre/cards?show=without").text
    assert "Nadia Test" not in without
    assert "Karim Test" in without
    assert "Nadia Test" in client.get("/centre/cards?q=nad").text
    assert client.get("/centre/cards?all=1").text.count(" checked") == 2


@pytest.mark.parametrize("who", ["stranger", "tutor", "manager"])
def test_no_card_for_another_centres_person_nor_for_who_works_here(
    client: FlaskClient, cast: Cast, database: Database, who: str
) -> None:
    cast.manager.sit_down(client)
    assert make(client, cast.learner.id, getattr(cast, who).id).status_code == 404
    with database.reading() as session:
        assert session.query(Card).count() == 0


def test_nobody_ticked_is_said_and_nothing_is_made(client: FlaskClient, cast: Cast) -> None:
    cast.manager.sit_down(client)
    answer = make(client)
    assert (answer.status_code, "Cochez au moins une personne." in answer.text) == (422, True)


def test_another_centre_is_not_found(client: FlaskClient, cast: Cast) -> None:
    cast.tutor.sit_down(client)
    assert client.get(f"/centre/cards?centre={cast.other_centre_id}").status_code == 404
    assert make(client, cast.stranger.id, centre=cast.other_centre_id).status_code == 404


def test_making_and_renewing_are_written_down(client: FlaskClient, cast: Cast, database: Database) -> None:
    cast.tutor.sit_down(client)
    make(client, cast.learner.id)
    make(client, cast.learner.id)
    with database.reading() as session:
        lines = session.query(AuditLine).filter(AuditLine.act.startswith("card_")).order_by(AuditLine.id)
        assert [(line.act, line.object_id) for line in lines] == [
            ("card_made", str(cast.learner.id)),
            ("card_renewed", str(cast.learner.id)),
        ]
        assert session.query(Card).count() == 1
