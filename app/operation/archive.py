"""The one file of a backup: a zip that names every part with its size and SHA-256.

    manifest.json   what is in here, and how many rows each table had
    database        a SQLite file, or what pg_dump wrote
    media/<key>     each file of the store, where they were copied
    secrets/<name>  the keys of the installation
    erased          the ids of everyone who was erased (`people.erasing.outside`)

Nothing of it is unpacked by name: each member is one that the manifest lists and that has one of these shapes.
"""

import hashlib
import os
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, BinaryIO, Literal

from pydantic import BaseModel, ValidationError

MANIFEST, DATABASE, ERASED, MEDIA, SECRETS = "manifest.json", "database", "erased", "media/", "secrets/"
FORMAT = 1
BUFFER = 1024 * 1024
MEMBER = re.compile(r"database|erased|(?:media|secrets)/[A-Za-z0-9][A-Za-z0-9.-]*")


class ArchiveUnreadable(Exception):
    """Not a backup, or not a whole one; says what is wrong in a sentence."""


class Part(BaseModel):
    """One member: its bytes and their SHA-256."""

    size: int
    sha256: str


class Rows(BaseModel):
    """One table: how many rows, and where the database can tell one figure that depends on every value in it."""

    count: int
    digest: str | None = None


class Manifest(BaseModel):
    """What a backup says of itself. `listed` are the keys and sizes of a store whose files are kept elsewhere."""

    format: int = FORMAT
    made_at: datetime
    address: str
    release: str
    database: Literal["sqlite", "postgresql"]
    server: str
    revision: str
    tables: dict[str, Rows]
    parts: dict[str, Part] = {}
    media: Literal["copied", "listed"] = "copied"
    listed: dict[str, int] = {}
    missing: list[str] = []

    @property
    def keys(self) -> list[str]:
        return [name.removeprefix(MEDIA) for name in self.parts if name.startswith(MEDIA)]


class Writer:
    """Adds parts one after the other, hashed on their way."""

    def __init__(self, file: zipfile.ZipFile) -> None:
        self._file = file
        self.parts: dict[str, Part] = {}

    def add(self, name: str, source: BinaryIO, *, squeeze: bool = False) -> None:
        info = zipfile.ZipInfo(name)
        info.compress_type = zipfile.ZIP_DEFLATED if squeeze else zipfile.ZIP_STORED
        info.external_attr = 0o600 << 16
        digest, size = hashlib.sha256(), 0
        with self._file.open(info, "w", force_zip64=True) as target:
            while piece := source.read(BUFFER):
                digest.update(piece)
                size += len(piece)
                target.write(piece)
        self.parts[name] = Part(size=size, sha256=digest.hexdigest())

    def finish(self, manifest: Manifest) -> None:
        self._file.writestr(MANIFEST, manifest.model_dump_json(indent=1))


@contextmanager
def writing(path: Path) -> Iterator[Writer]:
    """A new archive, for its owner alone: whole under its name, or not there. Raises FileExistsError, OSError."""
    if path.exists():
        raise FileExistsError(path)
    partial = path.with_name(path.name + ".partial")
    partial.unlink(missing_ok=True)
    handle = os.open(partial, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w+b") as raw:
            with zipfile.ZipFile(raw, "w", compresslevel=2) as file:
                yield Writer(file)
            raw.flush()
            os.fsync(raw.fileno())
        partial.rename(path)
    finally:
        partial.unlink(missing_ok=True)


class Archive:
    """A backup being read. Every part is held to its size and SHA-256 as it is read."""

    def __init__(self, file: zipfile.ZipFile) -> None:
        self._file = file
        self.manifest = _read_manifest(file)

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        with self._file.open(name) as part:
            yield part

    def copy(self, name: str, target: BinaryIO) -> None:
        """Raises ArchiveUnreadable where the part is not what was written."""
        known, digest, size = self.manifest.parts[name], hashlib.sha256(), 0
        try:
            with self.open(name) as part:
                while piece := part.read(BUFFER):
                    digest.update(piece)
                    size += len(piece)
                    target.write(piece)
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise ArchiveUnreadable(f"{name} in the archive is damaged.") from error
        if (size, digest.hexdigest()) != (known.size, known.sha256):
            raise ArchiveUnreadable(f"{name} in the archive is not what was written into it.")

    def verify(self) -> None:
        """Every part, without keeping any. Raises ArchiveUnreadable."""
        with open(os.devnull, "wb") as nowhere:
            for name in self.manifest.parts:
                self.copy(name, nowhere)


@contextmanager
def reading(path: Path) -> Iterator[Archive]:
    """Raises ArchiveUnreadable."""
    try:
        file = zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile) as error:
        raise ArchiveUnreadable(f"{path} is not a backup that can be read: it may be cut off.") from error
    with file:
        yield Archive(file)


def _read_manifest(file: zipfile.ZipFile) -> Manifest:
    try:
        manifest = Manifest.model_validate_json(file.read(MANIFEST))
    except (KeyError, ValidationError, zipfile.BadZipFile, zlib.error) as error:
        raise ArchiveUnreadable("This archive holds no manifest of a backup.") from error
    if manifest.format != FORMAT:
        raise ArchiveUnreadable(f"This archive has the form {manifest.format}, of another release.")
    wanted, there = {*manifest.parts, MANIFEST}, set(file.namelist())
    if wanted != there or not all(MEMBER.fullmatch(name) for name in manifest.parts):
        raise ArchiveUnreadable("This archive holds other files than its manifest says.")
    if DATABASE not in manifest.parts:
        raise ArchiveUnreadable("This archive holds no database.")
    return manifest
