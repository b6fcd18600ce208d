"""A folder and a bucket keep files alike."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.kernel.errors import NotFound
from app.kernel.storage import FolderStore, Store, store_for

KEY, OTHER = "a" * 64, "b" * 64


@pytest.fixture(params=["folder", "bucket"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    return store_for(request.getfixturevalue("bucket") if request.param == "bucket" else "", tmp_path)


def test_what_is_put_is_there(store: Store) -> None:
    assert not store.has(KEY)
    store.put(KEY, b"bonjour")
    assert (store.has(KEY), store.get(KEY)) == (True, b"bonjour")
    [kept] = store.list()
    assert (kept.key, kept.size) == (KEY, 7)
    assert abs(kept.at - datetime.now(UTC)) < timedelta(minutes=1)


def test_what_is_not_there_is_not_found(store: Store) -> None:
    for ask in (store.get, store.open):
        with pytest.raises(NotFound):
            ask(OTHER)
    store.delete(OTHER)


def test_what_is_deleted_is_gone(store: Store) -> None:
    store.put(KEY, b"bonjour")
    store.delete(KEY)
    assert not store.has(KEY)
    assert list(store.list()) == []


def test_a_file_is_read_from_any_place(store: Store) -> None:
    store.put(KEY, b"0123456789")
    file, size = store.open(KEY)
    with file:
        assert (size, file.read(2), file.seek(7), file.read(2), file.read()) == (10, b"01", 7, b"78", b"9")
        assert isinstance(file.seek(0) or file.read(1), bytes)


def test_a_large_file_is_taken_from_the_disk_and_stays_there(store: Store, tmp_path: Path) -> None:
    path, data = tmp_path / "film", os.urandom(12_000_000)
    path.write_bytes(data)
    store.put_file(KEY, path)
    file, size = store.open(KEY)
    with file:
        file.seek(11_000_000)
        assert (size, file.read(10)) == (12_000_000, data[11_000_000:11_000_010])
    path.unlink()
    assert store.get(KEY) == data


@pytest.mark.parametrize("key", ["../secret", "a/b", ".caché", "", "a\\b", "~root"])
def test_a_key_never_leads_out_of_the_folder(tmp_path: Path, key: str) -> None:
    with pytest.raises(NotFound):
        FolderStore(tmp_path).get(key)
