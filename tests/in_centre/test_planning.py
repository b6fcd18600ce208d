from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import time, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.in_centre.models import Booking, BookingState, InCentreSession
from app.in_centre.services.booking import (
    BookingRefused,
    NobodyEnrolled,
    SessionHasBegun,
    WaiverNeeded,
    let_in,
)
from app.in_centre.services.sessions import (
    BelowTaken,
    Plan,
    PlanFault,
    cancel_session,
    change_session,
    close_session,
    create_session,
)
from app.kernel.db import Database
from app.kernel.errors import Denied, DomainError, NotFound, TextTooLong
from app.network.models import Centre, CentreKind, Closure
from tests.cast import Cast
from tests.in_centre.conftest import Workshop
from tests.in_centre.making import BENCH, MORNING, THURSDAY

pytestmark = pytest.mark.postgres
FRIDAY = THURSDAY + timedelta(days=1)


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return Plan(FRIDAY, FRIDAY + MORNING, "Atelier électricité", cast.host.id, {"Bancs": 6, "Gants": 4})


def test_a_host_or_the_centre_manager_plans_and_the_scarcest_resource_counts(
    session: Session, cast: Cast, workshop: Workshop, plan: Plan
) -> None:
    wanted = {"centre_id": cast.centre_id, "module_id": workshop.studied.module.id, "unit": BENCH}
    created = create_session(session, cast.host.actor, **wanted, plan=plan)
    assert created.capacity == 4
    elsewhere = replace(plan, room="Atelier 2")
    assert create_session(session, cast.manager.actor, **wanted, plan=elsewhere).room == "Atelier 2"
    for member in (cast.author, cast.tutor, cast.learner, cast.other_author, cast.other_manager):
        with pytest.raises(Denied):
            create_session(session, member.actor, **wanted, plan=plan)


def faults_of(session: Session, cast: Cast, workshop: Workshop, plan: Plan) -> set[str]:
    wanted = {"centre_id": cast.centre_id, "module_id": workshop.studied.module.id, "unit": BENCH}
    with pytest.raises(PlanFault) as refused:
        create_session(session, cast.host.actor, **wanted, plan=plan)
    return {fault["code"] for fault in refused.value.facts["faults"]}


def test_a_date_on_a_closed_day_is_asked_about(
    session: Session, cast: Cast, workshop: Workshop, plan: Plan
) -> None:
    day = FRIDAY.date()
    session.add(Closure(centre_id=cast.centre_id, first_on=day, last_on=day))
    session.flush()
    assert faults_of(session, cast, workshop, replace(plan, even_if_closed=False)) == {"centre_closed"}
    wanted = {"centre_id": cast.centre_id, "module_id": workshop.studied.module.id, "unit": BENCH}
    assert create_session(session, cast.host.actor, **wanted, plan=replace(plan, even_if_closed=True)).id


def test_hours_that_are_closed_count_only_where_the_session_falls_into_them(
    session: Session, cast: Cast, workshop: Workshop, plan: Plan
) -> None:
    day = FRIDAY.date()
    closure = Closure(centre_id=cast.centre_id, first_on=day, last_on=day, starts=time(14))
    session.add(closure)
    session.flush()
    careful = replace(plan, even_if_closed=False)
    wanted = {"centre_id": cast.centre_id, "module_id": workshop.studied.module.id, "unit": BENCH}
    assert create_session(session, cast.host.actor, **wanted, plan=careful).id
    closure.starts = time(9)
    session.flush()
    assert "centre_closed" in faults_of(session, cast, workshop, replace(careful, room="Atelier 2"))


def test_a_virtual_centre_holds_no_session(
    session: Session, cast: Cast, workshop: Workshop, plan: Plan
) -> None:
    session.get_one(Centre, cast.centre_id).kind = CentreKind.VIRTUAL
    session.flush()
    assert faults_of(session, cast, workshop, plan) == {"no_workshop"}


def test_every_fault_of_a_plan_is_told_at_once(
    session: Session, clock, cast: Cast, workshop: Workshop, plan: Plan
) -> None:
    bad = Plan(clock() - timedelta(days=1), clock() - timedelta(days=2), " ", cast.tutor.id, {"Bancs": 0})
    with pytest.raises(PlanFault) as refused:
        create_session(
            session,
            cast.host.actor,
            centre_id=cast.centre_id,
            module_id=workshop.studied.module.id,
            unit="risque",
            plan=bad,
        )
    assert {fault["code"] for fault in refused.value.facts["faults"]} == {
        "plan_in_the_past",
        "ends_before_it_begins",
        "room_missing",
        "not_a_host",
        "resources_missing",
        "unit_not_offered",
    }
    assert len(session.scalars(select(InCentreSession)).all()) == 1


def test_a_room_holds_one_session_at_a_time_even_when_two_plan_at_once(
    app: Flask, database: Database, cast: Cast, workshop: Workshop, plan: Plan
) -> None:
    def create(_number: int) -> str:
        with app.app_context(), database.session(writes=True) as session:
            try:
                create_session(
                    session,
                    cast.host.actor,
                    centre_id=cast.centre_id,
                    module_id=workshop.studied.module.id,
                    unit=BENCH,
                    plan=plan,
                )
                session.commit()
            except PlanFault as fault:
                code: str = fault.facts["faults"][0]["code"]
                return code
        return "created"

    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(create, range(4))) == ["created"] + ["room_taken"] * 3


def test_places_that_are_taken_are_not_planned_away(
    session: Session, cast: Cast, workshop: Workshop, nadias_place: Booking, plan: Plan
) -> None:
    session.get_one(InCentreSession, workshop.planned.id).taken = 3
    few = replace(plan, resources={"Bancs": 2})
    with pytest.raises(BelowTaken):
        change_session(session, cast.host.actor, session_id=workshop.planned.id, plan=few)
    changed = change_session(session, cast.host.actor, session_id=workshop.planned.id, plan=plan)
    assert (changed.capacity, changed.taken, changed.sequence) == (4, 3, 1)


def test_a_refused_change_changes_nothing(
    session: Session, cast: Cast, workshop: Workshop, plan: Plan
) -> None:
    with pytest.raises(PlanFault):
        change_session(session, cast.host.actor, session_id=workshop.planned.id, plan=replace(plan, room=""))
    kept = session.get_one(InCentreSession, workshop.planned.id)
    assert (kept.starts_at, kept.room, kept.sequence) == (THURSDAY, workshop.planned.room, 0)


def test_a_session_taken_away_frees_its_places_with_the_reason(
    session: Session, cast: Cast, workshop: Workshop, nadias_place: Booking
) -> None:
    with pytest.raises(PlanFault):
        cancel_session(session, cast.host.actor, session_id=workshop.planned.id, reason=" ")
    for _ in range(2):
        gone = cancel_session(
            session, cast.host.actor, session_id=workshop.planned.id, reason="Atelier inondé"
        )
    assert (gone.taken, gone.sequence) == (0, 1)
    booking = session.get_one(Booking, nadias_place.id)
    assert (booking.state, booking.reason, booking.sequence) == (
        BookingState.CANCELLED,
        "Atelier inondé",
        1,
    )


def test_the_other_centre_finds_nothing_to_change(
    session: Session, cast: Cast, workshop: Workshop, plan: Plan
) -> None:
    wanted = {"session_id": workshop.planned.id}
    for member in (cast.other_author, cast.other_manager, cast.tutor, cast.learner):
        with pytest.raises(NotFound):
            change_session(session, member.actor, **wanted, plan=plan)
        with pytest.raises(NotFound):
            close_session(session, member.actor, **wanted)
        with pytest.raises(NotFound):
            cancel_session(session, member.actor, **wanted, reason="non")


def test_a_session_that_has_begun_is_no_longer_moved(
    session: Session, clock, cast: Cast, workshop: Workshop, plan: Plan
) -> None:
    clock.move_to(THURSDAY)
    with pytest.raises(SessionHasBegun):
        change_session(session, cast.host.actor, session_id=workshop.planned.id, plan=plan)
    with pytest.raises(SessionHasBegun):
        cancel_session(session, cast.host.actor, session_id=workshop.planned.id, reason="non")


def test_the_host_lets_someone_in_also_once_begun_and_never_past_the_last_seat(
    session: Session, clock, cast: Cast, workshop: Workshop
) -> None:
    clock.move_to(THURSDAY + timedelta(minutes=5))
    where = {"session_id": workshop.planned.id}
    booking, created = let_in(session, cast.host.actor, **where, email=" Nadia@liege.example ")
    assert (created, booking.enrolment_id) == (True, workshop.nadia.id)
    with pytest.raises(WaiverNeeded):
        let_in(session, cast.host.actor, **where, email="karim@liege.example")
    session.get_one(InCentreSession, workshop.planned.id).taken = 3
    with pytest.raises(BookingRefused) as full:
        let_in(session, cast.host.actor, **where, email="karim@liege.example", waiver="Vu hier")
    assert full.value.facts["reasons"] == ["full"]
    session.get_one(InCentreSession, workshop.planned.id).taken = 1
    waived, _ = let_in(session, cast.host.actor, **where, email="karim@liege.example", waiver="Vu hier")
    assert waived.reason == "Vu hier"


def test_a_reason_longer_than_a_line_is_refused_and_not_cut(
    session: Session, clock, cast: Cast, workshop: Workshop
) -> None:
    clock.move_to(THURSDAY + timedelta(minutes=5))
    where, reason = {"session_id": workshop.planned.id}, "x" * 251
    with pytest.raises(TextTooLong):
        let_in(session, cast.host.actor, **where, email="karim@liege.example", waiver=reason)
    session.rollback()
    clock.move_to(THURSDAY - timedelta(days=2))
    with pytest.raises(TextTooLong):
        cancel_session(session, cast.host.actor, **where, reason=reason)


@pytest.mark.parametrize("email", ["personne@liege.example", "ines@mons.example"])
def test_an_address_without_enrolment_is_answered_alike(
    session: Session, cast: Cast, workshop: Workshop, email: str
) -> None:
    with pytest.raises(NobodyEnrolled) as refused:
        let_in(session, cast.host.actor, session_id=workshop.planned.id, email=email)
    assert isinstance(refused.value, DomainError)
