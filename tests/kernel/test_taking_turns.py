import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import text

from app.kernel import sqlite
from app.kernel.db import DATABASE_AWAY, Database


def test_many_writers_at_once_all_write_and_none_waits_in_vain(database: Database) -> None:
    lost: list[BaseException] = []
    with database.writing() as session:
        session.execute(text("CREATE TABLE tally (n INTEGER)"))
        session.execute(text("INSERT INTO tally VALUES (0)"))

    def count() -> None:
        try:
            for _ in range(10):
                with database.writing() as session:
                    n = session.scalar(text("SELECT n FROM tally"))
                    session.execute(text("UPDATE tally SET n = :n"), {"n": n + 1})
        except DATABASE_AWAY as error:
            lost.append(error)

    threads = [threading.Thread(target=count) for _ in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert lost == []
    with database.reading() as session:
        assert session.scalar(text("SELECT n FROM tally")) == 300


@pytest.mark.parametrize("ending", ["commit", "rollback", "close", "raise"])
def test_the_turn_is_passed_on_however_the_transaction_ends(database: Database, ending: str) -> None:
    session = database.session(writes=True)
    session.execute(text("SELECT 1"))
    if ending == "raise":
        with pytest.raises(ZeroDivisionError), session:
            raise ZeroDivisionError
    else:
        getattr(session, ending)()
    with database.writing() as other:
        other.execute(text("SELECT 1"))
    session.close()


def test_who_waits_too_long_is_told_and_nobody_after_them_is_stuck(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(sqlite, "TURN_SECONDS", 0.2)
    database = Database(f"sqlite:///{tmp_path / 'turns.db'}")
    begun = time.monotonic()
    with database.session(writes=True) as holder:
        holder.execute(text("SELECT 1"))
        with pytest.raises(DATABASE_AWAY), database.session(writes=True) as waiting:
            waiting.execute(text("SELECT 1"))
    assert time.monotonic() - begun < 2
    with database.writing() as session:
        session.execute(text("SELECT 1"))
    database.dispose()
