"""The matrix for whom the cast has nobody: suspended, ended, not begun, of two centres, standing in, of a group, gone over.

The rows are those of `tests/guards/access`; of each standing, those whose answer may differ are asked.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.kernel.clock import now
from app.kernel.realtime import events
from app.learning.models import Enrolment
from app.learning.services.centres import follow_learner
from app.people.models import GroupMember, Membership, Person, Role
from app.people.services.accounts import add_person, give_role
from app.tutoring.jobs import keep_every_seat
from app.tutoring.models import Accompaniment
from app.tutoring.services.substitutes import StandIn, appoint_substitutes
from tests.cast import Cast, Member, member_for
from tests.ground import Ground
from tests.guards.access import ALL
from tests.guards.access.chat import TALKING
from tests.guards.access.rows import EVERYONE, Row, people
from tests.guards.test_matrix import COUNTERPART, behind_the_door, seen_by
from tests.guards.test_socket_matrix import SAID, send
from tests.planted import Planted

GIVEN = (Role.LEARNER, Role.TUTOR, Role.TRAINER, Role.SESSION_HOST, Role.ASSESSOR, Role.CENTRE_MANAGER)
READ = [row for row in ALL if row.method == "GET"]
DAY = timedelta(days=1)
Of = Callable[[Session, Cast], Person]


def someone(session: Session, cast: Cast, name: str) -> Person:
    return add_person(session, email=f"{name.lower()}@standing.example", given_name=name)


def suspended(session: Session, cast: Cast) -> Person:
    """Every role of the first centre, and an account that was closed."""
    person = someone(session, cast, "Suspendu")
    for role in GIVEN:
        give_role(session, person_id=person.id, centre_id=cast.centre_id, role=role)
    return person


def ended(session: Session, cast: Cast) -> Person:
    """Every role of the first centre until yesterday; Nadia's tutor, and the host of her session, in name still."""
    person, day = someone(session, cast, "Sortie"), now().date()
    for role in GIVEN:
        dates = {"from_on": day - 30 * DAY, "to_on": day - DAY}
        give_role(session, person_id=person.id, centre_id=cast.centre_id, role=role, **dates)
    session.query(Enrolment).filter_by(learner_id=cast.learner.id).update({"tutor_id": person.id})
    return person


def to_come(session: Session, cast: Cast) -> Person:
    """The same, from tomorrow."""
    person = someone(session, cast, "Bientôt")
    for role in GIVEN:
        give_role(
            session, person_id=person.id, centre_id=cast.centre_id, role=role, from_on=now().date() + DAY
        )
    session.query(Enrolment).filter_by(learner_id=cast.learner.id).update({"tutor_id": person.id})
    return person


def of_two(session: Session, cast: Cast) -> Person:
    """Hosts and assesses in the first centre, and runs the other one."""
    person = someone(session, cast, "Double")
    for role in (Role.SESSION_HOST, Role.ASSESSOR):
        give_role(session, person_id=person.id, centre_id=cast.centre_id, role=role)
    give_role(session, person_id=person.id, centre_id=cast.other_centre_id, role=Role.CENTRE_MANAGER)
    return person


def grouped(session: Session, cast: Cast) -> Person:
    """Learns in the first centre, in the class that Nadia is in."""
    person = someone(session, cast, "Camarade")
    give_role(session, person_id=person.id, centre_id=cast.centre_id, role=Role.LEARNER)
    [group_id] = session.scalars(select(GroupMember.group_id).where(GroupMember.person_id == cast.learner.id))
    session.add(GroupMember(group_id=group_id, person_id=person.id, from_on=now().date()))
    return person


@dataclass(frozen=True)
class Standing:
    """Someone in the planted world, which is put back when they have been asked about."""

    ground: Ground
    member: Member

    def ask(self, row: Row, planted: Planted, **other: Any) -> int:
        return self.ground.ask("other_standing" if planted is self.ground.world.there else "standing", row, row.values(planted) | other)  # fmt: skip

    def told(self, expected: Mapping[str, int], found: Mapping[str, int]) -> dict[str, tuple[int, int]]:
        return {rule: (found[rule], expected[rule]) for rule in expected if found[rule] != expected[rule]}


@pytest.fixture
def standing(ground: Ground) -> Iterator[Callable[[Of], Standing]]:
    def stand(make: Of) -> Standing:
        with ground.app.app_context(), ground.database.writing() as session:
            member = member_for(session, make(session, ground.cast))
        ground.others = {"standing": member, "other_standing": member}
        ground.keep("standing")
        return Standing(ground, member)

    yield stand
    ground.others = {}
    ground.restore()


def look_again(ground: Ground) -> None:
    """The round of the minute."""
    with ground.app.app_context():
        keep_every_seat(ground.database)


def suspend(ground: Ground, member: Member) -> None:
    """The account alone: that its doors are shut too is asked in tests/realtime/test_suspension.py."""
    with ground.database.writing() as session:
        session.get_one(Person, member.id).suspended_at = now()


def test_nobody_who_is_suspended_reaches_anything_and_no_socket_of_theirs_is_heard(
    ground: Ground, standing: Callable[[Of], Standing]
) -> None:
    one = standing(suspended)
    suspend(ground, one.member)
    expected = {row.rule: row.for_nobody() for row in ALL}
    found = {row.rule: one.ask(row, ground.world.here) for row in ALL}
    assert one.told(expected, found) == {}
    said = {event: send(ground, "standing", event, say("")) for event, say in SAID.items()}
    assert set(said.values()) == {"not_signed_in"}
    assert set(events) - set(SAID) == {"studio"}


@pytest.mark.parametrize("make", [ended, to_come])
def test_a_role_opens_nothing_after_its_last_day_nor_before_its_first(
    ground: Ground, standing: Callable[[Of], Standing], make: Of
) -> None:
    """What is everyone's opens; the doors of roles are shut; another's object does not exist, whoever the record names."""
    one = standing(make)
    look_again(ground)
    expected = {row.rule: without_role(row) for row in READ}
    found = {row.rule: one.ask(row, ground.world.here) for row in READ}
    assert one.told(expected, found) == {}
    conversation = str(ground.world.here.conversation_id)
    said = {event: send(ground, "standing", event, say(conversation)) for event, say in SAID.items()}
    assert set(said.values()) == {"not_found"}


def without_role(row: Row) -> int:
    if row.enters != EVERYONE:
        return 403
    if row.sees or row.everywhere:
        return row.absent if row.parameters else 404
    return row.ok


def test_of_two_centres_each_role_opens_its_own_centre_alone(
    ground: Ground, standing: Callable[[Of], Standing]
) -> None:
    one = standing(of_two)
    rows = [row for row in READ if row.enters & people("host other_manager")]
    for planted, sees_as, other in (
        (ground.world.here, "host", "manager"),
        (ground.world.there, "manager", "host"),
    ):
        expected = {row.rule: as_one_of_two(row, sees_as, other) for row in rows}
        found = {row.rule: one.ask(row, planted) for row in rows}
        assert one.told(expected, found) == {}, sees_as


def as_one_of_two(row: Row, role: str, elsewhere: str) -> int:
    """What the role opens of its centre's objects; the door, by either."""
    opener = role if role in row.enters or COUNTERPART[role] in row.enters else elsewhere
    if not row.sees:
        return row.but.get(opener, row.ok)
    return seen_by(row, role, row.sees)


def test_who_is_in_the_same_class_sees_no_more_of_a_learner_than_another_learner(
    ground: Ground, standing: Callable[[Of], Standing]
) -> None:
    one = standing(grouped)
    rows = [row for row in READ if row.sees and "second_learner" not in row.sees]
    expected = {row.rule: behind_the_door(row, "second_learner", row.absent) for row in rows}
    found = {row.rule: one.ask(row, ground.world.here) for row in rows}
    assert one.told(expected, found) == {}


#: What is the tutor's because the learner is theirs; naming who stands in is not.
ACCOMPANYING = [row for row in READ if "tutor" in row.sees and "substitute" not in row.sees and not row.where.get("person_id")]  # fmt: skip


def test_who_stands_in_reaches_what_the_tutor_does_in_their_dates_and_nothing_after(
    ground: Ground, standing: Callable[[Of], Standing]
) -> None:
    def tutor(session: Session, cast: Cast) -> Person:
        person = someone(session, cast, "Relais")
        give_role(session, person_id=person.id, centre_id=cast.centre_id, role=Role.TUTOR)
        stand_in = StandIn(person.id, now() - DAY, now() + DAY)
        ids = [ground.world.here.enrolment_id]
        appoint_substitutes(session, cast.tutor.actor, enrolment_ids=ids, stand_in=stand_in)
        return person

    one = standing(tutor)
    conversation = str(ground.world.here.conversation_id)
    assert {row.rule: one.ask(row, ground.world.here) for row in ACCOMPANYING} == {
        row.rule: row.ok for row in ACCOMPANYING
    }
    said = {event: send(ground, "standing", event, say(conversation)) for event, say in SAID.items()}
    assert set(said.values()) == {"ok"}
    ground.restore("standing")  # the same message sent again would be answered as before
    with ground.database.writing() as session:
        session.get_one(Accompaniment, ground.world.here.enrolment_id).substitute_to = now()
    look_again(ground)
    assert {one.ask(row, ground.world.here) for row in ACCOMPANYING} == {404}
    said = {event: send(ground, "standing", event, say(conversation)) for event, say in SAID.items()}
    assert set(said.values()) == {"not_found"}


def test_of_who_changed_centre_the_former_one_reaches_what_it_keeps_alone(ground: Ground) -> None:
    """Nadia learns in the other centre from today."""
    planted, learner = ground.world.here, ground.cast.learner
    with ground.app.app_context(), ground.database.writing() as session:
        held = session.scalars(select(Membership).where(Membership.person_id == learner.id)).one()
        held.to_on = now().date() - DAY
        give_role(session, person_id=learner.id, centre_id=ground.cast.other_centre_id, role=Role.LEARNER)
        session.flush()
        follow_learner(session, learner.id)
    theirs = [row for row in READ if row.sees & people("tutor manager") and of_the_learner(row)]
    # The manager also hosts a session for which she has a place: that is seen until thirty days after it.
    # A centre may be asked to erase whoever it knew, and says that another one knows them too.
    own = {"GET /centre/people/<uuid:person_id>/kept", "GET /centre/people/<uuid:person_id>/erase"}
    kept = own | {*(row.rule for row in theirs if "host" in row.sees)}
    for who in ("tutor", "manager"):
        asked = [row for row in theirs if who in row.sees]
        expected = {row.rule: row.ok if who == "manager" and row.rule in kept else 404 for row in asked}
        found = {row.rule: ground.ask(who, row, row.values(planted)) for row in asked}
        assert {rule: (found[rule], expected[rule]) for rule in found if found[rule] != expected[rule]} == {}
    register = [row for row in READ if "host" in row.sees and {"session_id"} <= set(row.parameters)]
    assert {ground.ask("host", row, row.values(planted)) for row in register} == {200}
    for who in ("other_tutor", "other_manager"):
        row = next(row for row in READ if row.rule == "GET /api/v1/enrolments/<enrolment_id>")
        assert ground.ask(who, row, row.values(planted)) == 200
    for who in TALKING & people("tutor"):
        conversation = str(planted.conversation_id)
        assert {send(ground, who, event, say(conversation)) for event, say in SAID.items()} == {"not_found"}
    ground.restore()


LEARNERS_OWN = {"enrolment_id", "conversation", "person_id", "submission_id", "signal_id"}


def of_the_learner(row: Row) -> bool:
    return bool(LEARNERS_OWN & set(row.parameters)) and row.where.get("person_id") is None
