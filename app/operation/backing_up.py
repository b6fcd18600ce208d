"""A backup under load: the database at one moment, then the files it names, in one archive."""

import io
import tempfile
from datetime import datetime
from pathlib import Path

from app.kernel.clock import now
from app.kernel.db import Database
from app.kernel.errors import NotFound
from app.kernel.installation import find_mark, set_mark
from app.kernel.runtime import Runtime
from app.kernel.storage import PARTIAL
from app.operation.archive import DATABASE, ERASED, MEDIA, SECRETS, Manifest, Writer, writing
from app.operation.snapshots import Snapshot, snapshot
from app.people.erasing.outside import list_outside, write_list
from app.version import release

#: The mark that says when the last backup was made, and how many bytes it has.
BACKED_UP = "backed_up"


def back_up(running: Runtime, path: Path, *, copy_media: bool = True) -> Manifest:
    """Files come after the database: whatever a row of it names was there before. Raises FileExistsError, OSError, and
    what `snapshot` raises.
    """
    settings = running.settings
    with writing(path) as archive, tempfile.TemporaryDirectory(dir=path.absolute().parent) as folder:
        with snapshot(running.database, settings.database, Path(folder)) as taken:
            with taken.path.open("rb") as file:
                archive.add(DATABASE, file, squeeze=taken.kind == "sqlite")
            manifest = _begin(taken, settings.address, copied=copy_media)
        for secret in sorted((settings.instance / "secrets").glob("*")):
            with secret.open("rb") as file:
                archive.add(f"{SECRETS}{secret.name}", file)
        told = write_list(list_outside(running.database, settings.instance))
        archive.add(ERASED, io.BytesIO(told.encode("utf-8")))
        _add_media(running, archive, manifest)
        there = manifest.listed.keys() | {*_copied(archive)}
        manifest.missing = sorted(taken.used - there)
        manifest.parts = archive.parts
        archive.finish(manifest)
    with running.database.writing() as session:
        set_mark(session, BACKED_UP, f"{manifest.made_at.isoformat()} {path.stat().st_size}")
    return manifest


def _begin(taken: Snapshot, address: str, *, copied: bool) -> Manifest:
    return Manifest(
        made_at=now(),
        address=address,
        release=release(),
        database=taken.kind,
        server=taken.server,
        revision=taken.revision,
        tables=taken.tables,
        media="copied" if copied else "listed",
    )


def _add_media(running: Runtime, archive: Writer, manifest: Manifest) -> None:
    for kept in running.store.list():
        if kept.key.endswith(PARTIAL):
            continue
        if manifest.media == "listed":
            manifest.listed[kept.key] = kept.size
            continue
        try:
            file, _size = running.store.open(kept.key)
        except NotFound:  # taken away since it was listed: nothing in the copy names it
            continue
        with file:
            archive.add(f"{MEDIA}{kept.key}", file)


def _copied(archive: Writer) -> list[str]:
    return [name.removeprefix(MEDIA) for name in archive.parts if name.startswith(MEDIA)]


def last_backup(database: Database) -> tuple[datetime, int] | None:
    """When the last one was made, and its bytes."""
    with database.reading() as session:
        return read_backed_up(find_mark(session, BACKED_UP))


def read_backed_up(mark: str | None) -> tuple[datetime, int] | None:
    """The same out of its mark, where there is one."""
    if mark is None:
        return None
    at, size = mark.split()
    return datetime.fromisoformat(at), int(size)
