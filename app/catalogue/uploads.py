"""A zip that comes by HTTP or from a folder: its size is bounded before it is read, its content before it is unpacked."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from app.catalogue.content import ArchiveLimits, read_archive
from app.catalogue.services.preparing import FaultsFound
from app.kernel.blocking import run_blocking
from app.kernel.errors import DomainError
from app.kernel.incoming import NoRoom
from app.kernel.large import FULL, PIECE
from app.settings import Settings

MEGABYTE = 1024 * 1024
#: Any zip that holds something begins with it.
ZIP_START = b"PK\x03\x04"


class ArchiveTooLong(DomainError):
    """`facts["most"]` is in megabytes."""

    code = "archive_too_long"


class NotAnArchive(DomainError):
    """By its first bytes."""

    code = "archive_not_zip"


def limits_of(settings: Settings) -> ArchiveLimits:
    return ArchiveLimits(
        archive_bytes=settings.archive_max_mb * MEGABYTE,
        total_bytes=settings.archive_max_mb * MEGABYTE,
        flowing_bytes=settings.max_media_mb * MEGABYTE,
        members=settings.archive_max_members,
    )


def check_archive(settings: Settings, size: int) -> None:
    """Before the first byte comes. Raises ArchiveTooLong."""
    if size > settings.archive_max_mb * MEGABYTE:
        raise ArchiveTooLong(most=settings.archive_max_mb)


@contextmanager
def laid_down(stream: IO[bytes]) -> Iterator[Path]:
    """What comes, as a file of its own for as long as it is looked at. Raises NoRoom."""
    with tempfile.NamedTemporaryFile(suffix=".zip") as file:
        try:
            shutil.copyfileobj(stream, file, PIECE)
            file.flush()
        except OSError as error:
            raise _refused(error) from None
        yield Path(file.name)


def unpack(path: Path, settings: Settings) -> dict[str, bytes]:
    """The files of an archive on the disk, large ones as views. Raises FaultsFound for one that does not open, or holds
    too much, and NoRoom."""
    try:
        unpacked = run_blocking(read_archive, path, limits_of(settings))
    except OSError as error:
        raise _refused(error) from None
    if unpacked.faults:
        raise FaultsFound.of(unpacked.faults)
    return unpacked.files


def _refused(error: OSError) -> Exception:
    return NoRoom() if error.errno in FULL else error
