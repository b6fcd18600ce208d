"""Reading who is on which version of a module, and what a move has changed."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import Session

from app.catalogue.models import Module, ModuleVersion
from app.learning.models import Enrolment, Move, MovedEnrolment
from app.learning.queries import percent_of
from app.network.models import Centre
from app.people.models import Person

MOVES_SHOWN = 20


@dataclass(frozen=True, slots=True)
class OnVersion:
    """The people of one centre on one version. Who has completed the module, or ended, is not under way."""

    version_id: uuid.UUID
    centre_id: uuid.UUID
    centre: str
    under_way: int
    completed: int


def count_by_version(session: Session, module_id: uuid.UUID) -> list[OnVersion]:
    """For who edits the module; one statement."""
    is_under_way = and_(Enrolment.ended_at.is_(None), Enrolment.completed_at.is_(None))
    rows = session.execute(
        select(
            Enrolment.version_id,
            Centre.id,
            Centre.name,
            func.sum(case((is_under_way, 1), else_=0)),
            func.sum(case((is_under_way, 0), else_=1)),
        )
        .join(Centre, Centre.id == Enrolment.centre_id)
        .where(Enrolment.module_id == module_id)
        .group_by(Enrolment.version_id, Centre.id, Centre.name)
        .order_by(Centre.name)
    )
    return [OnVersion(*row) for row in rows]


def count_left_behind(session: Session, module_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, int]:
    """How many are under way on a version that is not the current one, by module; one statement."""
    rows = session.execute(
        select(Enrolment.module_id, func.count())
        .join(ModuleVersion, ModuleVersion.id == Enrolment.version_id)
        .join(Module, Module.id == Enrolment.module_id)
        .where(Enrolment.module_id.in_(module_ids), ModuleVersion.number < Module.current_number)
        .where(Enrolment.ended_at.is_(None), Enrolment.completed_at.is_(None))
        .group_by(Enrolment.module_id)
    )
    return {module_id: count for module_id, count in rows}  # noqa: C416  rows are no pairs to dict()


@dataclass(frozen=True, slots=True)
class MoveTold:
    """A move as its author sees it."""

    move: Move
    former: int
    number: int
    centre: str | None
    by: str


def list_moves(session: Session, module_id: uuid.UUID) -> list[MoveTold]:
    """The newest first; one statement."""
    former = select(ModuleVersion.id, ModuleVersion.number).subquery()
    rows = session.execute(
        select(
            Move, former.c.number, ModuleVersion.number, Centre.name, Person.given_name, Person.family_name
        )
        .join(former, former.c.id == Move.from_version_id)
        .join(ModuleVersion, ModuleVersion.id == Move.to_version_id)
        .join(Person, Person.id == Move.begun_by)
        .join(Centre, Centre.id == Move.centre_id, isouter=True)
        .where(Move.module_id == module_id)
        .order_by(Move.begun_at.desc(), Move.id)
        .limit(MOVES_SHOWN)
    )
    return [
        MoveTold(move, left, number, centre, f"{given} {family}".strip())
        for move, left, number, centre, given, family in rows
    ]


@dataclass(frozen=True, slots=True)
class News:
    """One move that a learner has not yet read about, with what it did to them."""

    move: Move
    moved: MovedEnrolment
    number: int

    @property
    def before(self) -> int:
        return percent_of(self.moved.done_before, self.moved.required_before)

    @property
    def after(self) -> int:
        return percent_of(self.moved.done_after, self.moved.required_after)

    def count(self, fate: str) -> int:
        return int(self.move.summary.get(fate, 0))

    @property
    def redone(self) -> list[dict[str, Any]]:
        """The decisions on blocks that the learner had done and does again."""
        return [self.move.decisions[code] for code in self.moved.redone if code in self.move.decisions]

    @property
    def mended(self) -> list[dict[str, Any]]:
        """The other decisions: the block changed, and nothing is to be done again."""
        return [each for code, each in self.move.decisions.items() if code not in self.moved.redone]


def list_news(session: Session, enrolment: Enrolment) -> list[News]:
    """What the learner has not read yet, the newest first; no statement where there is none."""
    if not enrolment.has_news:
        return []
    return _news(session, [enrolment.id], since=enrolment.version_read_at)


def news_of(session: Session, move_id: uuid.UUID, enrolment_ids: Sequence[uuid.UUID]) -> list[News]:
    """What one move did to each of these."""
    return [news for news in _news(session, enrolment_ids) if news.move.id == move_id]


def _news(session: Session, enrolment_ids: Sequence[uuid.UUID], since: datetime | None = None) -> list[News]:
    rows = (
        select(Move, MovedEnrolment, ModuleVersion.number)
        .join(MovedEnrolment, MovedEnrolment.move_id == Move.id)
        .join(ModuleVersion, ModuleVersion.id == Move.to_version_id)
        .where(MovedEnrolment.enrolment_id.in_(enrolment_ids))
        .order_by(MovedEnrolment.moved_at.desc())
    )
    if since is not None:
        rows = rows.where(MovedEnrolment.moved_at > since)
    return [News(*row) for row in session.execute(rows)]
