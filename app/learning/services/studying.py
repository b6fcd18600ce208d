"""Folding presence into study time as it comes."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, delete, insert, or_, select
from sqlalchemy.orm import Session

from app.kernel.ids import new_id
from app.learning.models import Enrolment, Presence, StudyInterval
from app.learning.presence import Stretch, length, stretch_of, union

MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Beat:
    """An `active` event that is accepted: the learner was there for the last `seconds`."""

    enrolment: Enrolment
    id: uuid.UUID
    block: str
    seconds: int
    occurred_at: datetime
    counted_at: datetime


def apply_beats(session: Session, beats: Collection[Beat], *, device: str, received_at: datetime) -> None:
    """Keep the beats and fold them into the enrolments' study intervals: four statements at most.

    The sums stay for `write_sums`.
    """
    if not beats:
        return
    session.execute(insert(Presence), [_row(beat, device) for beat in beats])
    fresh: dict[uuid.UUID, list[Stretch]] = defaultdict(list)
    for beat in beats:
        fresh[beat.enrolment.id].append(stretch_of(beat.counted_at, beat.seconds, device, received_at))
    touched = _touched(session, fresh)
    rows: list[dict[str, Any]] = []
    for enrolment in {beat.enrolment.id: beat.enrolment for beat in beats}.values():
        older = [_stretch(interval) for interval in touched if interval.enrolment_id == enrolment.id]
        joined = union([*older, *fresh[enrolment.id]])
        count_time(enrolment, enrolment.active_microseconds + (length(joined) - length(older)) // MICROSECOND)
        rows += [_interval_row(enrolment.id, stretch) for stretch in joined]
    if touched:
        ids = [interval.id for interval in touched]
        session.execute(delete(StudyInterval).where(StudyInterval.id.in_(ids)))
    session.execute(insert(StudyInterval), rows)


def count_time(enrolment: Enrolment, microseconds: int) -> None:
    enrolment.active_microseconds = microseconds
    enrolment.active_seconds = round(microseconds / 1_000_000)


def _touched(session: Session, fresh: dict[uuid.UUID, list[Stretch]]) -> list[StudyInterval]:
    """The intervals that the new stretches could touch: for each enrolment, those within their span."""
    spans = [
        and_(
            StudyInterval.enrolment_id == enrolment_id,
            StudyInterval.ends_at >= min(each.starts_at for each in stretches),
            StudyInterval.starts_at <= max(each.ends_at for each in stretches),
        )
        for enrolment_id, stretches in fresh.items()
    ]
    return list(session.scalars(select(StudyInterval).where(or_(*spans))))


def _stretch(interval: StudyInterval) -> Stretch:
    return Stretch(interval.starts_at, interval.ends_at, interval.device, interval.is_offline)


def stretches_of(intervals: Iterable[StudyInterval]) -> list[Stretch]:
    return [_stretch(interval) for interval in intervals]


def _row(beat: Beat, device: str) -> dict[str, Any]:
    return {
        "enrolment_id": beat.enrolment.id,
        "id": beat.id,
        "block": beat.block,
        "seconds": beat.seconds,
        "occurred_at": beat.occurred_at,
        "counted_at": beat.counted_at,
        "device": device,
    }


def _interval_row(enrolment_id: uuid.UUID, stretch: Stretch) -> dict[str, Any]:
    return {
        "id": new_id(),
        "enrolment_id": enrolment_id,
        "starts_at": stretch.starts_at,
        "ends_at": stretch.ends_at,
        "device": stretch.device,
        "is_offline": stretch.is_offline,
    }
