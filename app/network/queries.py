import uuid
from collections.abc import Iterable
from datetime import date, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.kernel.errors import NotFound
from app.network.hours import WorkingHours
from app.network.models import Centre, Closure


def get_centre(session: Session, centre_id: uuid.UUID) -> Centre:
    centre = session.get(Centre, centre_id)
    if centre is None:
        raise NotFound
    return centre


def find_centre_by_code(session: Session, code: str) -> Centre | None:
    return session.scalars(select(Centre).where(Centre.code == code)).first()


def list_centres(session: Session, centre_ids: Iterable[uuid.UUID]) -> list[Centre]:
    wanted = list(centre_ids)
    return list(session.scalars(select(Centre).where(Centre.id.in_(wanted)).order_by(Centre.name)))


def working_hours_by_centre(
    session: Session, centre_ids: Iterable[uuid.UUID]
) -> dict[uuid.UUID, WorkingHours]:
    """The working hours of several centres, in one query."""
    rows = session.execute(
        select(Centre, Closure.first_on, Closure.last_on)
        .join(Closure, Closure.centre_id == Centre.id, isouter=True)
        .where(Centre.id.in_(list(centre_ids)))
    ).all()
    centres = {row[0].id: row[0] for row in rows}
    closed: dict[uuid.UUID, set[date]] = {centre_id: set() for centre_id in centres}
    for centre, first_on, last_on in rows:
        if first_on is not None:
            closed[centre.id] |= _days(first_on, last_on)
    return {
        centre_id: WorkingHours(_periods(centre), frozenset(closed[centre_id]), centre.time_zone)
        for centre_id, centre in centres.items()
    }


def _days(first_on: date, last_on: date) -> set[date]:
    return {date.fromordinal(number) for number in range(first_on.toordinal(), last_on.toordinal() + 1)}


def _periods(centre: Centre) -> tuple[tuple[tuple[time, time], ...], ...]:
    return tuple(
        tuple(
            (time.fromisoformat(start), time.fromisoformat(end))
            for start, end in centre.opening_hours.get(str(weekday), [])
        )
        for weekday in range(7)
    )
