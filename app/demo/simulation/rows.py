"""Many rows at once, through Core."""

from collections.abc import Iterable
from itertools import islice
from typing import Any, cast

from sqlalchemy import Table, insert
from sqlalchemy.orm import Session

from app.kernel.db import Base

AT_ONCE = 5_000


def table_of(kind: type[Base]) -> Table:
    return cast(Table, kind.__table__)


def write_rows(session: Session, kind: type[Base], rows: Iterable[dict[str, Any]]) -> None:
    """Insert them, a few thousand a statement, with the columns' defaults."""
    waiting = iter(rows)
    while some := list(islice(waiting, AT_ONCE)):
        session.execute(insert(table_of(kind)), some)


def row_of(thing: Base, **other: Any) -> dict[str, Any]:
    """A row's columns by name, some of them changed."""
    return {column.name: getattr(thing, column.name) for column in table_of(type(thing)).columns} | other
