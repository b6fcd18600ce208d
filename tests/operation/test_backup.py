"""A backup, and what is made of it elsewhere."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select, table, text

from app.catalogue.uses import list_used
from app.kernel.db import Database
from app.kernel.installation import held_since
from app.kernel.outbox import DutyState, OutboxRow, drain
from app.kernel.runtime import Runtime
from app.kernel.secrets import SigningKeys
from app.operation import postgres
from app.operation.archive import ArchiveUnreadable, Manifest
from app.operation.backing_up import back_up, last_backup
from app.operation.going_live import NotHeld, WaitingOutside, go_live
from app.operation.proofs import Ground, check
from app.operation.restoring import CannotRestore, restore
from app.operation.snapshots import count_rows
from tests.operation.conftest import Elsewhere

pytestmark = pytest.mark.postgres


def restored(app: Flask, archive: Path, *, live: bool = False) -> Runtime:
    found: Runtime = app.extensions["compagnon"]
    with app.app_context():
        restore(found, archive, live=live)
    return found


def rows(database: Database) -> dict[str, object]:
    """Every value of every row, for who compares."""
    with database.engine.connect() as connection:
        return {
            name: sorted(map(repr, connection.execute(text(f'SELECT * FROM "{name}"'))))
            for name in count_rows(connection)
            if name != "kernel_mark"
        }


def write_mail(running: Runtime) -> None:
    with running.database.writing() as session:
        running.mailer.send(session, to="nadia@liege.example", subject="Séance", text="À 8 h 15.")


def mails(running: Runtime) -> int:
    return len(list((running.settings.instance / "mail").glob("*.eml")))


def test_what_is_restored_elsewhere_is_the_same_row_for_row_and_file_for_file(
    planted: Runtime, elsewhere: Elsewhere, tmp_path: Path
) -> None:
    back_up(planted, tmp_path / "b.zip")
    copy = restored(elsewhere(), tmp_path / "b.zip")
    assert rows(copy.database) == rows(planted.database)
    kept = {each.key: planted.store.get(each.key) for each in planted.store.list()}
    assert kept
    assert {each.key: copy.store.get(each.key) for each in copy.store.list()} == kept
    keys = [SigningKeys(each.settings.instance, None).accepted() for each in (planted, copy)]  # type: ignore[arg-type]
    assert keys[0] == keys[1]
    ground = Ground(copy.database, copy.store, copy.settings.database, deep=True)
    assert [proof.name for proof in check(ground) if not proof.holds] == []


def test_the_archive_is_for_its_owner_alone_and_says_what_is_in_it(planted: Runtime, tmp_path: Path) -> None:
    path = tmp_path / "b.zip"
    back_up(planted, path)
    assert path.stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(path) as file:
        manifest = Manifest.model_validate_json(file.read("manifest.json"))
    with planted.database.reading() as session:
        people = session.scalar(select(func.count()).select_from(table("people_person")))
    assert manifest.tables["people_person"].count == people
    assert manifest.missing == []
    assert list(tmp_path.glob("*.partial")) == []
    told = last_backup(planted.database)
    assert told == (manifest.made_at, path.stat().st_size)


def test_a_restored_copy_sends_no_mail_until_it_is_called_live(
    planted: Runtime, elsewhere: Elsewhere, tmp_path: Path
) -> None:
    write_mail(planted)
    back_up(planted, tmp_path / "b.zip")
    copy = restored(elsewhere(), tmp_path / "b.zip")
    write_mail(copy)
    drain(copy.database)
    assert mails(copy) == 0
    with pytest.raises(WaitingOutside) as waiting, copy.database.writing() as session:
        go_live(session, send=None)
    assert waiting.value.count >= 2
    with copy.database.writing() as session:
        go_live(session, send=True)
    drain(copy.database)
    assert mails(copy) == waiting.value.count
    with copy.database.writing() as session, pytest.raises(NotHeld):
        go_live(session, send=True)


def test_mails_that_the_original_has_sent_since_are_not_sent_again_by_the_copy(
    planted: Runtime, elsewhere: Elsewhere, tmp_path: Path
) -> None:
    write_mail(planted)
    back_up(planted, tmp_path / "b.zip")
    copy = restored(elsewhere(), tmp_path / "b.zip")
    with copy.database.writing() as session:
        go_live(session, send=False)
    drain(copy.database)
    assert mails(copy) == 0
    with copy.database.reading() as session:
        states = session.scalars(select(OutboxRow.state).where(OutboxRow.handler == "mail"))
        assert DutyState.WAITING not in set(states)


def test_what_takes_the_place_of_the_original_sends_at_once(
    planted: Runtime, elsewhere: Elsewhere, tmp_path: Path
) -> None:
    write_mail(planted)
    back_up(planted, tmp_path / "b.zip")
    copy = restored(elsewhere(), tmp_path / "b.zip", live=True)
    with copy.database.reading() as session:
        assert held_since(session) is None
    drain(copy.database)
    assert mails(copy) > 0


def test_a_copy_of_a_held_copy_is_held_too(planted: Runtime, elsewhere: Elsewhere, tmp_path: Path) -> None:
    back_up(planted, tmp_path / "b.zip")
    copy = restored(elsewhere(), tmp_path / "b.zip")
    back_up(copy, tmp_path / "c.zip")
    again = restored(elsewhere(), tmp_path / "c.zip")
    with again.database.reading() as session:
        assert held_since(session) is not None


def test_an_installation_with_something_in_it_is_left_alone(planted: Runtime, tmp_path: Path) -> None:
    back_up(planted, tmp_path / "b.zip")
    before = rows(planted.database)
    with pytest.raises(CannotRestore, match="not empty"):
        restore(planted, tmp_path / "b.zip")
    assert rows(planted.database) == before


def change_byte(path: Path, name: str) -> None:
    """Within the bytes of one member, as a bad disk does."""
    with zipfile.ZipFile(path) as file:
        info = file.getinfo(name)
    data = bytearray(path.read_bytes())
    data[info.header_offset + 30 + len(name) + 40 + info.compress_size // 2] ^= 0xFF
    path.write_bytes(data)


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1000])


def slip_in(path: Path) -> None:
    with zipfile.ZipFile(path, "a") as file:
        file.writestr("../../etc/passwd", "x")


@pytest.mark.parametrize(
    "spoil",
    [lambda path: change_byte(path, "database"), cut_short, slip_in, lambda path: path.write_bytes(b"PK")],
    ids=["a changed byte", "cut short", "a file slipped in", "no archive"],
)
def test_a_spoiled_archive_is_refused_before_anything_is_written(
    planted: Runtime, elsewhere: Elsewhere, tmp_path: Path, spoil
) -> None:
    path = tmp_path / "b.zip"
    back_up(planted, path)
    spoil(path)
    app = elsewhere()
    with pytest.raises(ArchiveUnreadable):
        restored(app, path)
    running = app.extensions["compagnon"]
    assert list(running.store.list()) == []
    with running.database.engine.connect() as connection:
        assert count_rows(connection) == {}


def test_a_manifest_that_counts_other_rows_is_found_out(
    planted: Runtime, elsewhere: Elsewhere, tmp_path: Path
) -> None:
    path, false = tmp_path / "b.zip", tmp_path / "false.zip"
    back_up(planted, path)
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(false, "w") as target:
        for info in source.infolist():
            data = source.read(info)
            if info.filename == "manifest.json":
                told = json.loads(data)
                told["tables"]["people_person"]["count"] += 1
                data = json.dumps(told).encode()
            target.writestr(info, data)
    with pytest.raises(CannotRestore, match="people_person"):
        restored(elsewhere(), false)


def test_files_kept_elsewhere_are_listed_and_asked_for(
    planted: Runtime, elsewhere: Elsewhere, tmp_path: Path
) -> None:
    path = tmp_path / "b.zip"
    manifest = back_up(planted, path, copy_media=False)
    assert manifest.keys == []
    assert manifest.listed == {each.key: each.size for each in planted.store.list()}
    app = elsewhere()
    with pytest.raises(CannotRestore, match="not in MEDIA_URL"):
        restored(app, path)
    shutil.copytree(
        planted.settings.instance / "media", app.extensions["compagnon"].settings.instance / "media"
    )
    copy = restored(app, path)
    assert rows(copy.database) == rows(planted.database)


def test_a_file_that_is_missing_is_told_and_the_backup_made(planted: Runtime, tmp_path: Path) -> None:
    with planted.database.reading() as session:
        key = sorted(list_used(session))[0]
    planted.store.delete(key)
    assert back_up(planted, tmp_path / "after.zip").missing == [key]


def test_a_backup_never_takes_the_place_of_another(planted: Runtime, tmp_path: Path) -> None:
    back_up(planted, tmp_path / "b.zip")
    with pytest.raises(FileExistsError):
        back_up(planted, tmp_path / "b.zip")


def program(folder: Path, name: str, says: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\necho '{says}'\n")
    path.chmod(0o755)


def test_without_its_program_or_with_another_version_postgresql_is_not_dumped_and_a_sentence_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, database_kind: str
) -> None:
    if database_kind == "sqlite":
        pytest.skip("SQLite needs no program")
    monkeypatch.setattr(postgres, "PACKAGES", tmp_path / "nowhere")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(postgres.ProgramMissing, match="install postgresql-client-15"):
        postgres.find_program("pg_dump", 15)
    program(tmp_path, "pg_dump", "pg_dump (PostgreSQL) 13.4")
    with pytest.raises(postgres.ProgramMissing, match="of version 13 and the server is PostgreSQL 15"):
        postgres.find_program("pg_dump", 15)


def test_no_password_stands_on_a_command_line() -> None:
    told = postgres.environment_of(
        "postgresql+psycopg://compagnon:se%40cret@db:5433/learning?sslmode=require"
    )
    assert told == {
        "PGUSER": "compagnon",
        "PGPASSWORD": "se@cret",
        "PGHOST": "db",
        "PGPORT": "5433",
        "PGDATABASE": "learning",
        "PGSSLMODE": "require",
    }


def test_at_the_console_everything_is_said_in_sentences(planted: Runtime, app: Flask, tmp_path: Path) -> None:
    runner, path = app.test_cli_runner(), tmp_path / "b.zip"
    done = runner.invoke(args=["compagnon", "backup", str(path)])
    assert (done.exit_code, "files copied" in done.output) == (0, True), done.output
    for words in (
        ["backup", str(path)],
        ["restore", str(path)],
        ["go-live"],
        ["restore", str(tmp_path / "no")],
    ):
        refused = runner.invoke(args=["compagnon", *words])
        assert refused.exit_code == 1
        assert refused.output.startswith("Error: ")
        assert refused.exception is None or isinstance(refused.exception, SystemExit)


def test_a_full_disk_leaves_no_half_archive(planted: Runtime, tmp_path: Path) -> None:
    words = ["bash", "-c", 'ulimit -f 64; exec "$0" "$@"', str(Path(sys.executable).with_name("flask"))]
    done = subprocess.run(
        [*words, "--app", "wsgi", "compagnon", "backup", str(tmp_path / "b.zip")],
        env={
            **os.environ,
            "INSTANCE": str(planted.settings.instance),
            "DATABASE_URL": planted.settings.database.replace("+psycopg", ""),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("b.zip")] == []
