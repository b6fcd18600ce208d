"""The audit only grows: the database refuses anything else, but for erasing a person."""

import uuid

import pytest
from alembic import command
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError

from app.kernel import audit
from app.kernel.audit import AuditLine
from app.kernel.db import Database
from app.kernel.installation import find_mark
from app.kernel.schema import alembic_config

pytestmark = pytest.mark.postgres

CHANGE = update(AuditLine).values(act="nothing")
TAKE_AWAY = delete(AuditLine)


def written(database: Database) -> None:
    with database.writing() as session:
        audit.record(
            session, uuid.uuid4(), "person_suspended", uuid.uuid4(), person_id=uuid.uuid4(), after={"a": 1}
        )


def acts(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(select(AuditLine.act)))


@pytest.mark.parametrize("meddling", [CHANGE, TAKE_AWAY], ids=["changed", "taken away"])
def test_a_line_once_written_stays_as_it_is(database: Database, meddling) -> None:
    written(database)
    with pytest.raises(DBAPIError, match="the audit only grows"), database.writing() as session:
        session.execute(meddling)
    assert acts(database) == ["person_suspended"]


def test_erasing_a_person_may_change_lines_and_closes_behind_itself(database: Database) -> None:
    written(database)
    with database.writing() as session, audit.rewriting(session):
        session.execute(CHANGE)
    assert acts(database) == ["nothing"]
    with database.reading() as session:
        assert find_mark(session, audit.REWRITTEN) is None
    with pytest.raises(DBAPIError, match="the audit only grows"), database.writing() as session:
        session.execute(TAKE_AWAY)


def test_lines_of_an_earlier_release_say_whom_they_are_about(database: Database, database_url: str) -> None:
    person_id, centre_id, tutor_id = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
    person, centre, tutor = str(person_id), str(centre_id), str(tutor_id)
    with database.writing() as session:
        audit.record(session, None, "role_given", person, after={"from": "2026-01-01"})
        audit.record(session, None, "centre_changed", centre, before={"name": "A"}, after={"name": "B"})
    config = alembic_config(database_url.replace("postgresql://", "postgresql+psycopg://"))
    database.dispose()
    command.downgrade(config, "0009")
    facts = {"before": None, "after": tutor, "centre": centre}
    went = {"before": centre, "after": tutor}
    with database.engine.begin() as connection:
        former = AuditLine.__table__.insert().values(
            at=select(AuditLine.at).limit(1).scalar_subquery(), object_id=person
        )
        connection.execute(former.values(id=uuid.uuid4(), act="tutor_chosen", facts=facts))
        connection.execute(former.values(id=uuid.uuid4(), act="centre_changed", facts=went))
    command.upgrade(config, "head")
    with database.reading() as session:
        lines = {line.act: line for line in session.scalars(select(AuditLine))}
    chosen = lines["tutor_chosen"]
    assert (chosen.person_id, chosen.centre_id, chosen.facts) == (person_id, centre_id, {})
    assert (chosen.before, chosen.after) == (None, {"tutor": tutor})
    assert (lines["role_given"].person_id, lines["role_given"].after) == (
        person_id,
        {"from": "2026-01-01"},
    )
    assert (lines["centre_left"].before, lines["centre_left"].after) == (
        {"centre": centre},
        {"centre": tutor},
    )
    assert (lines["centre_changed"].centre_id, lines["centre_changed"].before) == (
        centre_id,
        {"name": "A"},
    )
