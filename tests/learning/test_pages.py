"""The learner's pages, as they work before any script."""

import json
import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.catalogue.models import Module
from app.kernel.db import Database
from app.learning.panels import Panel, PanelContext, add_panel
from app.learning.panels import _panels as known_panels
from app.people.models import Person
from tests.cast import Cast
from tests.counting import statements
from tests.learning.conftest import Aside
from tests.learning.samples import CHOICE, REQUIRED, Study, begin, publish, send
from tests.pages import token_in

PLAYER, HOME = 6, 12


@pytest.fixture
def learner(client: FlaskClient, cast: Cast) -> FlaskClient:
    client.application.config["PROPAGATE_EXCEPTIONS"] = True
    return cast.learner.sit_down(client)


def submit(client: FlaskClient, page: str, action: str, **fields: object) -> Any:
    return client.post(
        action, data={**fields, "csrf_token": token_in(page)}, headers={"Sec-Fetch-Site": "same-origin"}
    )


def answers_of(page: str, block: str) -> str:
    found = re.search(rf'action="(/learn/enrolments/[^"]*block={block}[^"]*)"', page)
    assert found, page
    return found[1].replace("&amp;", "&")


def unit(client: FlaskClient, code: str = "le-risque") -> str:
    return client.get(f"/learn/modules/consignation/units/{code}").text


def test_a_module_is_begun_from_its_page(learner: FlaskClient, aside: Aside, cast: Cast) -> None:
    with aside() as session:
        publish(session, cast.centre_id)
    offered = learner.get("/learn/modules").text
    assert 'href="/learn/modules/consignation"' in offered
    page = learner.get("/learn/modules/consignation").text
    answer = submit(learner, page, "/learn/modules/consignation/enrolments")
    assert (answer.status_code, answer.location) == (303, "/learn/modules/consignation/units/le-risque")
    assert learner.get(answer.location).status_code == 200


def test_a_unit_of_a_module_not_begun_leads_to_its_page(
    learner: FlaskClient, aside: Aside, cast: Cast
) -> None:
    with aside() as session:
        publish(session, cast.centre_id)
    answer = learner.get("/learn/modules/consignation/units/le-risque")
    assert (answer.status_code, answer.location) == (303, "/learn/modules/consignation")


def test_an_answer_without_script_comes_back_to_its_block_with_the_feedback(
    learner: FlaskClient, begun: Study
) -> None:
    page = unit(learner)
    answer = submit(learner, page, answers_of(page, "choisir"), response="a2")
    assert (answer.status_code, answer.location) == (
        303,
        "/learn/modules/consignation/units/le-risque#choisir",
    )
    page = unit(learner)
    assert "Un pôle peut rester fermé." in page
    assert "Essayer encore" in page
    submit(learner, page, answers_of(page, "choisir"), response="a1")
    page = unit(learner)
    assert "C’est juste" in page
    assert "au 2e essai" in page


def test_a_form_sent_twice_is_one_answer(
    learner: FlaskClient, aside: Aside, cast: Cast, begun: Study
) -> None:
    page = unit(learner, "la-vat")
    action = answers_of(page, "compter")
    for _ in range(3):
        submit(learner, page, action, response="9")
    told = learner.get(f"/learn/enrolments/{begun.enrolment.id}/progress").text
    assert "1 essai, pas encore juste" in told


def test_an_order_is_answered_by_places(learner: FlaskClient, begun: Study) -> None:
    page = unit(learner, "la-vat")
    places = {"place-i1": "1", "place-i2": "2", "place-i3": "3"}
    submit(learner, page, answers_of(page, "ordonner"), **places)
    assert "C’est juste" in unit(learner, "la-vat")


def test_an_empty_answer_costs_no_try_and_says_what_to_do(learner: FlaskClient, begun: Study) -> None:
    page = unit(learner)
    answer = submit(learner, page, answers_of(page, "choisir"))
    assert answer.status_code == 303
    page = unit(learner)
    assert "Choisissez ou écrivez une réponse" in page
    assert "Valider" in page
    assert 'feedback-title">Pas encore' not in page.split("<template")[0]


def test_next_notes_what_was_read_and_goes_to_the_next_unit(learner: FlaskClient, begun: Study) -> None:
    page = unit(learner)
    answer = submit(learner, page, f"/learn/enrolments/{begun.enrolment.id}/units/le-risque/seen")
    assert (answer.status_code, answer.location) == (303, "/learn/modules/consignation/units/la-vat")
    told = learner.get(f"/api/v1/enrolments/{begun.enrolment.id}/progress").json
    done = [block["id"] for block in told["blocks"] if block["state"] == "done"]
    assert done == ["lire", "alerte", "en-plus"]
    last = submit(
        learner, unit(learner, "au-banc"), f"/learn/enrolments/{begun.enrolment.id}/units/au-banc/seen"
    )
    assert last.location == "/learn/modules/consignation"


def test_content_in_another_language_than_the_page_says_which(
    learner: FlaskClient, begun: Study, session: Session, cast: Cast
) -> None:
    session.get_one(Person, cast.learner.id).language = "en"
    session.commit()
    page = main_of(unit(learner))
    assert '<h1 lang="fr">' in page
    assert '<div class="prose" lang="fr">' in page


def test_content_in_the_language_of_the_page_says_nothing_of_it(learner: FlaskClient, begun: Study) -> None:
    assert "lang=" not in main_of(unit(learner))


def main_of(page: str) -> str:
    return page.partition("<main")[2].partition("</main>")[0]


def test_one_goes_on_at_the_same_block_on_another_device(
    app: Flask, aside: Aside, cast: Cast, begun: Study
) -> None:
    with aside() as session:
        send(session, cast.learner, begun.event("compter", "opened"))
    other_device = cast.learner.sit_down(app.test_client())
    answer = other_device.get("/learn/modules/consignation/continue")
    assert answer.location == "/learn/modules/consignation/units/la-vat#compter"
    assert 'units/la-vat#compter"' in other_device.get("/learn/modules/consignation").text


def test_what_is_locked_says_what_to_do_before(learner: FlaskClient, begun: Study) -> None:
    assert "À faire avant : Le risque, La vat" in learner.get("/learn/modules/consignation").text


def test_the_page_tells_the_figures_of_the_call_and_why(
    learner: FlaskClient, aside: Aside, cast: Cast, begun: Study, clock: Any
) -> None:
    with aside() as session:
        send(session, cast.learner, begun.answer("choisir", "a2"), begun.event("lire", "seen"))
        send(session, cast.learner, begun.answer("choisir", "a1"))
    clock.move(hours=2)
    page = learner.get(f"/learn/enrolments/{begun.enrolment.id}/progress").text
    told = learner.get(f"/api/v1/enrolments/{begun.enrolment.id}/progress").json
    assert f"<b>{told['done']}</b><span>blocs faits sur les {REQUIRED} obligatoires" in page
    assert f"soit {told['percent']} %" in page
    assert page.count('<li class="why" data-state="done"') == told["done"]
    assert "Juste au 2e essai, aujourd’hui à 10\u00a0h" in page
    assert "Texte lu, aujourd’hui à 10\u00a0h" in page


def test_the_explanation_comes_alone_into_the_sheet_of_the_player(learner: FlaskClient, begun: Study) -> None:
    address = f"/learn/enrolments/{begun.enrolment.id}/progress"
    alone = learner.get(address, headers={"HX-Request": "true"}).text
    assert 'class="sum"' in alone
    assert "<html" not in alone
    assert f'hx-get="{address}"' in unit(learner)


def test_the_page_carries_what_the_script_needs_to_mark_and_to_report(
    learner: FlaskClient, cast: Cast, begun: Study
) -> None:
    found = re.search(r'id="player">(.*?)</script>', unit(learner))
    assert found
    told = json.loads(found[1])
    by_code = {block["code"]: block for block in told["blocks"]}
    assert (told["person"], told["enrolment"]) == (str(cast.learner.id), str(begun.enrolment.id))
    assert by_code["choisir"]["data"] == CHOICE
    assert (by_code["lire"]["seen"], by_code["choisir"]["seen"], by_code["lire"]["data"]) == (
        True,
        False,
        None,
    )


def test_nobody_else_answers_or_looks(app: Flask, learner: FlaskClient, cast: Cast, begun: Study) -> None:
    page = unit(learner)
    action = answers_of(page, "choisir")
    for member in (cast.second_learner, cast.stranger):
        other = member.sit_down(app.test_client())
        own = other.get("/learn/modules").text
        assert submit(other, own, action, response="a1").status_code == 404
        assert other.get(f"/learn/enrolments/{begun.enrolment.id}/progress").status_code == 404
    tutor = cast.tutor if begun.enrolment.tutor_id == cast.tutor.id else cast.substitute
    followed = tutor.sit_down(app.test_client()).get(f"/learn/enrolments/{begun.enrolment.id}/progress")
    assert "Où en est Nadia Test" in followed.text


def test_panels_of_higher_floors_are_links_until_they_load(
    learner: FlaskClient, begun: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    def address(context: PanelContext) -> str:
        return f"/ask/{context.enrolment_id}/{context.block}"

    monkeypatch.setitem(known_panels, "ask", Panel("ask", "block", "learner", address, lambda: "Demander"))
    monkeypatch.setitem(known_panels, "staff", Panel("staff", "block", "tutor", address, lambda: "Réservé"))
    page = unit(learner)
    assert f'hx-get="/ask/{begun.enrolment.id}/lire"' in page
    assert f'href="/ask/{begun.enrolment.id}/lire">Demander</a>' in page
    assert "Réservé" not in page
    add_panel(Panel("ask", "block", "learner", address))


def test_trap_10_a_new_version_leaves_who_is_under_way_where_they_are(
    learner: FlaskClient, aside: Aside, cast: Cast, begun: Study
) -> None:
    from tests.learning.samples import publish_version

    with aside() as session:
        send(session, cast.learner, begun.event("lire", "seen"))
        publish_version(session, session.get_one(Module, begun.module.id), without="lire")
    assert "Voici lire." in unit(learner)
    told = learner.get(f"/learn/enrolments/{begun.enrolment.id}/progress").text
    assert "<b>1</b>" in told


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/learn/modules/consignation/units/la-vat", PLAYER),
        ("/learn/modules/consignation", HOME),
        ("/learn/modules", HOME),
        ("/learn/enrolments/{id}/progress", HOME),
    ],
)
@pytest.mark.parametrize("filler", [0, 250])
def test_a_page_takes_the_same_few_statements_with_a_thousand_rows(
    learner: FlaskClient,
    aside: Aside,
    database: Database,
    cast: Cast,
    address: str,
    most: int,
    filler: int,
) -> None:
    with aside() as session:
        study = begin(session, cast, filler=filler)
    for _ in range(2 if filler else 0):
        with aside() as session:
            send(session, cast.learner, *(study.event(f"texte-{at}", "seen") for at in range(filler)))
    with statements(database) as seen:
        assert learner.get(address.format(id=study.enrolment.id)).status_code == 200
    assert len(seen) == EXPECTED[address] <= most


EXPECTED: dict[str, int] = {
    "/learn/modules/consignation/units/la-vat": 5,
    "/learn/modules/consignation": 4,
    "/learn/modules": 3,
    "/learn/enrolments/{id}/progress": 4,
}


def test_where_nothing_is_published_yet_the_list_of_modules_says_so(client: FlaskClient, cast: Cast) -> None:
    assert "Pas encore de module ici" in cast.stranger.sit_down(client).get("/learn/modules").text
