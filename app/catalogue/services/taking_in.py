"""A file from an author into the store, before any transaction: read, cleaned, and made in the widths that pages show."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from app.catalogue.admission import BOUNDED, admit, known_type, plain_name
from app.catalogue.pictures import picture_size
from app.catalogue.renditions import is_raster
from app.catalogue.services.preparing import UNUSED, keep_content
from app.catalogue.services.renditions import make_all
from app.kernel.blocking import run_blocking
from app.kernel.storage import Store

START = 64


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A file in the store, under `sha256`, for whoever names it next. `name` is plain, and may be taken already."""

    name: str
    media_type: str
    sha256: str
    size: int
    width: int | None = None
    height: int | None = None


def take_in(store: Store, name: str, data: bytes) -> TakenIn:
    """Takes up to some seconds. Raises what `admit` does."""
    admitted = admit(name, data)
    width, height = picture_size(admitted.media_type, admitted.data) or (None, None)
    sha256 = keep_content(store, admitted.data)
    if width and is_raster(admitted.name):
        make_all(store, sha256, width)
    return TakenIn(admitted.name, admitted.media_type, sha256, len(admitted.data), width, height)


def take_in_file(store: Store, name: str, path: Path) -> TakenIn:
    """`take_in` for a large file on disk, which it takes: what flows is never whole in memory."""
    with path.open("rb") as file:
        media_type = known_type(name, file.read(START))
    if media_type in BOUNDED:
        return take_in(store, name, path.read_bytes())
    size, sha256 = path.stat().st_size, run_blocking(_digest, path)
    if store.has(sha256):
        store.delete(f"{sha256}{UNUSED}")
    else:
        store.put_file(sha256, path)
    return TakenIn(plain_name(name, media_type), media_type, sha256, size)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
