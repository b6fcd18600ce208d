"""A centre's manager gives an enrolment to another tutor: record and conversation go along."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.chat.queries import page_messages
from app.kernel.errors import NotFound
from app.learning.services.handover import NotATutorHere, assign_tutor
from app.tutoring.services.accompaniments import conversation_of
from tests.cast import Cast, Member
from tests.tutoring.accompanied import Accompanied

pytestmark = pytest.mark.postgres


def hand_over(session: Session, actor: Member, nadia: Accompanied, tutor: Member) -> None:
    assign_tutor(session, actor.actor, enrolment_id=nadia.enrolment.id, tutor_id=tutor.id)
    session.commit()


def test_the_successor_reads_the_conversation_from_its_first_message(
    session: Session, cast: Cast, nadia: Accompanied
) -> None:
    nadia.write(cast.learner, "Bonjour")
    hand_over(session, cast.manager, nadia, cast.substitute)
    conversation = conversation_of(session, nadia.enrolment)
    page = page_messages(session, cast.substitute.actor, conversation.id, after_seq=0, limit=50)
    assert [message.text for message in page.messages] == ["Bonjour"]


def test_the_former_tutor_no_longer_sees_the_learner(
    client: FlaskClient, session: Session, cast: Cast, nadia: Accompanied
) -> None:
    hand_over(session, cast.manager, nadia, cast.substitute)
    gone = client.get(f"/api/v1/enrolments/{nadia.enrolment.id}", headers=cast.tutor.bearer)
    stays = client.get(f"/api/v1/enrolments/{nadia.enrolment.id}", headers=cast.substitute.bearer)
    assert (gone.status_code, stays.status_code) == (404, 200)


@pytest.mark.parametrize("who", ["other_manager", "tutor", "learner", "network"])
def test_nobody_but_the_manager_of_the_centre_gives_it_away(
    session: Session, cast: Cast, nadia: Accompanied, who: str
) -> None:
    with pytest.raises(NotFound):
        hand_over(session, getattr(cast, who), nadia, cast.substitute)


@pytest.mark.parametrize("chosen", ["other_tutor", "author", "learner"])
def test_only_a_tutor_of_the_centre_can_be_chosen(
    session: Session, cast: Cast, nadia: Accompanied, chosen: str
) -> None:
    with pytest.raises(NotATutorHere):
        hand_over(session, cast.manager, nadia, getattr(cast, chosen))


def test_the_manager_changes_the_tutor_on_the_persons_page(
    client: FlaskClient, session: Session, cast: Cast, nadia: Accompanied
) -> None:
    session.commit()
    cast.manager.sit_down(client)
    page = client.get(f"/centre/people/{cast.learner.id}/tutors")
    assert "Sabine Test" in page.text
    client.post(f"/centre/enrolments/{nadia.enrolment.id}/tutor", data={"tutor": str(cast.substitute.id)})
    session.refresh(nadia.enrolment)
    assert nadia.enrolment.tutor_id == cast.substitute.id
