import uuid
from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from app.kernel.errors import NotFound
from app.network.hours import Period, WorkingHours
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


HOURS = (
    select(
        Centre.id,
        Centre.opening_hours,
        Centre.time_zone,
        Centre.keeps_holidays,
        Closure.first_on,
        Closure.last_on,
        Closure.starts,
        Closure.ends,
    )
    .join(Closure, Closure.centre_id == Centre.id, isouter=True)
    .where(Centre.id.in_(bindparam("ids", type_=Centre.id.type, expanding=True)))
)


def working_hours_by_centre(
    session: Session, centre_ids: Iterable[uuid.UUID]
) -> dict[uuid.UUID, WorkingHours]:
    """The working hours of several centres, in one query."""
    rows = session.execute(HOURS, {"ids": list(centre_ids)}).all()
    closed: dict[uuid.UUID, set[date]] = {row.id: set() for row in rows}
    cuts: dict[uuid.UUID, dict[date, tuple[Period, ...]]] = {row.id: {} for row in rows}
    for row in rows:
        if row.first_on is None:
            continue
        if row.starts is None and row.ends is None:
            closed[row.id] |= _days(row.first_on, row.last_on)
            continue
        for day in _days(row.first_on, row.last_on):
            cut = (row.starts or time.min, row.ends or time.max)
            cuts[row.id][day] = (*cuts[row.id].get(day, ()), cut)
    return {
        centre_id: WorkingHours(
            _periods(row.opening_hours),
            frozenset(closed[centre_id]),
            row.time_zone,
            cuts[centre_id],
            row.keeps_holidays,
        )
        for centre_id, row in {row.id: row for row in rows}.items()
    }


def _days(first_on: date, last_on: date) -> set[date]:
    return {date.fromordinal(number) for number in range(first_on.toordinal(), last_on.toordinal() + 1)}


def _periods(opening_hours: Mapping[str, Any]) -> tuple[tuple[tuple[time, time], ...], ...]:
    return tuple(
        tuple(
            (time.fromisoformat(start), time.fromisoformat(end))
            for start, end in opening_hours.get(str(weekday), [])
        )
        for weekday in range(7)
    )
