"""Everyone else's dates: a place in their own workshop at the same hour, the same presence, the same grid."""

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.demo.simulation.people import People
from app.demo.simulation.repeating import Copy, Repeated, stated_steps
from app.demo.simulation.rows import row_of, write_rows
from app.demo.simulation.workshop import Dates, workshop_of
from app.in_centre.models import Attendance, Booking, InCentreSession, Observation
from app.kernel.db import Base
from app.kernel.ids import new_id
from app.learning.models import BlockState, Step

Rows = dict[type[Base], list[dict[str, Any]]]


def repeat_workshop(session: Session, people: People, repeated: Sequence[Repeated], dates: Dates) -> None:
    """Bookings, presence and grids; and what the steps say of them, by the copy's own ids."""
    kept: Rows = {kind: [] for kind in (Booking, Attendance, Observation, Step, BlockState)}
    for each in repeated:
        booking = session.scalars(select(Booking).where(Booking.enrolment_id == each.source.id)).first()
        if booking is None:
            continue
        lived = _Lived(session, each, booking)
        for copy in each.copies:
            lived.repeat(kept, people, copy, dates)
        lived.forget_stated(session)
    for kind, rows in kept.items():
        write_rows(session, kind, iter(rows))


class _Lived:
    """What one person did in the workshop."""

    def __init__(self, session: Session, repeated: Repeated, booking: Booking) -> None:
        self._repeated, self._booking = repeated, booking
        self._moment = session.get_one(InCentreSession, booking.session_id).starts_at
        of_it = {"booking_id": booking.id}
        self._attendance = session.scalars(select(Attendance).filter_by(**of_it)).all()
        self._observations = session.scalars(select(Observation).filter_by(**of_it)).all()
        self._steps = list(stated_steps(session, repeated.source.id))
        blocks = [step.block for step in self._steps]
        self._states = session.scalars(
            select(BlockState).where(
                BlockState.enrolment_id == repeated.source.id, BlockState.block.in_(blocks)
            )
        ).all()

    def repeat(self, kept: Rows, people: People, copy: Copy, dates: Dates) -> None:
        site = workshop_of(people, people.site_of(copy.number))
        booking_id, host = new_id(), site.trainers[0]
        kept[Booking].append(
            row_of(
                self._booking,
                id=booking_id,
                session_id=dates[site.id, self._moment],
                learner_id=people.learners[copy.number],
                enrolment_id=copy.enrolment_id,
            )
        )
        for each in self._attendance:
            kept[Attendance].append(row_of(each, id=new_id(), booking_id=booking_id, confirmed_by=host))
        ids = {str(each.id): new_id() for each in self._observations}
        for seen in self._observations:
            kept[Observation].append(
                row_of(seen, id=ids[str(seen.id)], booking_id=booking_id, assessor_id=host)
            )
        self._state_again(kept, copy, ids)

    def _state_again(self, kept: Rows, copy: Copy, ids: dict[str, uuid.UUID]) -> None:
        for step in self._steps:
            result = {"stated": _named(step.result["stated"], ids)}
            kept[Step].append(row_of(step, enrolment_id=copy.enrolment_id, result=result))
        for state in self._states:
            because = _named(state.because, ids)
            kept[BlockState].append(row_of(state, enrolment_id=copy.enrolment_id, because=because))

    def forget_stated(self, session: Session) -> None:
        """The rows that study repeated as they were, before they are written by the copies' own ids."""
        copies = [copy.enrolment_id for copy in self._repeated.copies]
        ids, blocks = [step.id for step in self._steps], [state.block for state in self._states]
        if ids:
            session.execute(delete(Step).where(Step.enrolment_id.in_(copies), Step.id.in_(ids)))
            of_them = BlockState.block.in_(blocks)
            session.execute(delete(BlockState).where(BlockState.enrolment_id.in_(copies), of_them))


def _named(because: dict[str, Any], ids: dict[str, uuid.UUID]) -> dict[str, Any]:
    known = ids.get(str(because.get("id")))
    return because | {"id": str(known)} if known else because
