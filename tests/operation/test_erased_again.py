"""Whoever was erased is erased again in whatever backup is restored, before anybody can sign in."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import update

from app.cli import prepare_schema
from app.kernel.installation import held_since
from app.kernel.runtime import Runtime
from app.operation.backing_up import back_up
from app.operation.proofs import Ground, check
from app.operation.restoring import restore
from app.people.erasing.act import erase_again, erase_person
from app.people.erasing.outside import FILE, ListUnreadable, read_list, remember
from app.people.models import Person
from tests.cast import Cast
from tests.operation.conftest import Elsewhere
from tests.people.marked import find_marks, mark_person
from tests.planted import plant

pytestmark = pytest.mark.postgres


@pytest.fixture
def marked(running: Runtime, cast: Cast) -> Runtime:
    """An installation in which one person's name stands everywhere it can."""
    with running.database.writing() as session:
        mark_person(session, plant(session, running.store, cast).here)
    return running


def put_back(app: Flask, archive: Path, *lists: Path) -> tuple[Runtime, int]:
    found: Runtime = app.extensions["compagnon"]
    with app.app_context():
        return found, restore(found, archive, lists=lists)[1]


def failing(running: Runtime) -> list[str]:
    ground = Ground(running.database, running.store, running.settings.database)
    return [proof.name for proof in check(ground) if not proof.holds]


def test_an_older_backup_brings_nobody_back_who_was_erased_since(
    marked: Runtime, cast: Cast, elsewhere: Elsewhere, tmp_path: Path
) -> None:
    back_up(marked, tmp_path / "older.zip")
    erase_person(marked, cast.learner.id, by=cast.manager.id)
    assert failing(marked) == []
    back_up(marked, tmp_path / "later.zip")
    by_list, by_backup = marked.settings.instance / FILE, tmp_path / "later.zip"
    for told in (by_list, by_backup):
        copy, count = put_back(elsewhere(), tmp_path / "older.zip", told)
        assert count == 1
        with copy.database.reading() as session:
            assert find_marks(session) == []
            assert held_since(session) is not None
        assert failing(copy) == []
        assert list(read_list(copy.settings.instance / FILE)) == [cast.learner.id]


def test_a_later_backup_needs_no_list_and_one_without_erasures_erases_nobody(
    marked: Runtime, cast: Cast, elsewhere: Elsewhere, tmp_path: Path
) -> None:
    back_up(marked, tmp_path / "older.zip")
    assert put_back(elsewhere(), tmp_path / "older.zip")[1] == 0
    erase_person(marked, cast.learner.id, by=cast.manager.id)
    back_up(marked, tmp_path / "later.zip")
    copy, count = put_back(elsewhere(), tmp_path / "later.zip")
    assert count == 0
    with copy.database.reading() as session:
        assert find_marks(session) == []


def test_a_server_does_not_start_with_someone_whom_its_list_names(
    marked: Runtime, cast: Cast, clock: object
) -> None:
    with marked.database.reading() as session:
        erased_at = session.get_one(Person, cast.learner.id).created_at
    remember(marked.settings.instance, {cast.learner.id: erased_at})
    with marked.database.reading() as session:
        assert find_marks(session)
    assert erase_again(marked) == 1
    assert erase_again(marked) == 0
    with marked.database.reading() as session:
        assert find_marks(session) == []
        assert session.get_one(Person, cast.learner.id).erased_at == erased_at


def test_the_list_follows_the_database_when_the_power_went_between_both(marked: Runtime, cast: Cast) -> None:
    erase_person(marked, cast.learner.id, by=None)
    path = marked.settings.instance / FILE
    assert path.stat().st_mode & 0o777 == 0o600
    path.write_text(path.read_text("utf-8")[:-20], "utf-8")
    prepare_schema(marked.settings)
    assert list(read_list(path)) == [cast.learner.id]
    assert len(path.read_text("utf-8").splitlines()) == 1


def test_a_list_that_cannot_be_read_is_refused(marked: Runtime) -> None:
    path = marked.settings.instance / FILE
    path.write_text('{"person": "nobody"}\n{"person": "nobody"}\n', "utf-8")
    with pytest.raises(ListUnreadable):
        erase_again(marked)


def test_check_finds_what_is_left_of_an_erased_person(marked: Runtime, cast: Cast) -> None:
    with marked.database.writing() as session:
        session.execute(
            update(Person).where(Person.id == cast.learner.id).values(erased_at=Person.created_at)
        )
    assert failing(marked) == ["erased people are gone"]
