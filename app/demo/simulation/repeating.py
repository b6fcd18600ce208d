"""Everyone else: each repeats what one person did in study, row by row."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.demo.simulation.people import People
from app.demo.simulation.rows import row_of, table_of, write_rows
from app.kernel.db import Base
from app.kernel.ids import new_id
from app.learning.models import BlockState, Enrolment, Presence, Step, StudyInterval

COPIED: tuple[type[Base], ...] = (Step, BlockState, Presence)


@dataclass(frozen=True, slots=True)
class Copy:
    """An enrolment that repeats another; `number` is its learner's."""

    enrolment_id: uuid.UUID
    number: int


@dataclass(frozen=True, slots=True)
class Repeated:
    """An enrolment that was lived, and those that repeat it."""

    source: Enrolment
    copies: list[Copy]

    def persons(self, people: People, copy: Copy) -> dict[uuid.UUID, uuid.UUID]:
        """Who stands for whom in this copy."""
        return {
            self.source.learner_id: people.learners[copy.number],
            self.source.tutor_id: people.tutor_of(copy.number),
        }


def plan_copies(people: People, lived: Sequence[Sequence[Enrolment]]) -> list[Repeated]:
    """`lived` holds the enrolments of the first learners; the others repeat them in turn."""
    return [
        Repeated(
            source,
            [Copy(new_id(), number) for number in range(at + len(lived), len(people.learners), len(lived))],
        )
        for at, enrolments in enumerate(lived)
        for source in enrolments
    ]


def repeat_study(session: Session, people: People, repeated: Sequence[Repeated]) -> None:
    """Enrolments with their steps, states and presence."""
    session.flush()
    write_rows(
        session,
        Enrolment,
        (
            row_of(
                each.source,
                id=copy.enrolment_id,
                learner_id=people.learners[copy.number],
                centre_id=people.site_of(copy.number).id,
                tutor_id=people.tutor_of(copy.number),
            )
            for each in repeated
            for copy in each.copies
        ),
    )
    for each in repeated:
        _copy_history(session, each)


def _copy_history(session: Session, repeated: Repeated) -> None:
    enrolment_ids = [copy.enrolment_id for copy in repeated.copies]
    if not enrolment_ids:
        return
    for kind in COPIED:
        session.execute(_copying(kind, repeated.source, enrolment_ids))
    lived = select(StudyInterval).where(StudyInterval.enrolment_id == repeated.source.id)
    intervals = session.scalars(lived).all()
    write_rows(
        session,
        StudyInterval,
        (
            row_of(interval, id=new_id(), enrolment_id=enrolment_id)
            for enrolment_id in enrolment_ids
            for interval in intervals
        ),
    )


def _copying(kind: type[Base], source: Enrolment, enrolment_ids: list[uuid.UUID]) -> Any:
    """In the database itself: what a million rows say never leaves it."""
    table, enrolments = table_of(kind), table_of(Enrolment)
    others = [column for column in table.columns if column.name != "enrolment_id"]
    return insert(table).from_select(
        ["enrolment_id", *(column.name for column in others)],
        select(enrolments.c.id, *others)
        .select_from(enrolments)
        .join(table, table.c.enrolment_id == source.id)
        .where(enrolments.c.id.in_(enrolment_ids)),
        include_defaults=False,
    )


def stated_steps(session: Session, enrolment_id: uuid.UUID) -> Iterator[Step]:
    """The steps that name what was observed in the workshop."""
    for step in session.scalars(select(Step).where(Step.enrolment_id == enrolment_id)):
        if "stated" in step.result:
            yield step
