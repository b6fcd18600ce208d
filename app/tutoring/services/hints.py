"""`signal`: a live hint that a tutor's list changed. It may be lost; the page reads again by itself now and then."""

import uuid
from collections.abc import Collection

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from app.kernel.clock import now
from app.kernel.db import before_commit, until_commit
from app.kernel.realtime import push
from app.learning.models import Enrolment
from app.tutoring.models import Accompaniment, Signal

WAITING = "tutoring_hints"


def tell_companions(session: Session, enrolment_id: uuid.UUID, *, only_if_signalled: bool = False) -> None:
    """Tell the tutor, or in their dates the substitute instead, once this transaction has ended well.

    Whoever they are is read once, just before the commit, whatever a batch of events touched. `only_if_signalled`
    stays silent where no signal is known to be open that could have gone.
    """
    waiting: dict[uuid.UUID, bool] = until_commit(session).setdefault(WAITING, {})
    if not waiting:
        before_commit(session, lambda: _tell_waiting(session, waiting))
    waiting[enrolment_id] = waiting.get(enrolment_id, True) and only_if_signalled


def _tell_waiting(session: Session, waiting: dict[uuid.UUID, bool]) -> None:
    told: dict[uuid.UUID, list[uuid.UUID]] = {}
    for row in session.execute(_companions(waiting)):
        if row.signalled or not waiting[row.id]:
            for person_id in _here_now(row):
                told.setdefault(person_id, []).append(row.id)
    for person_id, enrolments in told.items():
        tell_changed(session, [person_id], enrolments)


def tell_changed(
    session: Session, people: Collection[uuid.UUID], enrolment_ids: Collection[uuid.UUID]
) -> None:
    """The hint itself, for who accompanies these enrolments."""
    push(session, people, "signal", {"enrolments": [str(enrolment_id) for enrolment_id in enrolment_ids]})


def _companions(enrolment_ids: Collection[uuid.UUID]) -> Select[uuid.UUID, uuid.UUID, Accompaniment, bool]:
    return (
        select(
            Enrolment.id,
            Enrolment.tutor_id,
            Accompaniment,
            select(Signal.id)
            .where(Signal.enrolment_id == Enrolment.id, Signal.closed_at.is_(None))
            .exists()
            .label("signalled"),
        )
        .join(Accompaniment, Accompaniment.enrolment_id == Enrolment.id, isouter=True)
        .where(Enrolment.id.in_(list(enrolment_ids)))
    )


def _here_now(row: Row[uuid.UUID, uuid.UUID, Accompaniment, bool]) -> list[uuid.UUID]:
    agreed: Accompaniment | None = row.Accompaniment
    if agreed is None or agreed.substitute_id is None or not agreed.is_substituted_at(now()):
        return [row.tutor_id]
    return [agreed.substitute_id]
