"""Blocks of the newer types, from their files to the page of a learner."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.catalogue.queries import get_module
from app.catalogue.services.drafts import replace_draft
from app.catalogue.services.publishing import publish_version
from app.kernel.db import Database
from app.learning.models import BlockState, State
from app.learning.services.enrolments import enrol
from tests.cast import Cast
from tests.catalogue.newer_samples import newer_sample

SLUG = "atelier-bois"
UNIT = f"/learn/modules/{SLUG}/units/le-tour"


@pytest.fixture
def learner(app: Flask, client: FlaskClient, database: Database, cast: Cast) -> FlaskClient:
    """A browser of someone who learns the module with the newer types."""
    app.config["WTF_CSRF_ENABLED"] = False
    store = app.extensions["compagnon"].store
    with app.app_context(), database.writing() as session:
        replace_draft(session, cast.author.actor, store=store, slug=SLUG, files=newer_sample())
        publish_version(session, cast.author.actor, store=store, slug=SLUG, note="")
        module = get_module(session, cast.author.actor, SLUG)
        module.is_shared = True
        enrol(session, learner_id=cast.learner.id, module=module)
    return cast.learner.sit_down(client)


def form_of(page: str, code: str) -> str:
    section = page[page.index(f'id="question-{code}"') :]
    found = re.search(r'action="([^"]*)"', section)
    assert found
    return found[1].replace("&amp;", "&")


def state_of(database: Database, code: str) -> State | None:
    with database.reading() as session:
        return session.scalar(select(BlockState.state).where(BlockState.block == code))


def test_a_unit_shows_every_type_of_block(learner: FlaskClient) -> None:
    page = learner.get(UNIT)
    assert page.status_code == 200
    for word in ("La lame défile.", "L’épaisseur que la lame enlève.", "Photographiez votre réglage"):
        assert word in page.text
    assert '<video class="recording-film" controls' in page.text
    assert "/fiche.pdf" in page.text


RIGHT = {
    "associer": {"part-l1": "r1", "part-l2": "r2", "part-l3": "r2"},
    "nommer": {"response": "Le giude"},
    "completer": {"part-g1": "o1", "part-g2": "GUIDE"},
    "montrer": {"response": "z1"},
    "longueur": {"response": "2,5", "unit": "m"},
}


@pytest.mark.parametrize("code", RIGHT)
def test_a_right_answer_without_script_completes_the_block(
    learner: FlaskClient, database: Database, code: str
) -> None:
    answered = learner.post(form_of(learner.get(UNIT).text, code), data=RIGHT[code], follow_redirects=True)
    assert "C’est juste" in answered.text
    assert state_of(database, code) is State.DONE


WRONG = {
    "associer": ({"part-l1": "r3", "part-l2": "r2", "part-l3": "r2"}, "La lame ne mesure rien."),
    "nommer": ({"response": "La table"}, "Elle la porte."),
    "completer": ({"part-g1": "o2", "part-g2": "guide"}, "Trop tard."),
    "montrer": ({"response": "z2"}, "Il tient la pièce."),
    "longueur": ({"response": "2,5", "unit": "mm"}, "Mesurez."),
}


@pytest.mark.parametrize("code", WRONG)
def test_a_wrong_answer_is_told_why_and_kept(learner: FlaskClient, database: Database, code: str) -> None:
    fields, said = WRONG[code]
    answered = learner.post(form_of(learner.get(UNIT).text, code), data=fields, follow_redirects=True)
    assert said in answered.text
    assert state_of(database, code) is State.TRIED


def test_an_answer_with_a_part_left_out_costs_no_try(learner: FlaskClient, database: Database) -> None:
    address = form_of(learner.get(UNIT).text, "associer")
    answered = learner.post(address, data={"part-l1": "r1"}, follow_redirects=True)
    assert "Choisissez ou écrivez une réponse complète" in answered.text
    assert state_of(database, "associer") is None
