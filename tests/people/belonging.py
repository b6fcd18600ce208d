"""Every row of every table that belongs to one centre, so that nobody else's act can be shown to touch it."""

import hashlib
import uuid
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from app.kernel.db import Base

Place = tuple[str, Any]  # a table's name and a row's key
#: Rows that belong to whoever is in them, rather than the reverse.
HELD_BY = {"people_membership": "person_id", "chat_participant": "conversation_id"}


def digests_of(session: Session, centre_id: uuid.UUID) -> dict[str, str]:
    """For each table one figure over the centre's rows, which any change of any value changes."""
    rows = {
        (table.name, _key(table, row)): row
        for table in Base.metadata.sorted_tables
        for row in session.execute(select(table)).mappings()
    }
    mine = _mine(rows, centre_id)
    lines: dict[str, list[str]] = {}
    for place in mine:
        lines.setdefault(place[0], []).append(repr(dict(rows[place])))
    return {
        name: hashlib.sha256("\n".join(sorted(each)).encode()).hexdigest() for name, each in lines.items()
    }


def _key(table: Table, row: Any) -> Any:
    key = tuple(row[column.name] for column in table.primary_key.columns)
    return key[0] if len(key) == 1 else key


def _mine(rows: dict[Place, Any], centre_id: uuid.UUID) -> set[Place]:
    """From the centre on: what names a row of it and none of another, and whoever its roles and conversations are about."""
    mine: set[Place] = {("network_centre", centre_id)}
    grown = True
    while grown:
        grown = False
        for (name, key), row in rows.items():
            named = list(_named(Base.metadata.tables[name], row))
            if (name, key) in mine or not (row.get("centre_id") == centre_id or mine.intersection(named)):
                continue
            # A module may be shared: what is learnt of it belongs to where it is learnt.
            foreign = [rows[each].get("centre_id") for each in named if not each[0].startswith("catalogue_")]
            if any(place not in (None, centre_id) for place in (row.get("centre_id"), *foreign)):
                continue
            mine.add((name, key))
            if name in HELD_BY:
                target = next(
                    iter(Base.metadata.tables[name].c[HELD_BY[name]].foreign_keys)
                ).column.table.name
                mine.add((target, row[HELD_BY[name]]))
            grown = True
    return mine


def _named(table: Table, row: Any) -> Any:
    for column in table.columns:
        for key in column.foreign_keys:
            if row[column.name] is not None:
                yield key.column.table.name, row[column.name]
