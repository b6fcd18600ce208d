"""A zip that comes by HTTP: its size is bounded before it is read, its content before it is unpacked."""

from app.catalogue.content import ArchiveLimits, read_archive
from app.catalogue.services.preparing import FaultsFound
from app.kernel.blocking import run_blocking
from app.settings import Settings

MEGABYTE = 1024 * 1024


def limits_of(settings: Settings) -> ArchiveLimits:
    return ArchiveLimits(
        archive_bytes=settings.max_upload_mb * MEGABYTE,
        total_bytes=settings.archive_max_mb * MEGABYTE,
        members=settings.archive_max_members,
    )


def unpack(data: bytes, settings: Settings) -> dict[str, bytes]:
    """The files of an archive. Raises FaultsFound for one that does not open, or holds too much."""
    unpacked = run_blocking(read_archive, data, limits_of(settings))
    if unpacked.faults:
        raise FaultsFound.of(unpacked.faults)
    return unpacked.files
