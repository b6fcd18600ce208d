"""Media in an S3-compatible store: everything that they do in a folder, against a server that is a process of its own."""

import hashlib
import io
import os
import tracemalloc
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.catalogue.content import write_archive
from app.catalogue.services.sweeping import Swept, sweep_store
from app.kernel.clock import clock_set_to
from app.kernel.db import Database
from app.kernel.incoming import PART
from app.kernel.storage import BucketStore, Store
from app.settings import Settings, load_settings
from tests.cast import Cast
from tests.catalogue.photographs import photograph
from tests.catalogue.samples import SCIE, VTT, sample

MEDIA = "/studio/modules/atelier-bois/media"
API = "/api/v1/modules/atelier-bois"
FILM = b"\0\0\0\x18ftypmp42" + os.urandom(3 * PART)
VIDEO = """
:::video{#film src="film.mp4" title="Le film" captions="film.vtt"}
Ce qui est dit.
:::
"""
FILES = sample(scie=SCIE + VIDEO) | {"media/film.vtt": VTT, "media/film.mp4": FILM}
FEW = 20_000_000


@pytest.fixture
def settings(database_url: str, tmp_path: Path, bucket: str) -> Settings:
    return load_settings(
        instance=tmp_path / "instance",
        database_url=database_url,
        media_url=bucket,
        compagnon_testing=True,
        log_level="CRITICAL",
        call_rate="100000 per minute",
    )


@pytest.fixture
def author(app: Flask, client: FlaskClient, cast: Cast, store: Store, publish) -> FlaskClient:
    app.config["WTF_CSRF_ENABLED"] = False
    assert isinstance(store, BucketStore)
    publish()
    return cast.author.sit_down(client)


def send_film(author: FlaskClient) -> str:
    """Its address; the second part comes twice, and the third after a look at where it stands."""
    begun = author.post(f"{MEDIA}/uploads", json={"name": "Le film.mp4", "size": len(FILM)})
    upload = f"{MEDIA}/uploads/{begun.json['id']}"
    for offset in (0, PART, PART, 2 * PART):
        said = {"Upload-Offset": str(offset)}
        author.patch(upload, data=FILM[offset : offset + PART], headers=said)
    rest = author.get(upload).json["offset"]
    author.patch(upload, data=FILM[rest:], headers={"Upload-Offset": str(rest)})
    ended = author.post(f"{upload}/end")
    assert (ended.status_code, ended.json["name"]) == (200, "le-film.mp4")
    return str(ended.json["url"])


def test_a_film_by_parts_is_served_by_ranges_to_who_may_see_it(
    app: Flask, author: FlaskClient, cast: Cast
) -> None:
    url = send_film(author)
    with author.get(url) as shown:
        assert hashlib.sha256(shown.data).digest() == hashlib.sha256(FILM).digest()
    with author.get(url, headers={"Range": f"bytes={PART}-{PART + 9}"}) as some:
        assert (some.status_code, some.data) == (206, FILM[PART : PART + 10])
    assert app.test_client().get(url).status_code == 404
    assert cast.other_author.sit_down(app.test_client()).get(url).status_code == 404


def test_the_right_to_a_file_ends_with_the_next_request(
    app: Flask, author: FlaskClient, database: Database
) -> None:
    url = send_film(author)
    tag = author.get(url, headers={"Range": "bytes=0-9"}).headers["ETag"]
    assert author.get(url, headers={"If-None-Match": tag}).status_code == 304
    author.post(f"{MEDIA}/le-film.mp4/remove")
    assert author.get(url, headers={"If-None-Match": tag}).status_code == 404


def test_a_photograph_is_kept_in_its_widths_and_each_is_served(author: FlaskClient, store: Store) -> None:
    form = {"file": (io.BytesIO(photograph((2000, 1600))), "vue.jpg")}
    sent = author.post(
        MEDIA, data=form, headers={"Accept": "application/json"}, content_type="multipart/form-data"
    )
    assert sent.status_code == 200
    for size in ("360.avif", "720.webp", "1440.avif", "poster.webp"):
        with author.get(f"{sent.json['url']}/{size}") as shown:
            assert shown.status_code == 200
            assert shown.content_type == f"image/{size.rpartition('.')[2]}"
    widths = {kept.key.rpartition("-")[2] for kept in store.list() if "-r1-" in kept.key}
    assert {"360.avif", "720.webp", "1440.avif"} <= widths


def test_a_module_with_a_film_comes_goes_and_is_published_in_little_memory(
    app: Flask, client: FlaskClient, cast: Cast
) -> None:
    archive = write_archive(FILES | {"media/film.mp4": FILM + os.urandom(24_000_000)})
    tracemalloc.start()
    try:
        kept = client.put(
            f"{API}/draft",
            input_stream=io.BytesIO(archive),
            content_length=len(archive),
            content_type="application/zip",
            headers=cast.author.bearer,
        )
        assert kept.status_code == 200, kept.json
        published = client.post(f"{API}/versions", json={"note": ""}, headers=cast.author.bearer)
        assert published.status_code == 201
        whole = hashlib.sha256()
        with client.get(f"{API}/versions/1/archive", headers=cast.author.bearer, buffered=False) as answer:
            for piece in answer.response:
                whole.update(piece)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert whole.digest() == hashlib.sha256(archive).digest()
    assert peak < FEW


def test_what_nobody_uses_leaves_the_bucket_after_a_month(
    app: Flask, author: FlaskClient, database: Database, store: Store
) -> None:
    def sweep(days: float = 0) -> Swept:
        moment = datetime.now(UTC) + timedelta(days=days)
        with clock_set_to(lambda: moment), app.app_context():
            return sweep_store(database, store)

    send_film(author)
    key = hashlib.sha256(FILM).hexdigest()
    used = {kept.key for kept in store.list()} - {key}
    assert sweep(100) == Swept()
    author.post(f"{MEDIA}/le-film.mp4/remove")
    assert sweep().marked == 1
    assert sweep(29).deleted == 0
    assert (swept := sweep(31)).deleted == 1
    assert swept.freed == len(FILM)
    assert {kept.key for kept in store.list()} == used
