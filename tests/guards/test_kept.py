"""Trap 23: every table that holds a person is told to them, exported and erased, or a reason says why not."""

import uuid

from sqlalchemy import Table, Uuid

import app.models  # noqa: F401
from app.kernel.db import Base
from app.people.keeping import count_kept, parts, tables_of
from app.people.records.labels import LABELS
from app.wiring import connect

#: Tables that name a person, or could, and are no part of what is kept about them.
NOT_KEPT = {
    "people_sign_in_brake": "fingerprints of addresses, from which nobody can be found",
    "network_centre": "the contact that a centre shows to everybody",
}


def people_in_it() -> dict[str, Table]:
    """Tables with a column that points at a person, directly or over another, or holds an id without saying whose."""
    tables = {table.name: table for table in Base.metadata.sorted_tables}
    found = {
        name for name, table in tables.items() if name == "people_person" or any(map(is_loose, table.columns))
    }
    while True:
        more = {
            name
            for name, table in tables.items()
            if any(key.column.table.name in found - OF_CONTENT for key in table.foreign_keys)
        }
        if more <= found:
            return {name: tables[name] for name in found}
        found |= more


#: They name who wrote them; what points at them is about what was written.
OF_CONTENT = {"catalogue_version"}


def is_loose(column) -> bool:
    return isinstance(column.type, Uuid) and not column.primary_key and not column.foreign_keys


def setup_module() -> None:
    connect()


def test_trap_23_every_table_with_a_person_is_told_by_exactly_one_part() -> None:
    told = tables_of(parts())
    assert sorted(told) == sorted(set(told)), "told twice"
    assert sorted(set(people_in_it()) - set(told) - set(NOT_KEPT)) == [], "told by nobody"


def test_a_table_that_is_told_is_not_excused_too() -> None:
    assert set(NOT_KEPT) & set(tables_of(parts())) == set()


def test_every_column_of_a_copy_has_a_name_in_words() -> None:
    nobody = uuid.uuid4()
    columns = {
        column.key for part in parts() for told in part.rows(nobody) for column in told.selected_columns
    }
    assert sorted(columns - set(LABELS)) == []


def test_every_part_answers_for_a_person_of_whom_nothing_is_kept(session) -> None:
    nobody = uuid.uuid4()
    assert set(count_kept(session, nobody).values()) == {0}
    assert [part.gather(session, nobody) for part in parts()] == [[] for _ in parts()]
