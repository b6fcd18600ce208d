"""A film goes through writing, reading and checking of a module without being held in memory."""

import os
import tracemalloc
from dataclasses import replace

import pytest
from sqlalchemy import update

from app.catalogue.content import checksum, parse, write, write_archive
from app.catalogue.content.sources import MediaFile
from app.catalogue.models import ModuleVersion
from app.catalogue.services.drafts import replace_draft
from app.catalogue.services.preparing import digests_of, keep_archive, prepare
from app.catalogue.services.sources import ArchiveUnreadable, read_files, read_source
from app.kernel.large import LARGE
from app.kernel.storage import Store
from tests.cast import Cast
from tests.catalogue.samples import SCIE, VTT, sample

FILM = b"\0\0\0\x18ftypmp42" + os.urandom(40_000_000)
VIDEO = """
:::video{#film src="film.mp4" title="Le film" captions="film.vtt"}
Ce qui est dit.
:::
"""
FILES = sample(scie=SCIE + VIDEO) | {"media/film.vtt": VTT, "media/film.mp4": FILM}
FEW = 8_000_000


@pytest.fixture
def source(store: Store):
    """The module with its film where it is kept."""
    store.put("a" * 64, FILM)
    module = parse(FILES).module
    assert module
    media = (
        replace(medium, data=store.view("a" * 64)) if medium.name == "film.mp4" else medium
        for medium in module.media
    )
    return replace(module, media=tuple(media))


def test_a_view_of_a_film_is_as_good_as_its_bytes(source) -> None:
    plain = parse(FILES).module
    assert plain
    assert checksum(source) == checksum(plain)
    assert write_archive(write(source)) == write_archive(FILES)
    assert digests_of(source) == digests_of(plain)
    assert parse(write(source)).module == plain


def test_an_archive_with_a_film_is_written_and_read_in_little_memory(store: Store, source) -> None:
    tracemalloc.start()
    try:
        keep_archive(store, "film.zip", write(source))
        read = read_source(store, ModuleVersion(archive="film.zip"))
        assert checksum(read) == checksum(source)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < FEW
    assert store.get("film.zip") == write_archive(FILES)


def test_a_small_archive_is_read_by_the_same_way(app, store: Store) -> None:
    files = sample()
    with app.test_request_context():
        prepared = prepare(store, files)
    assert read_files(store, ModuleVersion(archive=prepared.archive)) == files


@pytest.mark.parametrize("damage", [slice(-4000, None), slice(60, 61), slice(0, None)])
def test_an_archive_that_was_damaged_says_so(store: Store, damage: slice) -> None:
    whole = bytearray(write_archive(sample()))
    whole[damage] = b"\xff" * len(whole[damage])
    store.put("b.zip", bytes(whole))
    with pytest.raises(ArchiveUnreadable):
        read_files(store, ModuleVersion(archive="b.zip"))


def test_a_picture_is_never_a_view(store: Store) -> None:
    store.put("c" * 64, bytes(LARGE - 1))
    assert isinstance(store.view("c" * 64), bytes)
    assert MediaFile("a.mp4", "video/mp4", store.view("c" * 64)).data == bytes(LARGE - 1)


def test_a_draft_with_a_film_is_exported_in_little_memory(
    app, client, cast: Cast, database, store: Store
) -> None:
    with app.app_context(), database.writing() as session:
        replace_draft(session, cast.author.actor, store=store, slug="atelier-bois", files=FILES)
        # As an edited draft is: without an archive.
        session.execute(update(ModuleVersion).values(archive="", checksum=""))
    where = "/studio/modules/atelier-bois/versions/0/archive"
    cast.author.sit_down(client)
    tracemalloc.start()
    try:
        with client.get(where, buffered=False) as answer:
            size = sum(len(piece) for piece in answer.response)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert size == len(write_archive(FILES))
    assert peak < FEW
