"""Where rows stand among their neighbours: positions count from 1 without a gap."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from app.catalogue.models import Block, Unit
from app.kernel.errors import NotFound


def place_after(
    session: Session,
    kind: type[Block] | type[Unit],
    parent: UUID,
    after: str | None,
    behind: int | None = None,
) -> int:
    """Makes room behind the neighbour of this code, or before all; the position that is free now. Raises NotFound.

    `behind` is the neighbour's position, where it is known.
    """
    position = 1 if behind is None else behind + 1
    if after and behind is None:
        found = session.scalar(select(kind.position).where(_among(kind, parent), kind.code == after))
        if found is None:
            raise NotFound
        position = found + 1
    _shift(session, kind, parent, position, 1)
    return position


def close_gap(session: Session, kind: type[Block] | type[Unit], parent: UUID, position: int) -> None:
    """After the row of this position has gone."""
    _shift(session, kind, parent, position + 1, -1)


def code_before(session: Session, row: Block | Unit) -> str | None:
    kind, parent = type(row), row.unit_id if isinstance(row, Block) else row.version_id
    return session.scalar(
        select(kind.code)
        .where(_among(kind, parent), kind.position < row.position)
        .order_by(kind.position.desc())
        .limit(1)
    )


def last_code(session: Session, kind: type[Block] | type[Unit], parent: UUID) -> str | None:
    return session.scalar(
        select(kind.code).where(_among(kind, parent)).order_by(kind.position.desc()).limit(1)
    )


def stands(session: Session, kind: type[Block] | type[Unit], parent: UUID, after: str | None) -> str | None:
    """A neighbour as it was; the last one where it is gone."""
    if after is None:
        return None
    found = session.scalar(select(kind.code).where(_among(kind, parent), kind.code == after))
    return found or last_code(session, kind, parent)


def count(session: Session, kind: type[Block] | type[Unit], parent: UUID) -> int:
    return session.scalar(select(func.count()).select_from(kind).where(_among(kind, parent))) or 0


def _among(kind: Any, parent: UUID) -> ColumnElement[bool]:
    column = kind.unit_id if kind is Block else kind.version_id
    found: ColumnElement[bool] = column == parent
    return found


def _shift(session: Session, kind: Any, parent: UUID, start: int, by: int) -> None:
    session.execute(
        update(kind).where(_among(kind, parent), kind.position >= start).values(position=kind.position + by)
    )
