"""Where learners stumble: first answers, what tells apart, where they stop and ask; never a number under five."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.catalogue.models import Module
from app.kernel.ids import new_id
from app.learning.folding import KEPT
from app.learning.models import Enrolment
from app.learning.services.batches import move_some
from app.learning.services.enrolments import enrol
from app.learning.services.moving import Decision, begin_move
from app.learning.services.recording import record_events
from app.people.actor import Actor
from app.people.models import Role
from app.studio.stumbling import count_help, count_responses, count_stops, list_changed, measure_questions
from app.tutoring.services.help_requests import ask
from tests.cast import Cast, passer_by
from tests.learning.conftest import Aside, aside
from tests.learning.samples import Study, publish, publish_version
from tests.learning.test_moving import OTHER_CHOICE
from tests.studio.test_studio_pages import text

__all__ = ["aside"]
pytestmark = pytest.mark.postgres
PAGE = "/studio/modules/consignation/learners"
RIGHT, WRONG = {"choisir": "a1", "compter": "10"}, {"choisir": "a2", "compter": "9"}


def someone(session: Session, cast: Cast, module: Module) -> tuple[Study, Actor]:
    person, actor = passer_by(session, cast.centre_id, Role.LEARNER)
    enrolment, _created = enrol(session, learner_id=person.id, module=module, tutor_id=cast.tutor.id)
    return Study(module, enrolment), actor


def answers(session: Session, cast: Cast, module: Module, **right: bool) -> tuple[Study, Actor]:
    """Someone who answers each of these questions, right or wrong, and then right."""
    study, actor = someone(session, cast, module)
    for block, is_right in right.items():
        first = study.answer(block, (RIGHT if is_right else WRONG)[block])
        record_events(session, actor, events=[first, study.answer(block, RIGHT[block])])
    return study, actor


def test_only_the_first_answer_of_each_person_counts(session: Session, cast: Cast) -> None:
    module = publish(session, cast.centre_id)
    for number in range(8):
        study, _actor = answers(session, cast, module, choisir=number < 6, compter=number % 2 == 0)
    version_id = study.enrolment.version_id
    measured = {each.block: each for each in measure_questions(session, version_id, ())}
    assert (measured["choisir"].people, measured["choisir"].right) == (8, 0.75)
    assert measured["compter"].right == 0.5
    assert count_responses(session, version_id, ())["choisir"] == [("a1", 6), ("a2", 2)]


def test_a_question_that_those_who_know_get_right_tells_apart(session: Session, cast: Cast) -> None:
    module = publish(session, cast.centre_id)
    for number in range(10):
        study, _actor = answers(session, cast, module, choisir=number < 5, compter=number < 5)
    (first, second) = measure_questions(session, study.enrolment.version_id, ())
    assert first.tells_apart == pytest.approx(1)
    assert second.tells_apart == pytest.approx(1)


def test_a_question_that_those_who_know_get_wrong_is_negative(session: Session, cast: Cast) -> None:
    module = publish(session, cast.centre_id)
    for number in range(10):
        study, _actor = answers(session, cast, module, choisir=number < 5, compter=number >= 5)
    (first, _second) = measure_questions(session, study.enrolment.version_id, ())
    assert first.tells_apart == pytest.approx(-1)


def test_where_everyone_is_right_nothing_is_told_apart(session: Session, cast: Cast) -> None:
    module = publish(session, cast.centre_id)
    for number in range(6):
        study, _actor = answers(session, cast, module, choisir=True, compter=number < 3)
    measured = {each.block: each for each in measure_questions(session, study.enrolment.version_id, ())}
    assert measured["choisir"].tells_apart is None


def test_four_people_are_never_told(session: Session, cast: Cast, clock: Any) -> None:
    module = publish(session, cast.centre_id)
    for _ in range(4):
        study, actor = answers(session, cast, module, choisir=False)
        ask(session, actor, enrolment_id=study.enrolment.id, block="choisir", text="?", client_id=new_id())
    clock.move(days=15)
    version_id = study.enrolment.version_id
    assert measure_questions(session, version_id, ()) == []
    assert count_stops(session, version_id) == []
    assert count_help(session, version_id) == []


def test_blocks_where_five_stop_for_a_fortnight_and_where_five_ask(
    session: Session, cast: Cast, clock: Any
) -> None:
    module = publish(session, cast.centre_id)
    for _ in range(5):
        study, actor = answers(session, cast, module, compter=False)
        for _again in range(2):
            ask(
                session, actor, enrolment_id=study.enrolment.id, block="compter", text="?", client_id=new_id()
            )
    version_id = study.enrolment.version_id
    clock.move(days=13)
    assert count_stops(session, version_id) == []
    clock.move(days=2)
    assert count_stops(session, version_id) == [("compter", 5)]
    assert count_help(session, version_id) == [("compter", 5)]


def test_an_answer_to_the_question_of_another_version_is_not_counted(
    session: Session, cast: Cast, clock: Any
) -> None:
    module = publish(session, cast.centre_id)
    for _ in range(5):
        study, _actor = answers(session, cast, module, choisir=True, compter=True)
    clock.move(hours=1)
    publish_version(session, module, instead={"choisir": OTHER_CHOICE})
    begun, _created = begin_move(
        session,
        cast.author.actor,
        move_id=new_id(),
        slug=module.slug,
        number=1,
        decisions={"choisir": Decision(KEPT, "Faux.")},
    )
    while move_some(session, begun.id):
        pass
    changed = list_changed(session, module.id)
    found = measure_questions(session, session.get_one(Enrolment, study.enrolment.id).version_id, changed)
    assert [each.block for each in found] == ["compter"]


@pytest.fixture
def fatou(app: Flask, client: FlaskClient, cast: Cast) -> FlaskClient:
    return cast.author.sit_down(client)


def test_the_page_shows_shares_in_tens_and_hides_few_people(
    fatou: FlaskClient, aside: Aside, cast: Cast
) -> None:
    with aside() as session:
        module = publish(session, cast.centre_id)
        for number in range(12):
            answers(session, cast, module, choisir=number < 9, compter=number < 6)
    page = text(fatou.get(PAGE))
    assert "12 personnes ont répondu, environ 80 % juste au premier essai" in page
    assert "moins de 5" in page
    assert "Distingue nettement" in page
    assert "75" not in page
    assert "5 ou plus" in page  # nine, beside three: what is left over would tell the three


def test_a_module_with_few_people_says_so(fatou: FlaskClient, aside: Aside, cast: Cast) -> None:
    with aside() as session:
        module = publish(session, cast.centre_id)
        answers(session, cast, module, choisir=True)
    assert "Encore trop peu de personnes" in text(fatou.get(PAGE))
    assert fatou.get(f"{PAGE}?version=9").status_code == 404
