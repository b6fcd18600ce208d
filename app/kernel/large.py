"""Content too large to be held: views of the disk, gone through piece by piece. They stand where `bytes` do."""

import errno
import hashlib
import mmap
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

#: In bytes: what has this size is not held in memory where it can be helped.
LARGE = 4 * 1024 * 1024
PIECE = 1024 * 1024
#: What a disk says that takes no more.
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def mapped(file: IO[bytes]) -> bytes:
    """The pages of the file, which the system reads when they are looked at. Nobody cuts the file short any more."""
    view = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    return cast(bytes, view)


def read_path(path: Path) -> bytes:
    """The bytes of a file; a view where they are many."""
    with path.open("rb") as file:
        return mapped(file) if path.stat().st_size >= LARGE else file.read()


def pieces(data: bytes) -> Iterator[bytes]:
    """What was read of a view for one piece is let go of before the next: memory stays flat however long it is."""
    view = memoryview(data)
    for start in range(0, len(view), PIECE):
        yield cast(bytes, view[start : start + PIECE])
        if isinstance(view.obj, mmap.mmap):
            view.obj.madvise(mmap.MADV_DONTNEED)


def digest_of(data: bytes) -> str:
    """SHA-256 in hex."""
    total = hashlib.sha256()
    for piece in pieces(data):
        total.update(piece)
    return total.hexdigest()


def write_pieces(file: IO[bytes], data: bytes) -> None:
    for piece in pieces(data):
        file.write(piece)
