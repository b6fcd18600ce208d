"""Permanent handover: a role ends, the centre sees who is left without, and gives them away in one act with a brief each."""

from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.chat.models import Participant
from app.kernel.audit import AuditLine
from app.kernel.db import Database
from app.learning.models import Enrolment
from app.people.models import Membership
from app.people.services.accounts import suspend
from app.people.services.memberships import change_dates
from app.tutoring.jobs import keep_every_seat
from app.tutoring.models import Act, Handover, HandoverReason
from app.tutoring.services.accompaniments import conversation_of
from app.tutoring.services.interventions import Doing, add_intervention
from tests.cast import Cast, Member
from tests.conftest import Hands
from tests.counting import statements
from tests.tutoring.accompanied import WRONG, Accompanied, accompany

pytestmark = pytest.mark.postgres


@pytest.fixture
def karim(session: Session, cast: Cast, nadia: Accompanied) -> Accompanied:
    return accompany(session, cast.second_learner, cast.tutor, centre_id=cast.centre_id)


def end_yesterday(session: Session, cast: Cast) -> None:
    """Sabine's role: as the manager does it on her page."""
    held = session.scalars(select(Membership).where(Membership.person_id == cast.tutor.id)).one()
    change_dates(
        session,
        cast.manager.actor,
        person_id=cast.tutor.id,
        membership_id=held.id,
        from_on=held.from_on,
        to_on=date(2026, 3, 9),
    )
    session.commit()


def give(client: FlaskClient, cast: Cast, **fields: Any) -> Any:
    chosen = {"tutor": str(cast.substitute.id), "person": [str(cast.learner.id), str(cast.second_learner.id)]}
    return cast.manager.sit_down(client).post(
        f"/centre/tutors/{cast.tutor.id}/handover", data=chosen | fields
    )


def test_everything_from_the_end_of_a_role_to_the_brief_that_was_read(
    client: FlaskClient,
    session: Session,
    database: Database,
    cast: Cast,
    nadia: Accompanied,
    karim: Accompanied,
) -> None:
    nadia.ask()
    nadia.try_block(WRONG, WRONG, WRONG, block="choisir")
    add_intervention(
        session, cast.tutor.actor, enrolment_id=nadia.enrolment.id, doing=Doing(Act.CALL, outcome="Secret")
    )
    session.commit()
    thread, enrolment = conversation_of(session, nadia.enrolment).id, nadia.enrolment.id
    session.rollback()
    end_yesterday(session, cast)
    # At once, before anything was handed over.
    assert (
        client.get(f"/api/v1/conversations/{thread}/messages", headers=cast.tutor.bearer).status_code == 404
    )
    boss = cast.manager.sit_down(client)
    assert "Sans tutorat : 2" in boss.get("/centre/people").text.replace("\xa0", " ")
    assert "n’accompagne plus ici" in boss.get("/centre/tutors").text
    assert "qui choisit la suite" in cast.learner.sit_down(client).get("/learn").text
    assert give(client, cast).status_code == 303
    with database.reading() as reading:
        assert set(reading.scalars(select(Enrolment.tutor_id))) == {cast.substitute.id}
        briefs = reading.scalars(select(Handover)).all()
        assert {one.reason for one in briefs} == {HandoverReason.LEFT}
    yves = cast.substitute.sit_down(client)
    assert "2 personnes vous ont été confiées" in yves.get("/tutor").text
    read = yves.get("/tutor/handed").text
    for words in (
        "Nadia Test",
        "Karim Test",
        "0 blocs sur",
        "Question posée",
        "Appel, 10",
        "Une réponse promise",
    ):
        assert words in read.replace("\xa0", " "), words
    assert "Secret" not in read
    assert yves.get(f"/messages/{thread}").status_code == 200
    told = cast.learner.sit_down(client).get("/learn").text
    assert "Yves vous accompagne depuis le 10" in told
    assert "Sabine n’accompagne plus dans ce centre" in told
    cast.substitute.sit_down(client).post("/tutor/handed/read")
    assert "vous ont été confiées" not in client.get("/tutor").text
    stays = client.get(f"/tutor/learners/{enrolment}").text
    assert "Reçu de Sabine" in stays
    with database.reading() as reading:
        lines = reading.scalars(select(AuditLine).where(AuditLine.act == "tutor_assigned")).all()
    assert [(line.before, line.after) for line in lines] == [
        ({"tutor": str(cast.tutor.id)}, {"tutor": str(cast.substitute.id)})
    ] * 2


def test_of_a_suspended_tutor_the_learners_are_without_one_at_once(
    client: FlaskClient, session: Session, database: Database, cast: Cast, nadia: Accompanied
) -> None:
    suspend(session, cast.manager.actor, person_id=cast.tutor.id)
    session.commit()
    boss = cast.manager.sit_down(client)
    assert "Nadia Test" in boss.get("/centre/people?show=without_tutor").text
    keep_every_seat(database)
    with database.reading() as reading:
        here = set(reading.scalars(select(Participant.person_id).where(Participant.left_at.is_(None))))
    assert here == {cast.learner.id}


def test_a_role_that_ended_in_the_night_leaves_the_conversation_within_the_minute_and_comes_back_with_it(
    session: Session, database: Database, cast: Cast, clock: Hands, nadia: Accompanied
) -> None:
    held = session.scalars(select(Membership).where(Membership.person_id == cast.tutor.id)).one()
    held.to_on = date(2026, 3, 10)
    session.commit()

    def here() -> set[Any]:
        keep_every_seat(database)
        with database.reading() as reading:
            return set(reading.scalars(select(Participant.person_id).where(Participant.left_at.is_(None))))

    assert here() == {cast.learner.id, cast.tutor.id}
    clock.move(days=1)
    assert here() == {cast.learner.id}
    held.to_on = None
    session.commit()
    assert here() == {cast.learner.id, cast.tutor.id}


@pytest.mark.parametrize("fields", [{"tutor": ""}, {"person": []}])
def test_nobody_and_nothing_chosen_is_said(
    client: FlaskClient, session: Session, cast: Cast, nadia: Accompanied, fields: dict[str, Any]
) -> None:
    refused = give(client, cast, **fields)
    assert refused.status_code == 422
    assert "form-errors" in refused.text
    session.expire_all()
    assert session.scalars(select(Enrolment.tutor_id)).one() == cast.tutor.id


def test_only_a_tutor_of_the_centre_receives_and_the_others_of_the_list_stay(
    client: FlaskClient, session: Session, cast: Cast, nadia: Accompanied, karim: Accompanied
) -> None:
    assert give(client, cast, tutor=str(cast.other_tutor.id)).status_code == 422
    assert give(client, cast, person=[str(cast.learner.id)]).status_code == 303
    session.expire_all()
    tutors = dict(session.execute(select(Enrolment.learner_id, Enrolment.tutor_id)).all())
    assert tutors == {cast.learner.id: cast.substitute.id, cast.second_learner.id: cast.tutor.id}
    assert session.scalar(select(func.count()).select_from(Handover)) == 1


def test_two_are_handed_over_in_as_many_statements_as_one(
    client: FlaskClient,
    session: Session,
    database: Database,
    cast: Cast,
    nadia: Accompanied,
    karim: Accompanied,
) -> None:
    def count(*people: Member) -> int:
        with statements(database) as seen:
            assert give(client, cast, person=[str(one.id) for one in people]).status_code == 303
        return len(seen)

    alone = count(cast.learner)
    back = {"tutor": str(cast.tutor.id), "person": str(cast.learner.id)}
    client.post(f"/centre/tutors/{cast.substitute.id}/handover", data=back)
    assert count(cast.learner, cast.second_learner) == alone
