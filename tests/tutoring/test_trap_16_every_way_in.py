"""Trap 16: however a learner came to a tutor, they are in the same lists, with the same signals, and found by their group."""

from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.catalogue.models import Module
from app.kernel.clock import now
from app.learning.models import Enrolment, EnrolmentKind
from app.learning.services.centres import follow_learner
from app.learning.services.enrolments import enrol
from app.learning.services.groups import enrol_group
from app.people.models import Group, GroupMember, Membership, Person, Role
from app.people.services.accounts import add_person, give_role
from app.people.services.memberships import name_tutor
from tests.cast import Cast
from tests.conftest import Hands
from tests.tutoring.accompanied import Accompanied

pytestmark = pytest.mark.postgres


def newcomer(session: Session, cast: Cast, name: str, *, elsewhere: bool = False) -> Person:
    person = add_person(session, email=None, given_name=name)
    centre_id = cast.other_centre_id if elsewhere else cast.centre_id
    give_role(session, person_id=person.id, centre_id=centre_id, role=Role.LEARNER, from_on=date(2026, 3, 1))
    return person


def gather(session: Session, cast: Cast, *people: Person) -> Group:
    group = Group(centre_id=cast.centre_id, name="6e soudure", created_at=now())
    session.add(group)
    session.flush()
    session.add_all(
        GroupMember(group_id=group.id, person_id=one.id, from_on=date(2026, 3, 1)) for one in people
    )
    session.flush()
    return group


def test_trap_16_singly_by_group_by_choice_and_by_transfer_the_dashboards_are_the_same(
    client: FlaskClient, session: Session, cast: Cast, clock: Hands, nadia: Accompanied
) -> None:
    module = session.scalars(select(Module)).one()
    module.is_shared = True
    by_group, chosen = newcomer(session, cast, "Gilles"), newcomer(session, cast, "Chloé")
    moved = newcomer(session, cast, "Thomas", elsewhere=True)
    group = gather(session, cast, by_group)
    enrol_group(
        session,
        cast.manager.actor,
        group_id=group.id,
        slug=module.slug,
        kind=EnrolmentKind.TRAINING,
        tutor_id=cast.tutor.id,
    )
    enrol(session, learner_id=chosen.id, module=module, tutor_id=cast.substitute.id)
    held = session.scalars(select(Membership).where(Membership.person_id == chosen.id)).one()
    name_tutor(session, cast.manager.id, [held], cast.tutor.id)
    enrol(session, learner_id=moved.id, module=module, tutor_id=cast.other_tutor.id)
    there = session.scalars(select(Membership).where(Membership.person_id == moved.id)).one()
    there.to_on = date(2026, 3, 9)
    here = give_role(session, person_id=moved.id, centre_id=cast.centre_id, role=Role.LEARNER)
    here.tutor_id = cast.tutor.id
    session.flush()
    follow_learner(session, moved.id)
    session.commit()
    names = {"Nadia", "Gilles", "Chloé", "Thomas"}
    caseload = client.get("/api/v1/tutor/caseload", headers=cast.tutor.bearer).json["items"]
    assert {row["learner_name"].split()[0] for row in caseload} == names
    sabine = cast.tutor.sit_down(client)
    page = sabine.get("/tutor/learners").text
    assert all(name in page for name in names)
    for enrolment in session.scalars(select(Enrolment)):
        enrolment.begun_at = now() - timedelta(days=9)
    session.commit()
    signals = client.get("/api/v1/tutor/signals", headers=cast.tutor.bearer).json["items"]
    assert {row["learner_name"].split()[0] for row in signals} == names
    needs = sabine.get("/tutor").text
    assert all(name in needs for name in names)
    for address in ("/tutor", "/tutor/needs", "/tutor/learners"):
        shown = sabine.get(f"{address}?group={group.id}").text
        assert "Gilles" in shown
        assert "Chloé" not in shown
