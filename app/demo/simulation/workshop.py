"""Dates in the workshops: planned in every centre, practised and signed through the services by those who act."""

import uuid
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from random import Random
from typing import Any

from sqlalchemy import case, func, select, update
from sqlalchemy.orm import Session

from app.catalogue.models import Place as Where
from app.catalogue.outlines import Outline
from app.demo.simulation.lives import Life
from app.demo.simulation.people import People, Site
from app.demo.simulation.rows import write_rows
from app.demo.simulation.size import Size
from app.demo.simulation.words import REMARKS, ROOMS
from app.demo.study import back_at
from app.in_centre.half_days import half_days
from app.in_centre.models import Booking, BookingState, InCentreSession, Level
from app.in_centre.queries.observations import list_tasks
from app.in_centre.services.attendance import confirm_attendance
from app.in_centre.services.booking import book
from app.in_centre.services.observing import Marks, Place, sign
from app.kernel.clock import now
from app.kernel.i18n import zone
from app.learning.models import Enrolment
from app.people.actor import Actor

WEEKDAYS, BEGINS, LASTS = (1, 3), time(13, 15), timedelta(hours=3, minutes=30)
WEEKS_AHEAD, PLACES = 3, 8
HOUR = timedelta(hours=1)

Dates = dict[tuple[uuid.UUID, datetime], uuid.UUID]


def list_moments(size: Size) -> list[datetime]:
    """Two a week in each centre, from the first week to three weeks ahead."""
    first = now().astimezone(zone()).date() - timedelta(weeks=size.weeks)
    days = [first + timedelta(days=day) for day in range((size.weeks + WEEKS_AHEAD) * 7)]
    return [datetime.combine(day, BEGINS, zone()) for day in days if day.weekday() in WEEKDAYS]


def workshop_of(people: People, site: Site) -> Site:
    """The centre itself, or the first one for who learns in a centre without a workshop."""
    return site if site.has_workshop else next(each for each in people.sites if each.has_workshop)


def plan_dates(session: Session, people: People, outline: Outline) -> Dates:
    """The ids of all dates by centre and moment; their places are counted at the end."""
    unit = next(unit for unit in outline.units if unit.place is Where.IN_CENTRE)
    rows = list(_dates(people, outline, unit.code))
    write_rows(session, InCentreSession, iter(rows))
    return {(row["centre_id"], row["starts_at"]): row["id"] for row in rows}


def _dates(people: People, outline: Outline, unit: str) -> Iterator[dict[str, Any]]:
    for at, site in enumerate(people.sites):
        if not site.has_workshop:
            continue
        for number, moment in enumerate(list_moments(people.size)):
            yield {
                "id": uuid.uuid4(),
                "module_id": outline.module_id,
                "unit": unit,
                "centre_id": site.id,
                "host_id": site.trainers[number % len(site.trainers)],
                "room": ROOMS[(at + number) % len(ROOMS)],
                "starts_at": moment,
                "ends_at": moment + LASTS,
                "resources": {"Postes de travail": PLACES},
                "capacity": PLACES,
                "created_at": moment - timedelta(weeks=4),
            }


def choose_moment(size: Size, life: Life, *, ahead: bool, dice: Random) -> datetime | None:
    """The date this person takes: a coming one, or one in the last part of their history; None where there is none."""
    begun = now() - life.begun * 0.5
    found = [
        moment
        for moment in list_moments(size)
        if (moment > now() + 2 * 24 * HOUR if ahead else begun < moment < now() - 24 * HOUR)
    ]
    return dice.choice(found) if found else None


def practise(
    session: Session, learner: Actor, host: Actor, session_id: uuid.UUID, *, booked: datetime, dice: Random
) -> None:
    """Take a place; where the date is past, be there, and have what was shown signed."""
    with back_at(booked):
        booking, _new = book(session, learner, session_id=session_id)
    date = session.get_one(InCentreSession, session_id)
    if date.starts_at > now():
        return
    was_there = dice.random() < 0.9
    half = half_days(date.starts_at, date.ends_at, str(zone()))[0]
    with back_at(date.starts_at + HOUR):
        confirm_attendance(
            session,
            host,
            booking_id=booking.id,
            day=half.day,
            half_day=half.half_day,
            is_present=was_there,
        )
    if was_there:
        with back_at(date.ends_at):
            _sign_tasks(session, host, booking, date, dice)


def _sign_tasks(session: Session, host: Actor, booking: Booking, date: InCentreSession, dice: Random) -> None:
    version_id = _version_of(session, booking)
    for task in list_tasks(session, version_id, date.unit, "fr"):
        # Three in four show everything.
        unsure = 0 if dice.random() < 0.75 else 0.2
        levels = {
            each.id: Level.IN_PROGRESS if dice.random() < unsure else Level.ACHIEVED for each in task.criteria
        }
        remarks = {each.id: dice.choice(REMARKS) for each in task.criteria if dice.random() < 0.2}
        place, marks = Place(booking.id, task.block, 1), Marks(levels, remarks)
        sign(session, host, place=place, marks=marks, name="Atelier (démonstration)")


def _version_of(session: Session, booking: Booking) -> uuid.UUID:
    from_enrolment = select(Enrolment.version_id).where(Enrolment.id == booking.enrolment_id)
    return session.scalars(from_enrolment).one()


def count_places(session: Session) -> None:
    """Write how many places of each date are taken, in rooms that hold them."""
    taken = (
        select(func.count())
        .where(Booking.session_id == InCentreSession.id, Booking.state == BookingState.CONFIRMED)
        .scalar_subquery()
    )
    session.execute(
        update(InCentreSession).values(taken=taken, capacity=case((taken > PLACES, taken), else_=PLACES)),
        execution_options={"synchronize_session": False},
    )
