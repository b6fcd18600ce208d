from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.in_centre.events import AttendanceConfirmed
from app.in_centre.models import Attendance, Booking, HalfDay, InCentreSession
from app.in_centre.queries.attendance import list_current, list_history
from app.in_centre.queries.bookings import list_participants
from app.in_centre.services.attendance import (
    BookingIsCancelled,
    CorrectionNeedsReason,
    NotThatHalfDay,
    TooEarly,
    TooLate,
    confirm_attendance,
)
from app.in_centre.services.booking import take_out
from app.kernel import events
from app.kernel.db import Database
from app.kernel.errors import Denied, DomainError, NotFound
from app.learning.models import Enrolment
from app.people.actor import Actor
from app.people.models import Membership, Role
from tests.cast import Cast, passer_by
from tests.in_centre.conftest import Workshop
from tests.in_centre.making import THURSDAY

pytestmark = pytest.mark.postgres
DAY, AM = date(2026, 3, 12), HalfDay.MORNING
Confirm = Callable[..., Attendance]


@pytest.fixture
def confirm(session: Session, cast: Cast, nadias_place: Booking) -> Confirm:
    def say(is_present: bool = True, *, actor: Actor = cast.host.actor, **more: object) -> Attendance:
        wanted = {"booking_id": nadias_place.id, "day": DAY, "half_day": AM} | more
        return confirm_attendance(session, actor, is_present=is_present, **wanted)

    return say


def test_presence_exists_when_the_host_confirms_and_is_announced(
    session: Session, clock, cast: Cast, nadias_place: Booking, confirm: Confirm, monkeypatch
) -> None:
    heard: list[AttendanceConfirmed] = []
    monkeypatch.setitem(events._reactions, AttendanceConfirmed, [lambda _, event: heard.append(event)])
    clock.move_to(THURSDAY)
    assert list_current(session, [nadias_place.id]) == {}
    row = confirm()
    assert (row.is_present, row.confirmed_by, row.confirmed_at) == (True, cast.host.id, THURSDAY)
    assert confirm().id == row.id
    assert [(event.attendance_id, event.day, event.half_day) for event in heard] == [
        (row.id, "2026-03-12", "morning")
    ]


def test_a_correction_supersedes_and_the_former_row_stays_as_it_was(
    session: Session, clock, nadias_place: Booking, confirm: Confirm
) -> None:
    clock.move_to(THURSDAY)
    first = confirm()
    clock.move(hours=1)
    second = confirm(False)
    assert [
        (row.id, row.is_present, row.superseded_by) for row in list_history(session, [nadias_place.id])
    ] == [
        (first.id, True, second.id),
        (second.id, False, None),
    ]
    assert first.confirmed_at == THURSDAY
    assert list_current(session, [nadias_place.id])[nadias_place.id] == {(DAY, AM): second}


def test_once_the_half_day_is_over_a_correction_says_why(clock, confirm: Confirm) -> None:
    clock.move_to(THURSDAY)
    confirm()
    clock.move(hours=5)
    with pytest.raises(CorrectionNeedsReason):
        confirm(False)
    assert confirm(False, reason="Partie à 8 h 20").reason == "Partie à 8 h 20"


def test_trap_04_every_refusal_names_its_reason_and_leaves_the_register_alone(
    session: Session, clock, cast: Cast, nadias_place: Booking, confirm: Confirm
) -> None:
    assessor = passer_by(session, cast.centre_id, Role.ASSESSOR)[1]
    refusals: list[tuple[timedelta, type[DomainError], dict[str, object]]] = [
        (-timedelta(hours=2), TooEarly, {}),
        (timedelta(0), NotThatHalfDay, {"half_day": HalfDay.AFTERNOON}),
        (timedelta(0), NotThatHalfDay, {"day": DAY + timedelta(days=7)}),
        (timedelta(0), Denied, {"actor": assessor}),
        (timedelta(0), NotFound, {"actor": cast.other_author.actor}),
        (timedelta(0), NotFound, {"actor": cast.learner.actor}),
        (timedelta(days=31), TooLate, {}),
    ]
    for delay, refusal, wanted in refusals:
        clock.move_to(THURSDAY + delay)
        with pytest.raises(refusal):
            confirm(**wanted)
        assert session.scalars(select(Attendance)).all() == []


def test_trap_04_who_cancelled_is_not_marked_present(
    session: Session, clock, cast: Cast, nadias_place: Booking, confirm: Confirm
) -> None:
    take_out(session, cast.host.actor, booking_id=nadias_place.id, reason="À sa demande")
    clock.move_to(THURSDAY)
    with pytest.raises(BookingIsCancelled):
        confirm()
    assert session.scalars(select(Attendance)).all() == []


def test_trap_07_leaving_the_module_and_the_centre_changes_no_past_register(
    session: Session, clock, cast: Cast, workshop: Workshop, nadias_place: Booking, confirm: Confirm
) -> None:
    clock.move_to(THURSDAY)
    confirm()

    def register() -> list[tuple[object, ...]]:
        people = list_participants(session, cast.host.actor, workshop.planned.id)
        current = list_current(session, [each.booking.id for each in people])
        return [(each.person.name, dict(current[each.booking.id])) for each in people]

    before = register()
    session.get_one(Enrolment, workshop.nadia.id).ended_at = clock()
    for held in session.scalars(select(Membership).where(Membership.person_id == cast.learner.id)):
        session.delete(held)
    session.get_one(Booking, nadias_place.id).state = "cancelled"
    session.flush()
    assert register() == before
    assert len(before) == 1


def test_trap_13_five_taps_at_once_write_one_row(
    app: Flask, database: Database, clock, cast: Cast, nadias_place: Booking
) -> None:
    clock.move_to(THURSDAY)

    def tap(_number: int) -> object:
        with app.app_context(), database.writing() as session:
            return confirm_attendance(
                session,
                cast.host.actor,
                booking_id=nadias_place.id,
                day=DAY,
                half_day=AM,
                is_present=True,
            ).id

    with ThreadPoolExecutor(5) as threads:
        assert len(set(threads.map(tap, range(5)))) == 1
    with database.reading() as session:
        assert len(session.scalars(select(Attendance)).all()) == 1
        assert session.scalars(select(InCentreSession)).one().taken == 1
