"""One term: the setting that says how long, what is older, and what is done with it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Column, ColumnElement, delete, select, tuple_, update
from sqlalchemy.orm import Session

from app.kernel.db import Base
from app.settings import Settings

Keys = Sequence[Any]
#: `find(session, before, limit)` names at most so many things from before this moment; it only reads.
Find = Callable[[Session, datetime, int], Keys]
#: `take(session, keys)` takes these away, and says how many rows that were.
Take = Callable[[Session, Keys], int]
Older = Callable[[datetime], tuple[ColumnElement[bool], ...]]


class Unit(StrEnum):
    DAYS = "days"
    #: Counted from the end of the year in which it ended, as funders do.
    YEARS = "years"


@dataclass(frozen=True, slots=True)
class Term:
    """`setting` is the name of the installation's setting: the law changes, so no number stands in code.

    What is old is looked for without holding the writer's place; only taking it away does.
    """

    setting: str
    find: Find
    take: Take
    unit: Unit = Unit.DAYS

    def length(self, settings: Settings) -> int:
        found: int = getattr(settings, self.setting)
        return found

    def until_on(self, settings: Settings, day: date) -> date:
        """On this day, what is from before the answer goes."""
        length = self.length(settings)
        if self.unit is Unit.YEARS:
            return date(day.year - length, 1, 1)
        return day - timedelta(days=length)


def beginning_of(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def deleting(setting: str, model: type[Base], older: Older, unit: Unit = Unit.DAYS) -> Term:
    """The rows go."""

    def take(session: Session, keys: Keys) -> int:
        session.execute(delete(model).where(_among(model, keys)))
        return len(keys)

    return Term(setting, _finding(model, older), take, unit)


def emptying(setting: str, model: type[Base], older: Older, **empty: Any) -> Term:
    """The rows stay, with these values; `older` leaves those alone that have them."""

    def take(session: Session, keys: Keys) -> int:
        session.execute(update(model).where(_among(model, keys)).values(empty))
        return len(keys)

    return Term(setting, _finding(model, older), take)


def _finding(model: type[Base], older: Older) -> Find:
    def find(session: Session, before: datetime, limit: int) -> Keys:
        return session.execute(select(*_keys(model)).where(*older(before)).limit(limit)).all()

    return find


def _among(model: type[Base], keys: Keys) -> ColumnElement[bool]:
    columns = _keys(model)
    if len(columns) == 1:
        return columns[0].in_([key for (key,) in keys])
    return tuple_(*columns).in_([tuple(key) for key in keys])


def _keys(model: type[Base]) -> list[Column[Any]]:
    return list(Base.metadata.tables[model.__tablename__].primary_key.columns)
