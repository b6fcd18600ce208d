"""A backup put into an empty installation. The copy is held: it sends nothing until someone says that it is live."""

import io
import os
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from app.kernel.clock import now
from app.kernel.db import Database
from app.kernel.installation import HELD, Mark
from app.kernel.runtime import Runtime
from app.kernel.schema import alembic_config, current_revision, head_revision
from app.kernel.secrets import write_private
from app.operation import postgres
from app.operation.archive import DATABASE, ERASED, MEDIA, SECRETS, Archive, Manifest, reading
from app.operation.snapshots import count_rows
from app.people.erasing.act import erase_again
from app.people.erasing.outside import Erased, ListUnreadable, parse_list, read_list, remember


class CannotRestore(Exception):
    """Says why not, and what to do, in a sentence."""


def restore(
    running: Runtime, path: Path, *, live: bool = False, lists: Iterable[Path] = ()
) -> tuple[Manifest, int]:
    """Everything is verified before anything is written, and the database comes last: what is interrupted is begun again.

    Whoever was erased since the backup is erased again: as this backup, the instance folder and `lists` (files of the
    kind, or later backups) tell. Where a migration comes first, it is done after that one. Returns how many they were.

    Raises CannotRestore, ArchiveUnreadable, ProgramMissing, ProgramFailed, ListUnreadable.
    """
    erased = {person_id: at for each in (*lists, path) for person_id, at in _erased_in(each).items()}
    with reading(path) as archive:
        _refuse_unless_fit(running, archive.manifest)
        archive.verify()
        with tempfile.TemporaryDirectory(dir=running.settings.instance) as folder:
            _put_media(running, archive, Path(folder) / "file")
            _put_secrets(archive, running.settings.instance / "secrets")
            put = _put_sqlite if running.database.is_sqlite else _put_postgres
            put(running, archive, Path(folder), _mark(live))
        _compare(running.database, archive.manifest)
    remember(running.settings.instance, erased)
    is_at_head = current_revision(running.database) == head_revision(running.settings.database)
    return archive.manifest, erase_again(running) if is_at_head else 0


def _erased_in(path: Path) -> Erased:
    """Of a list, or of a backup; those of older releases hold none."""
    if not zipfile.is_zipfile(path):
        if not path.exists():
            raise ListUnreadable(f"{path} is not there.")
        return read_list(path)
    with reading(path) as archive:
        if ERASED not in archive.manifest.parts:
            return {}
        file = io.BytesIO()
        archive.copy(ERASED, file)
        return parse_list(file.getvalue().decode("utf-8"))


def _mark(live: bool) -> str:
    if live:
        return f"DELETE FROM kernel_mark WHERE name = '{HELD}'"  # noqa: S608
    return (
        f"INSERT INTO kernel_mark (name, value) VALUES ('{HELD}', '{now().isoformat()}') "  # noqa: S608
        "ON CONFLICT (name) DO UPDATE SET value = excluded.value"
    )


def _refuse_unless_fit(running: Runtime, manifest: Manifest) -> None:
    kind = "sqlite" if running.database.is_sqlite else "postgresql"
    if manifest.database != kind:
        raise CannotRestore(f"This backup is of {manifest.database}, and DATABASE_URL names {kind}.")
    if not is_empty(running.database):
        raise CannotRestore(
            "This installation is not empty, and nothing was changed. Restore with another INSTANCE or DATABASE_URL."
        )
    scripts = ScriptDirectory.from_config(alembic_config(running.settings.database))
    if manifest.revision not in {script.revision for script in scripts.walk_revisions()}:
        raise CannotRestore(
            f"This backup was made by a newer release ({manifest.release}, schema {manifest.revision}): install that one."
        )
    if manifest.media == "listed":
        kept = {kept.key: kept.size for kept in running.store.list()}
        gone = [key for key, size in manifest.listed.items() if kept.get(key) != size]
        if gone:
            raise CannotRestore(
                f"This backup holds no files, and {len(gone)} of those it lists are not in MEDIA_URL, such as {gone[0]}."
            )


def is_empty(database: Database) -> bool:
    with database.reading() as session:
        return inspect(session.connection()).get_table_names() == []


def _put_media(running: Runtime, archive: Archive, path: Path) -> None:
    for key in archive.manifest.keys:
        with path.open("wb") as file:
            archive.copy(f"{MEDIA}{key}", file)
        running.store.put_file(key, path)
        # The store may have linked it: the next one is another file.
        path.unlink()


def _put_secrets(archive: Archive, folder: Path) -> None:
    for name in archive.manifest.parts:
        if name.startswith(SECRETS):
            target = folder / name.removeprefix(SECRETS)
            with tempfile.TemporaryFile() as file:
                archive.copy(name, file)
                file.seek(0)
                target.unlink(missing_ok=True)
                write_private(target, file.read())


def _put_sqlite(running: Runtime, archive: Archive, folder: Path, mark: str) -> None:
    target = Path(running.settings.database.removeprefix("sqlite:///"))
    # Looking whether it was empty made an empty file, with its companions.
    running.database.dispose()
    beside = target.with_name(f"{target.name}.restoring")
    with beside.open("wb") as file:
        archive.copy(DATABASE, file)
        file.flush()
        os.fsync(file.fileno())
    with closing(sqlite3.connect(beside)) as connection:
        connection.execute(mark)
        connection.commit()
    for end in ("-wal", "-shm"):
        target.with_name(target.name + end).unlink(missing_ok=True)
    beside.replace(target)


def _put_postgres(running: Runtime, archive: Archive, folder: Path, mark: str) -> None:
    """In one transaction with the mark of the held copy: no server ever sees it without."""
    major = int(postgres.version_of(running.database).split(".")[0])
    former = int(archive.manifest.server.split(".")[0])
    if major < former:
        raise CannotRestore(f"This backup is of PostgreSQL {former}, and this server is PostgreSQL {major}.")
    unpack, run = (postgres.find_program(name, major) for name in ("pg_restore", "psql"))
    dump, script, last = folder / "dump", folder / "restore.sql", folder / "last.sql"
    with dump.open("wb") as file:
        archive.copy(DATABASE, file)
    address = running.settings.database
    words = ("--no-owner", "--no-privileges", f"--file={script}", str(dump))
    postgres.run(unpack, *words, address=address)
    last.write_text(f"SET search_path TO public;\n{mark};\n", "utf-8")
    once = ("-X", "-q", "-v", "ON_ERROR_STOP=1", "--single-transaction", "-f", str(script), "-f", str(last))
    postgres.run(run, *once, address=address)


def _compare(database: Database, manifest: Manifest) -> None:
    """What is there now, table by table, with what the archive says was there; but for the marks, one of which is new."""
    with database.reading() as session:
        found = count_rows(session.connection())
    wrong = [
        name
        for name in manifest.tables.keys() - {Mark.__tablename__}
        if found.get(name) != manifest.tables[name]
    ]
    if wrong:
        raise CannotRestore(
            f"These tables are not what the backup says, so do not use this copy: {', '.join(sorted(wrong))}."
        )
