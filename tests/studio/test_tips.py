"""A tutor's good answer becomes a note at the block: proposed without names, edited, put into the draft, and told."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.catalogue.models import Block, Module, ModuleVersion
from app.chat.services.messages import send
from app.kernel.db import Database
from app.kernel.ids import new_id
from app.kernel.outbox import OutboxRow
from app.learning.models import Enrolment
from app.learning.services.enrolments import enrol
from app.tutoring.models import HelpRequest, Tip, TipState
from app.tutoring.services.help_requests import ask, block_anchor
from tests.cast import Cast, Member
from tests.catalogue.conftest import SLUG
from tests.learning.conftest import Aside, aside
from tests.studio.test_studio_pages import text

__all__ = ["aside"]
pytestmark = pytest.mark.postgres
BLOCK = "lame-immobile"
TIPS = f"/studio/modules/{SLUG}/tips"
ANSWER = "La dent coupe aussi à l’arrêt, Nadia."
Open = Callable[[Member], FlaskClient]


@pytest.fixture
def browsers(app: Flask) -> Open:
    app.config["WTF_CSRF_ENABLED"] = False
    return lambda member: member.sit_down(app.test_client())


@pytest.fixture
def asked(aside: Aside, cast: Cast, publish) -> HelpRequest:
    """Nadia asked at a block and Sabine answered by a message."""
    publish()
    with aside() as session:
        module = session.scalars(select(Module).where(Module.slug == SLUG)).one()
        enrolment, _created = enrol(
            session, learner_id=cast.learner.id, module=module, tutor_id=cast.tutor.id
        )
        request = question(session, cast, enrolment)
        send(
            session,
            sender_id=cast.tutor.id,
            conversation_id=request.conversation_id,
            client_id=new_id(),
            text=ANSWER,
            anchor=block_anchor(BLOCK, 1),
        )
        session.flush()
        session.refresh(request)
        session.expunge(request)
    return request


def question(session: Session, cast: Cast, enrolment: Enrolment) -> HelpRequest:
    found, _created = ask(
        session,
        cast.learner.actor,
        enrolment_id=enrolment.id,
        block=BLOCK,
        text="Je n’ai pas compris.",
        client_id=new_id(),
    )
    return found


def propose(client: FlaskClient, asked: HelpRequest, said: str = "La dent coupe aussi à l’arrêt."):
    return client.post(f"/tutor/questions/{asked.id}/tip", data={"text": said}, follow_redirects=True)


def the_tip(database: Database) -> Tip | None:
    with database.reading() as reading:
        return reading.scalars(select(Tip)).first()


def test_an_answer_with_a_name_in_it_is_not_proposed(
    browsers: Open, asked: HelpRequest, cast: Cast, database: Database
) -> None:
    refused = propose(browsers(cast.tutor), asked, ANSWER)
    assert "Enlevez les noms" in text(refused)
    assert the_tip(database) is None


def test_a_proposed_answer_becomes_a_tip_behind_its_block_and_the_tutor_sees_it(
    browsers: Open, asked: HelpRequest, cast: Cast, database: Database
) -> None:
    sabine, fatou = browsers(cast.tutor), browsers(cast.author)
    assert "proposée comme note" in text(propose(sabine, asked))
    tip = the_tip(database)
    assert tip is not None
    shown = text(fatou.get(TIPS))
    assert "La dent coupe aussi" in fatou.get(TIPS).text
    assert "Proposée par Sabine" in shown
    assert "Nadia" not in shown
    assert "Je n’ai pas compris" not in shown
    taken = {"act": "take", "title": "La lame", "text": "Même à l’arrêt, *la dent* coupe."}
    assert fatou.post(f"{TIPS}/{tip.id}", data=taken).status_code == 303
    with database.reading() as reading:
        made = reading.scalars(
            select(Block)
            .join(ModuleVersion, ModuleVersion.id == Block.version_id)
            .where(ModuleVersion.number == 0, Block.code == reading.get_one(Tip, tip.id).taken_block)
        ).one()
        before = reading.scalars(
            select(Block.code).where(Block.unit_id == made.unit_id, Block.position == made.position - 1)
        ).one()
        told = reading.scalars(select(OutboxRow).where(OutboxRow.handler == "mail")).one()
    assert (made.type.value, made.is_required, before) == ("callout", False, BLOCK)
    assert made.source["fr"] == {
        "kind": "tip",
        "title": "La lame",
        "body": "Même à l’arrêt, *la dent* coupe.",
    }
    assert told.payload["to"].startswith("sabine@")
    page = sabine.get(f"/tutor/learners/{asked.enrolment_id}?show=questions")
    assert "prise comme note" in text(page)


def test_the_author_is_held_to_no_names_too(
    browsers: Open, asked: HelpRequest, cast: Cast, database: Database
) -> None:
    propose(browsers(cast.tutor), asked)
    tip, fatou = the_tip(database), browsers(cast.author)
    assert tip is not None
    named = {"act": "take", "title": "La lame", "text": "Comme Nadia l’a vu, elle coupe."}
    refused = fatou.post(f"{TIPS}/{tip.id}", data=named)
    assert refused.status_code == 422
    assert "Comme Nadia" in refused.text


def test_a_note_that_is_not_taken_says_why_and_stays_decided(
    browsers: Open, asked: HelpRequest, cast: Cast, database: Database
) -> None:
    propose(browsers(cast.tutor), asked)
    tip, fatou = the_tip(database), browsers(cast.author)
    assert tip is not None
    assert fatou.post(f"{TIPS}/{tip.id}", data={"act": "decline", "reason": ""}).status_code == 422
    why = {"act": "decline", "reason": "Le bloc le dit <b>déjà</b>."}
    assert fatou.post(f"{TIPS}/{tip.id}", data=why).status_code == 303
    assert fatou.post(f"{TIPS}/{tip.id}", data=why).status_code == 409
    page = browsers(cast.tutor).get(f"/tutor/learners/{asked.enrolment_id}?show=questions").text
    assert "&lt;b&gt;déjà" in page


def test_one_tip_a_question_and_only_by_who_accompanies(
    browsers: Open, asked: HelpRequest, cast: Cast, database: Database
) -> None:
    for member in (cast.other_tutor, cast.substitute, cast.learner, cast.author):
        address = f"/tutor/questions/{asked.id}/tip"
        assert browsers(member).post(address, data={"text": "Oui."}).status_code == 404
    for said in ("Une fois.", "Deux fois."):
        propose(browsers(cast.tutor), asked, said)
    tip = the_tip(database)
    assert tip is not None
    assert (tip.text, tip.state) == ("Une fois.", TipState.PROPOSED)
    assert browsers(cast.other_author).get(TIPS).status_code == 404
