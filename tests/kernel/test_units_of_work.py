import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from app.kernel.db import Database, after_commit, before_commit
from app.network.models import Centre

pytestmark = pytest.mark.postgres


def add_centre(session, code: str) -> None:
    session.add(Centre(code=code, name=code))
    session.flush()


def test_a_reading_unit_of_work_cannot_write(database: Database) -> None:
    with pytest.raises(DBAPIError), database.reading() as session:
        add_centre(session, "namur")


def test_a_connection_that_read_can_write_again(database: Database) -> None:
    with database.reading() as session:
        session.scalar(select(func.count()).select_from(Centre))
    with database.writing() as session:
        add_centre(session, "namur")
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Centre)) == 1


def test_what_waits_for_the_commit_runs_once_and_never_after_a_rollback(database: Database) -> None:
    done: list[str] = []
    with database.session(writes=True) as session:
        add_centre(session, "namur")
        after_commit(session, lambda: done.append("lost"))
        session.rollback()
        add_centre(session, "huy")
        after_commit(session, lambda: done.append("kept"))
        assert done == []
        session.commit()
        session.commit()
    assert done == ["kept"]


def test_what_waits_for_the_commit_does_not_run_when_a_savepoint_ends(database: Database) -> None:
    done: list[str] = []
    with database.session(writes=True) as session:
        before_commit(session, lambda: done.append("before"))
        after_commit(session, lambda: done.append("after"))
        with session.begin_nested():
            add_centre(session, "namur")
        assert done == []
        session.commit()
    assert done == ["before", "after"]
