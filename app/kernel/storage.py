"""Where media live: a folder, or an S3-compatible store when one is configured."""

import io
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol, cast

from app.kernel.errors import NotFound
from app.kernel.ids import new_id
from app.kernel.large import LARGE, mapped, pieces, write_pieces
from app.kernel.later import Later

if TYPE_CHECKING:
    import obstore
    from obstore import store as stores
else:
    obstore, stores = Later("obstore"), Later("obstore.store")

PARTIAL = ".partial"
#: Read at once from a bucket while a file is sent.
BUFFER = 1024 * 1024
#: Of 5 MB each, in memory while a large file goes to a bucket; the library's own measure is twelve.
PARTS_AT_ONCE = 3


@dataclass(frozen=True, slots=True)
class Kept:
    """Something in the store: its key, its size in bytes, when it was written."""

    key: str
    size: int
    at: datetime


class Store(Protocol):
    """Bytes under keys. Keys are made by us (a checksum), never names that a person typed."""

    def put(self, key: str, data: bytes) -> None: ...

    def put_file(self, key: str, path: Path) -> None:
        """The content of this file, never whole in memory. Nobody writes to the file any more."""
        ...

    def get(self, key: str) -> bytes:
        """The bytes; NotFound where there are none."""
        ...

    def view(self, key: str) -> bytes:
        """What `get` gives, for what is measured, cut, hashed and copied alone: from LARGE on it stays on the disk."""
        ...

    def open(self, key: str) -> tuple[BinaryIO, int]:
        """The bytes to be read piece by piece from any place, and how many there are; NotFound where there are none."""
        ...

    def has(self, key: str) -> bool: ...

    def delete(self, key: str) -> None:
        """Gone; what is not there already is."""
        ...

    def list(self) -> Iterator[Kept]:
        """Everything, in no order."""
        ...


class FolderStore:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def _path(self, key: str) -> Path:
        if not key.replace("-", "").replace(".", "").isalnum() or key.startswith("."):
            raise NotFound
        return self._folder / key[:2] / key

    def put(self, key: str, data: bytes) -> None:
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        # A reader never sees half a file, and a full disk leaves none behind.
        # Two writers of the same content do not share one.
        partial = path.with_name(f"{key}-{new_id().hex}{PARTIAL}")
        try:
            with partial.open("wb") as file:
                write_pieces(file, data)
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)

    def put_file(self, key: str, path: Path) -> None:
        target = self._path(key)
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_name(f"{key}-{new_id().hex}{PARTIAL}")
        try:
            _link_or_copy(path, partial)
            partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)

    def get(self, key: str) -> bytes:
        try:
            return self._path(key).read_bytes()
        except FileNotFoundError:
            raise NotFound from None

    def view(self, key: str) -> bytes:
        file, size = self.open(key)
        with file:
            return mapped(file) if size >= LARGE else file.read()

    def open(self, key: str) -> tuple[BinaryIO, int]:
        try:
            file = self._path(key).open("rb")
        except FileNotFoundError:
            raise NotFound from None
        size = file.seek(0, 2)
        file.seek(0)
        return file, size

    def has(self, key: str) -> bool:
        return self._path(key).exists()

    def delete(self, key: str) -> None:
        self._path(key).unlink(missing_ok=True)

    def list(self) -> Iterator[Kept]:
        for path in self._folder.glob("??/*"):
            try:
                found = path.stat()
            except FileNotFoundError:
                continue
            yield Kept(path.name, found.st_size, datetime.fromtimestamp(found.st_mtime, UTC))


def _link_or_copy(path: Path, target: Path) -> None:
    """On one disk nothing is copied."""
    try:
        os.link(path, target)
    except OSError:
        shutil.copyfile(path, target)


class BucketFile(io.RawIOBase):
    """Something in a bucket, read where it is asked for; the library's own pieces are no `bytes`."""

    def __init__(self, file: "obstore.ReadableFile") -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        return bytes(self._file.read(None if size < 0 else size))

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def close(self) -> None:
        if not self.closed:
            self._file.close()
        super().close()


class BucketStore:
    """An S3-compatible bucket; credentials and endpoint come from the AWS_* environment."""

    def __init__(self, url: str) -> None:
        self._store = stores.S3Store.from_url(url)

    def put(self, key: str, data: bytes) -> None:
        # A view is no `bytes` to the library: it goes in pieces.
        whole = data if isinstance(data, bytes) else (bytes(piece) for piece in pieces(data))
        obstore.put(self._store, key, whole, max_concurrency=PARTS_AT_ONCE)

    def put_file(self, key: str, path: Path) -> None:
        obstore.put(self._store, key, path, max_concurrency=PARTS_AT_ONCE)

    def get(self, key: str) -> bytes:
        try:
            return bytes(obstore.get(self._store, key).bytes())
        except FileNotFoundError:
            raise NotFound from None

    def view(self, key: str) -> bytes:
        file, size = self.open(key)
        with file, tempfile.TemporaryFile() as copy:
            if size < LARGE:
                return file.read()
            shutil.copyfileobj(file, copy, BUFFER)
            copy.flush()
            return mapped(copy)

    def open(self, key: str) -> tuple[BinaryIO, int]:
        try:
            file = obstore.open_reader(self._store, key, buffer_size=BUFFER)
        except FileNotFoundError:
            raise NotFound from None
        return cast(BinaryIO, BucketFile(file)), file.size

    def has(self, key: str) -> bool:
        try:
            obstore.head(self._store, key)
        except FileNotFoundError:
            return False
        return True

    def delete(self, key: str) -> None:
        try:
            obstore.delete(self._store, key)
        except FileNotFoundError:
            return

    def list(self) -> Iterator[Kept]:
        for page in obstore.list(self._store):
            for found in page:
                yield Kept(found["path"], found["size"], found["last_modified"])


def store_for(media_url: str, instance: Path) -> Store:
    if media_url.startswith("s3://"):
        return BucketStore(media_url)
    return FolderStore(Path(media_url.removeprefix("file://")) if media_url else instance / "media")
