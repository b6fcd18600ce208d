"""A content update breaks nobody who is under way: nothing is lost, no error page, answers keep their meaning."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.catalogue.models import Module
from app.kernel.i18n import iso
from app.kernel.ids import new_id
from app.learning.folding import KEPT, REDO
from app.learning.models import BlockState, State, Step
from app.learning.services.batches import move_some
from app.learning.services.moving import Decision, begin_move
from app.learning.services.replaying import verify_progress
from app.tutoring.queries.attempts import list_tries
from tests.cast import Cast
from tests.learning.conftest import Aside
from tests.learning.samples import Study, publish_version, send
from tests.learning.test_moving import NEW_BLOCK, OTHER_CHOICE

pytestmark = pytest.mark.postgres
UNIT = "/learn/modules/consignation/units/le-risque"


@pytest.fixture
def nadia(app: Flask, client: FlaskClient, cast: Cast) -> FlaskClient:
    app.config["WTF_CSRF_ENABLED"] = False
    return cast.learner.sit_down(client)


def move_everyone(aside: Aside, cast: Cast, study: Study, effect: str = KEPT) -> None:
    """Version 2, without `lire` and without the unit `la-vat`, and everyone on it."""
    with aside() as session:
        module = session.get_one(Module, study.module.id)
        publish_version(
            session,
            module,
            without="lire",
            without_unit="la-vat",
            instead={"choisir": OTHER_CHOICE},
            more=NEW_BLOCK,
        )
        begun, _created = begin_move(
            session,
            cast.author.actor,
            move_id=new_id(),
            slug=module.slug,
            number=1,
            decisions={"choisir": Decision(effect, "La bonne réponse était fausse.")},
        )
        while move_some(session, begun.id):
            pass


def test_trap_10_a_publication_alone_changes_nothing_for_who_is_under_way(
    nadia: FlaskClient, aside: Aside, cast: Cast, begun: Study
) -> None:
    before = nadia.get(UNIT).text
    with aside() as session:
        publish_version(session, session.get_one(Module, begun.module.id), without="lire")
    assert 'id="lire"' in before
    assert 'id="lire"' in nadia.get(UNIT).text
    assert send_now(aside, cast, begun.event("lire", "seen")).rejected == []


def send_now(aside: Aside, cast: Cast, *events: dict[str, Any]) -> Any:
    with aside() as session:
        return send(session, cast.learner, *events)


def test_trap_10_on_a_removed_step_every_address_leads_on_and_nothing_is_lost(
    nadia: FlaskClient, aside: Aside, cast: Cast, begun: Study, clock: Any
) -> None:
    start = clock()
    send_now(aside, cast, begun.event("lire", "opened"), begun.answer("compter", "9"))
    clock.move(hours=1)
    move_everyone(aside, cast, begun)
    clock.move(minutes=5)
    gone = nadia.get("/learn/modules/consignation/units/la-vat", follow_redirects=True)
    assert (gone.status_code, gone.request.path) == (200, "/learn/modules/consignation")
    assert "n’est plus dans la version 2" in gone.text
    assert nadia.get(UNIT + "#lire").status_code == 200
    assert nadia.get("/learn").status_code == 200
    enrolment = begun.enrolment.id
    assert nadia.post(f"/learn/enrolments/{enrolment}/units/la-vat/seen").status_code == 303
    answered = nadia.post(
        f"/learn/enrolments/{enrolment}/answers?block=compter&version=1&event={new_id()}",
        data={"response": "10"},
        follow_redirects=True,
    )
    assert "Votre réponse est gardée" in answered.text
    help_url = f"/learn/help/{enrolment}/compter"
    assert nadia.get(help_url).status_code == 200
    asked = nadia.post(help_url, data={"text": "Pourquoi 10 ?", "client_id": str(new_id())})
    assert asked.status_code == 303
    assert nadia.get(f"/learn/work/{enrolment}/dire").status_code == 200
    work = {"text": "Voici.", "id": str(new_id())}
    assert nadia.post(f"/learn/work/{enrolment}/dire", data=work).status_code == 303
    reported = nadia.post(
        "/api/v1/learning/events",
        json={"events": [begun.event("lire", "seen", occurred_at=iso(start + timedelta(minutes=1)))]},
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    assert reported.json["rejected"] == []
    with aside() as session:
        assert session.scalar(select(func.count()).where(Step.block == "compter")) == 2
        assert verify_progress(session, enrolment) == []


def test_trap_10_an_answer_is_marked_by_the_question_that_was_asked(
    nadia: FlaskClient, aside: Aside, cast: Cast, begun: Study, clock: Any
) -> None:
    """Given offline before the move, or from a page that was open since: right stays right."""
    offline = begun.answer("choisir", "a1", n=1)
    clock.move(hours=1)
    move_everyone(aside, cast, begun)
    clock.move(hours=1)
    late = send_now(aside, cast, offline)
    assert late.rejected == []
    with aside() as session:
        state = session.get_one(BlockState, (begun.enrolment.id, "choisir"))
        assert state.state is State.DONE
        assert state.last_response == {}
        (tried,) = list_tries(session, begun.enrolment.id, "choisir")
        assert (tried.words, tried.right) == ("Non", True)
        assert verify_progress(session, begun.enrolment.id) == []


def test_trap_10_an_answer_to_the_old_question_does_not_count_as_one_to_the_new(
    nadia: FlaskClient, aside: Aside, cast: Cast, begun: Study, clock: Any
) -> None:
    clock.move(hours=1)
    move_everyone(aside, cast, begun, REDO)
    clock.move(hours=1)
    from_an_open_page = begun.event("choisir", "answered", data={"response": "a1", "version": 1})
    assert send_now(aside, cast, from_an_open_page).rejected == []
    with aside() as session:
        assert session.get(BlockState, (begun.enrolment.id, "choisir")) is None
    send_now(aside, cast, begun.event("choisir", "answered", data={"response": "a2", "version": 2}))
    with aside() as session:
        state = session.get_one(BlockState, (begun.enrolment.id, "choisir"))
        assert (state.state, state.tries) == (State.DONE, 1)
        assert verify_progress(session, begun.enrolment.id) == []


def test_trap_10_the_learner_is_told_what_changed_and_why_until_they_have_read_it(
    nadia: FlaskClient, aside: Aside, cast: Cast, begun: Study, clock: Any
) -> None:
    send_now(aside, cast, begun.answer("choisir", "a1"))
    clock.move(hours=1)
    move_everyone(aside, cast, begun, REDO)
    assert "Votre module a changé" in nadia.get("/learn").text
    page = nadia.get("/learn/modules/consignation").text
    for said in ("version 2", "À refaire", "Bloc choisir", "La bonne réponse était fausse."):
        assert said in page
    clock.move(minutes=1)
    assert nadia.post("/learn/modules/consignation/news").status_code == 303
    assert "À refaire" not in nadia.get("/learn/modules/consignation").text
    assert "Votre module a changé" not in nadia.get("/learn").text
