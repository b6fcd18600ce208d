"""Where media live: a folder, or an S3-compatible store when one is configured."""

from pathlib import Path
from typing import Protocol

import obstore
from obstore.store import S3Store

from app.kernel.errors import NotFound
from app.kernel.ids import new_id


class Store(Protocol):
    """Bytes under keys. Keys are made by us (a checksum), never names that a person typed."""

    def put(self, key: str, data: bytes) -> None: ...

    def get(self, key: str) -> bytes:
        """The bytes; NotFound where there are none."""
        ...

    def has(self, key: str) -> bool: ...


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
        partial = path.with_name(f"{key}-{new_id().hex}.partial")
        try:
            partial.write_bytes(data)
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)

    def get(self, key: str) -> bytes:
        try:
            return self._path(key).read_bytes()
        except FileNotFoundError:
            raise NotFound from None

    def has(self, key: str) -> bool:
        return self._path(key).exists()


class BucketStore:
    """An S3-compatible bucket; credentials and endpoint come from the AWS_* environment."""

    def __init__(self, url: str) -> None:
        self._store = S3Store.from_url(url)

    def put(self, key: str, data: bytes) -> None:
        obstore.put(self._store, key, data)

    def get(self, key: str) -> bytes:
        try:
            return bytes(obstore.get(self._store, key).bytes())
        except FileNotFoundError:
            raise NotFound from None

    def has(self, key: str) -> bool:
        try:
            obstore.head(self._store, key)
        except FileNotFoundError:
            return False
        return True


def store_for(media_url: str, instance: Path) -> Store:
    if media_url.startswith("s3://"):
        return BucketStore(media_url)
    return FolderStore(Path(media_url.removeprefix("file://")) if media_url else instance / "media")
