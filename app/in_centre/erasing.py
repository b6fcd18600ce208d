"""What becomes of someone's places and grids when they are erased."""

import uuid
from collections.abc import Iterator
from typing import Any

from flask_babel import ngettext
from sqlalchemy import Select, delete, func, or_, select, update
from sqlalchemy.orm import Session

from app.in_centre.models import Attendance, Booking, BookingState, FeedToken, InCentreSession, Observation
from app.kernel.clock import now
from app.learning.erasing import enrolments_of
from app.learning.models import EnrolmentKind
from app.people.erasing.ground import Erasing


def erase_places(erasing: Erasing) -> None:
    """Places of what no funder was told of, and places to come: others get the seats. The rest is a register."""
    session, person_id = erasing.session, erasing.person_id
    gone = (
        select(Booking.id)
        .join(InCentreSession, InCentreSession.id == Booking.session_id)
        .where(Booking.learner_id == person_id)
        .where(
            or_(
                Booking.enrolment_id.in_(enrolments_of(person_id, EnrolmentKind.DISCOVERY)),
                InCentreSession.starts_at > erasing.at,
            )
        )
    )
    ids = list(session.scalars(gone))
    seats = select(Booking.session_id).where(Booking.id.in_(ids), Booking.state == BookingState.CONFIRMED)
    session.execute(
        update(InCentreSession).where(InCentreSession.id.in_(seats)).values(taken=InCentreSession.taken - 1)
    )
    for model in (Observation, Attendance):
        session.execute(delete(model).where(model.booking_id.in_(ids)))
    session.execute(delete(Booking).where(Booking.id.in_(ids)))
    _strip(erasing, select(Booking.id).where(Booking.learner_id == person_id))


def _strip(erasing: Erasing, kept: Select[uuid.UUID]) -> None:
    """That someone was there and what was judged; not why they were away, nor what was said of them."""
    session = erasing.session
    session.execute(update(Booking).where(Booking.id.in_(kept)).values(reason=""))
    session.execute(update(Attendance).where(Attendance.booking_id.in_(kept)).values(reason=""))
    session.execute(
        update(Observation).where(Observation.booking_id.in_(kept)).values(remarks={}, learner_comment="")
    )
    erasing.hide_in(Observation, Observation.booking_id.in_(kept))


def hosts_someone(session: Session, person_id: uuid.UUID) -> str:
    """People come to sessions that somebody holds."""
    count = session.scalar(
        select(func.count())
        .select_from(InCentreSession)
        .where(InCentreSession.host_id == person_id, InCentreSession.ends_at > now())
        .where(InCentreSession.cancelled_at.is_(None))
    )
    if not count:
        return ""
    said: str = ngettext(
        "Confiez d’abord à quelqu’un d’autre la séance que cette personne anime.",
        "Confiez d’abord à quelqu’un d’autre les %(num)s séances que cette personne anime.",
        count,
    )
    return said


def place_leftovers(erased: Select[uuid.UUID]) -> Iterator[tuple[str, Select[Any]]]:
    """Of what was erased, for whoever proves it."""
    yield FeedToken.__tablename__, select(FeedToken.person_id).where(FeedToken.person_id.in_(erased))


def erase_in_others_places(erasing: Erasing) -> None:
    """Grids they filled for others hold, without their name; and their calendar's secret goes."""
    session, person_id = erasing.session, erasing.person_id
    erasing.hide_in(Observation, Observation.assessor_id == person_id)
    session.execute(
        update(Observation)
        .where(Observation.assessor_id == person_id, Observation.signed_name != "")
        .values(signed_name=erasing.words.instead)
    )
    erasing.hide_in(InCentreSession, InCentreSession.host_id == person_id)
    erasing.hide_in(Attendance, Attendance.confirmed_by == person_id)
    erasing.hide_in(Booking, Booking.cancelled_by == person_id)
    session.execute(delete(FeedToken).where(FeedToken.person_id == person_id))
