"""The files of a version, from its canonical archive in the store."""

import zipfile
import zlib

from app.catalogue.content import ModuleSource, parse
from app.catalogue.content.archives import read_own_archive
from app.catalogue.content.faults import FaultLog
from app.catalogue.content.module_file import NAME, ModuleHead, read_head
from app.catalogue.models import ModuleVersion
from app.kernel.blocking import run_blocking
from app.kernel.storage import Store


class ArchiveUnreadable(Exception):
    """A canonical archive no longer reads: the store was damaged, or the format lost something it once took."""


def read_files(store: Store, version: ModuleVersion) -> dict[str, bytes]:
    """We wrote these archives: what they may hold was decided when their files came. Films stay on the disk."""
    file, _size = store.open(version.archive)
    try:
        with file:
            return read_own_archive(file, store.view(version.archive))
    except (zipfile.BadZipFile, zlib.error):
        raise ArchiveUnreadable(version.archive) from None


def read_about(store: Store, version: ModuleVersion) -> ModuleHead:
    """What the version says of its module."""
    about = read_head(read_files(store, version)[NAME], FaultLog().of(NAME))
    if about is None:
        raise ArchiveUnreadable(version.archive)
    return about


def read_source(store: Store, version: ModuleVersion) -> ModuleSource:
    parsed = run_blocking(parse, read_files(store, version))
    if parsed.module is None:
        raise ArchiveUnreadable(version.archive)
    return parsed.module
