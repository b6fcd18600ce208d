from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from app.kernel.clock import now
from app.kernel.db import Database
from app.kernel.ids import new_id
from app.learning.models import BlockState, Enrolment, State
from app.learning.services.enrolments import enrol
from app.people.models import Role
from app.tutoring.services.help_requests import ask
from tests.cast import Cast
from tests.counting import statements
from tests.in_centre.conftest import set_up
from tests.in_centre.making import seat
from tests.learning.conftest import aside as aside
from tests.learning.samples import UNITS, begin, publish

pytestmark = pytest.mark.postgres


@pytest.fixture
def nadia(client: FlaskClient, cast: Cast) -> FlaskClient:
    return cast.learner.sit_down(client)


def finish(session, enrolment_id, *units: str) -> None:
    """All that counts in these units is done."""
    codes = [block[0] for code, _place, blocks in UNITS if code in units for block in blocks if block[2]]
    for code in codes:
        session.add(BlockState(enrolment_id=enrolment_id, block=code, state=State.DONE, since=now()))
    session.get_one(Enrolment, enrolment_id).done_blocks = len(codes)


def test_who_has_no_module_chooses_one(nadia: FlaskClient) -> None:
    page = nadia.get("/learn").text
    assert "Choisir un module" in page
    assert 'href="/learn/modules"' in page


def test_the_next_thing_is_the_unit_under_way_with_its_minutes(nadia: FlaskClient, aside, cast: Cast) -> None:
    with aside() as session:
        finish(session, begin(session, cast).enrolment.id, "le-risque")
    page = nadia.get("/learn").text
    assert "/learn/modules/consignation/units/la-vat" in page
    assert "Commencer" in page
    assert "3 blocs sur 7" in page


def test_what_is_left_is_told_in_minutes_of_the_unit(nadia: FlaskClient, aside, cast: Cast) -> None:
    with aside() as session:
        enrolment = begin(session, cast).enrolment
        session.add(BlockState(enrolment_id=enrolment.id, block="lire", state=State.DONE, since=now()))
    page = nadia.get("/learn").text
    assert "Reprendre" in page
    assert "Encore 20\u00a0min" in page


def test_once_all_is_done_at_a_distance_a_date_is_chosen(nadia: FlaskClient, aside, cast: Cast) -> None:
    with aside() as session:
        finish(session, begin(session, cast).enrolment.id, "le-risque", "la-vat")
    page = nadia.get("/learn").text
    assert "Choisir une date" in page
    assert 'href="/learn/sessions"' in page


def test_a_booked_session_is_the_next_thing_once_the_rest_is_done(
    nadia: FlaskClient, aside, cast: Cast
) -> None:
    with aside() as session:
        workshop = set_up(session, cast)
        seat(session, workshop.planned, workshop.nadia)
        session.add(BlockState(enrolment_id=workshop.nadia.id, block="e1", state=State.DONE, since=now()))
    page = nadia.get("/learn").text
    assert page.count(f'href="/learn/sessions/{workshop.planned.id}"') == 2
    assert "Préparer la séance" in page
    assert "Jeudi 8\u00a0h\u00a015" in page


def test_a_finished_module_is_said_so_and_leads_to_others(nadia: FlaskClient, aside, cast: Cast) -> None:
    with aside() as session:
        finish(session, begin(session, cast).enrolment.id, "le-risque", "la-vat", "au-banc")
    assert "Tout est fait" in nadia.get("/learn").text


def test_the_module_under_way_comes_before_one_that_is_done(nadia: FlaskClient, aside, cast: Cast) -> None:
    with aside() as session:
        done = begin(session, cast).enrolment
        finish(session, done.id, "le-risque", "la-vat", "au-banc")
        done.completed_at = done.last_step_at = now() + timedelta(hours=1)
        enrol(session, learner_id=cast.learner.id, module=publish(session, cast.centre_id, slug="soudage"))
    page = nadia.get("/learn").text
    assert "/learn/modules/soudage/units/" in page
    assert "Vos autres modules" in page


def test_the_page_takes_eight_statements_at_most_however_much_there_is(
    nadia: FlaskClient, aside, cast: Cast, database: Database
) -> None:
    def cost() -> int:
        with statements(database) as seen:
            assert nadia.get("/learn").status_code == 200
        return len(seen)

    with aside() as session:
        begin(session, cast)
    assert cost() <= 8  # the first time the version is read from the database
    few = cost()
    with aside() as session:
        for number in range(12):
            module = publish(session, cast.centre_id, slug=f"m{number}", filler=20)
            enrol(session, learner_id=cast.learner.id, module=module)
    assert cost() == few


def test_who_does_not_learn_has_no_such_page(client: FlaskClient, cast: Cast) -> None:
    cast.tutor.sit_down(client)
    assert client.get("/learn").status_code == 403
    assert Role.LEARNER not in {held.role for held in cast.tutor.actor.held}


def test_a_question_that_waits_says_when_its_answer_is_promised(
    nadia: FlaskClient, aside, cast: Cast
) -> None:
    with aside() as session:
        study = begin(session, cast)
        ask(
            session,
            cast.learner.actor,
            enrolment_id=study.enrolment.id,
            block="choisir",
            text="Pourquoi ?",
            client_id=new_id(),
        )
    page = nadia.get("/learn").text
    assert "Votre question à" in page
    assert "Réponse promise avant jeudi" in page
