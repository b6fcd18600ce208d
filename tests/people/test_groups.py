"""Groups: made, filled, enrolled at once, moved to another tutor; trap 16: their people count in every view."""

import re
from collections import Counter
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.chat.models import Conversation, Participant
from app.kernel.audit import AuditLine
from app.kernel.clock import now
from app.learning.models import Enrolment, EnrolmentKind
from app.people.models import Group, GroupMember, Membership, Role
from tests.cast import Cast, passer_by
from tests.counting import statements
from tests.pages import post, token_in
from tests.planted import SHARED, publish

pytestmark = pytest.mark.postgres


@pytest.fixture
def chantal(client: FlaskClient, cast: Cast) -> FlaskClient:
    return cast.manager.sit_down(client)


@pytest.fixture
def module(app, cast: Cast, database) -> str:
    with app.app_context(), database.writing() as session:
        publish(session, app.extensions["compagnon"].store, cast.author, SHARED, "commun")
    return SHARED


@pytest.fixture
def group(chantal: FlaskClient, cast: Cast) -> str:
    """The address of a class with Nadia and Karim in it."""
    made = post(chantal, "/centre/groups", page="/centre/groups", name="6e électricité", kind="class")
    for person in (cast.learner, cast.second_learner):
        post(chantal, f"{made.location}/members/{person.id}", page=made.location)
    return str(made.location)


def enrolments(database) -> list[Enrolment]:
    with database.reading() as session:
        return list(session.scalars(select(Enrolment).order_by(Enrolment.id)))


def test_a_name_is_taken_once_in_a_centre_and_nothing_typed_is_lost(
    chantal: FlaskClient, group: str, database
) -> None:
    refused = post(
        chantal, "/centre/groups", page="/centre/groups", name="6E Électricité", kind="company_team"
    )
    assert refused.status_code == 422
    assert 'value="6E Électricité"' in refused.text
    assert 'id="name-error"' in refused.text
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Group)) == 1


def test_a_whole_group_begins_at_once_and_again_changes_nothing(
    chantal: FlaskClient, cast: Cast, group: str, module: str, database
) -> None:
    chosen = {"module": module, "kind": "training", "tutor": str(cast.substitute.id)}
    assert post(chantal, f"{group}/enrolments", page=f"{group}/modules", **chosen).status_code == 303
    begun = enrolments(database)
    assert {one.learner_id for one in begun} == {cast.learner.id, cast.second_learner.id}
    assert {(one.tutor_id, one.kind, one.centre_id) for one in begun} == {
        (cast.substitute.id, EnrolmentKind.TRAINING, cast.centre_id)
    }
    post(chantal, f"{group}/enrolments", page=f"{group}/modules", **chosen)
    assert [one.id for one in enrolments(database)] == [one.id for one in begun]
    with database.reading() as session:
        assert session.scalar(select(func.count()).where(AuditLine.act == "enrolled")) == 2
    assert "2 personnes" in chantal.get(f"{group}/modules").text


def test_trap_16_whoever_came_by_the_group_is_in_the_tutors_lists(
    chantal: FlaskClient, app, cast: Cast, group: str, module: str
) -> None:
    chosen = {"module": module, "tutor": str(cast.tutor.id)}
    post(chantal, f"{group}/enrolments", page=f"{group}/modules", **chosen)
    sabine = cast.tutor.sit_down(app.test_client())
    page = sabine.get("/tutor/learners").text
    assert "Nadia Test" in page
    assert "Karim Test" in page
    caseload = sabine.get("/api/v1/tutor/caseload", headers=cast.tutor.bearer).json
    assert len(caseload["items"]) == 2
    assert "Sans tutorat : 0" in chantal.get("/centre/people").text.replace("\xa0", " ")


def test_a_class_of_forty_begins_in_as_many_statements_as_a_class_of_two(
    chantal: FlaskClient, app, cast: Cast, group: str, module: str, database
) -> None:
    def begin(address: str) -> int:
        token = token_in(chantal.get(f"{address}/modules").text)
        with statements(database) as seen:
            begun = chantal.post(
                f"{address}/enrolments",
                data={"module": module, "csrf_token": token},
                headers={"Sec-Fetch-Site": "same-origin"},
            )
        assert begun.status_code == 303
        return len(seen)

    with app.app_context(), database.writing() as session:
        crowd = [passer_by(session, cast.centre_id, Role.LEARNER)[0].id for _ in range(40)]
        large = Group(centre_id=cast.centre_id, name="Une grande classe", created_at=now())
        session.add(large)
        session.flush()
        session.add_all(
            GroupMember(group_id=large.id, person_id=one, from_on=date(2026, 3, 1)) for one in crowd
        )
        address = f"/centre/groups/{large.id}"
    few, many = begin(group), begin(address)
    assert few == many
    assert many <= 24
    begun = enrolments(database)
    assert len(begun) == 42
    shares = Counter(one.tutor_id for one in begun)
    assert set(shares) == {cast.tutor.id, cast.substitute.id}
    assert max(shares.values()) - min(shares.values()) <= 1
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Conversation)) == 42
        assert session.scalar(select(func.count()).select_from(Participant)) == 84
        assert session.scalar(select(func.count()).where(Membership.tutor_id.is_not(None))) == 42


def test_cards_are_made_for_a_group(chantal: FlaskClient, group: str, cast: Cast, app, database) -> None:
    with app.app_context(), database.writing() as session:
        passer_by(session, cast.centre_id, Role.LEARNER)
    link = re.search(r'href="(/centre/cards[^"]+group=[^"]+)"', chantal.get(group).text)
    assert link
    page = chantal.get(link[1].replace("&amp;", "&")).text
    assert "Nadia Test" in page
    assert "Karim Test" in page
    assert "Alix" not in page
    assert "Alix" in chantal.get("/centre/cards").text
    stranger = chantal.get(f"/centre/cards?group={cast.other_centre_id}").text
    assert "Alix" in stranger  # no group of the centre: everyone


def test_nobody_begins_where_one_of_the_group_cannot(
    chantal: FlaskClient, cast: Cast, group: str, database
) -> None:
    refused = post(chantal, f"{group}/enrolments", page=f"{group}/modules", module="nulle-part")
    assert refused.status_code == 404
    assert enrolments(database) == []


def test_a_group_moves_to_another_tutor_with_its_conversations(
    chantal: FlaskClient, cast: Cast, group: str, module: str, database
) -> None:
    chosen = {"module": module, "tutor": str(cast.tutor.id)}
    post(chantal, f"{group}/enrolments", page=f"{group}/modules", **chosen)
    moved = post(chantal, f"{group}/tutor", page=group, tutor=str(cast.substitute.id))
    assert moved.status_code == 303
    assert {one.tutor_id for one in enrolments(database)} == {cast.substitute.id}
    with database.reading() as session:
        here = session.scalars(
            select(Participant.person_id)
            .join(Conversation, Conversation.id == Participant.conversation_id)
            .where(Participant.left_at.is_(None))
        ).all()
    assert here.count(cast.substitute.id) == 2
    assert cast.tutor.id not in here
    stranger = post(chantal, f"{group}/tutor", page=group, tutor=str(cast.other_tutor.id))
    assert stranger.status_code == 422
    assert {one.tutor_id for one in enrolments(database)} == {cast.substitute.id}


def test_trap_07_who_leaves_the_group_was_in_it_and_goes_on_learning(
    chantal: FlaskClient, cast: Cast, group: str, module: str, app, database
) -> None:
    post(chantal, f"{group}/enrolments", page=f"{group}/modules", module=module)
    with app.app_context(), database.writing() as session:
        for one in session.scalars(select(GroupMember)):
            one.from_on = date(2026, 3, 1)
    post(chantal, f"{group}/members/{cast.learner.id}/end", page=group)
    assert "Nadia Test" not in chantal.get(group).text
    assert len(enrolments(database)) == 2
    with database.reading() as session:
        [left] = session.scalars(select(GroupMember).where(GroupMember.person_id == cast.learner.id))
        assert (left.from_on, left.to_on) == (date(2026, 3, 1), date(2026, 3, 9))
    post(chantal, f"{group}/members/{cast.learner.id}", page=group)
    assert "Nadia Test" in chantal.get(group).text


def test_people_to_add_are_found_by_name_in_the_centre_alone(chantal: FlaskClient, group: str) -> None:
    assert "Aucune personne" in chantal.get(f"{group}?q=Ines").text
    assert "Aucune personne" in chantal.get(f"{group}?q=Nadia").text


def test_someone_of_another_centre_comes_into_no_group(
    chantal: FlaskClient, cast: Cast, group: str, database
) -> None:
    assert post(chantal, f"{group}/members/{cast.stranger.id}", page=group).status_code == 404
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(GroupMember)) == 2


def test_a_closed_group_is_opened_again(chantal: FlaskClient, group: str) -> None:
    post(chantal, f"{group}/close", page=group)
    assert "Rouvrir le groupe" in chantal.get(group).text
    assert "6e électricité" not in chantal.get("/centre/people").text
    post(chantal, f"{group}/open", page=group)
    assert "Fermer le groupe" in chantal.get(group).text
