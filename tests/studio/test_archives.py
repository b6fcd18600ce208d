"""Archives with films: sent by parts or by a call, read from the disk, and given back by pieces."""

import gc
import io
import os
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient

from app.catalogue import commands
from app.catalogue.content import ArchiveLimits, read_archive, write_archive
from app.kernel.incoming import PART
from app.kernel.large import LARGE
from tests.cast import Cast
from tests.catalogue.conftest import SLUG
from tests.catalogue.samples import SCIE, VTT, sample

ARCHIVES = "/studio/archives/uploads"
API = f"/api/v1/modules/{SLUG}"
FILM = b"\0\0\0\x18ftypmp42" + os.urandom(40_000_000)
VIDEO = """
:::video{#film src="film.mp4" title="Le film" captions="film.vtt"}
Ce qui est dit.
:::
"""
FILES = sample(scie=SCIE + VIDEO) | {"media/film.vtt": VTT, "media/film.mp4": FILM}
ARCHIVE = write_archive(FILES)
FEW = 12_000_000
WIDE = ArchiveLimits(archive_bytes=2**30, total_bytes=2**30, flowing_bytes=2**30)


@pytest.fixture
def author(app: Flask, client: FlaskClient, cast: Cast) -> FlaskClient:
    app.config["WTF_CSRF_ENABLED"] = False
    return cast.author.sit_down(client)


def send(client: FlaskClient, data: bytes = ARCHIVE) -> str:
    begun = client.post(ARCHIVES, json={"name": "module.zip", "size": len(data)})
    assert begun.status_code == 201
    upload = begun.json["id"]
    for offset in range(0, len(data), PART):
        part, said = data[offset : offset + PART], {"Upload-Offset": str(offset)}
        assert client.patch(f"{ARCHIVES}/{upload}", data=part, headers=said).status_code == 204
    return upload


@pytest.fixture
def peak():
    """The most that Python held since the test began, in bytes."""
    tracemalloc.start()
    yield lambda: tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()


def exported(client: FlaskClient, address: str, **asked) -> bytes:
    with client.get(address, **asked) as answer:
        assert answer.status_code == 200
        return answer.data


def test_an_archive_with_a_film_that_came_by_parts_goes_out_as_it_came(author: FlaskClient, peak) -> None:
    upload = send(author)
    # The client of the test keeps its parts for a while.
    gc.collect()
    tracemalloc.reset_peak()
    kept = author.post("/studio/modules", data={"upload": upload})
    assert (kept.status_code, kept.location) == (303, f"/studio/modules/{SLUG}")
    assert peak() < FEW
    assert exported(author, f"/studio/modules/{SLUG}/versions/0/archive") == ARCHIVE


def test_a_call_takes_and_gives_an_archive_with_a_film_in_little_memory(
    client: FlaskClient, cast: Cast, peak
) -> None:
    sent = io.BytesIO(ARCHIVE)
    kept = client.put(
        f"{API}/draft",
        input_stream=sent,
        content_length=len(ARCHIVE),
        content_type="application/zip",
        headers=cast.author.bearer,
    )
    assert (kept.status_code, kept.json["number"]) == (200, 0)
    with client.get(f"{API}/versions/0/archive", headers=cast.author.bearer, buffered=False) as answer:
        assert sum(len(piece) for piece in answer.response) == len(ARCHIVE)
        assert answer.headers["Content-Type"] == "application/zip"
    assert peak() < FEW


@pytest.mark.parametrize("name", ["atelier", "atelier.zip"])
def test_the_console_gives_and_takes_a_film_in_little_memory(
    app: Flask, cast: Cast, tmp_path: Path, name: str, peak
) -> None:
    source, target = tmp_path / "sent.zip", tmp_path / name
    source.write_bytes(ARCHIVE)
    with app.app_context():
        run = CliRunner().invoke
        for words in ([source], [tmp_path / name]):
            taken = run(commands.import_folder, [str(*words), "--centre", "liege"])
            assert taken.exit_code == 0, taken.output
            assert run(commands.export_folder, [SLUG, str(target)]).exit_code == 0
    assert peak() < FEW
    film = target / "media/film.mp4"
    assert film.read_bytes() == FILM if target.is_dir() else target.read_bytes() == ARCHIVE


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_large_member_on_the_disk_is_a_view_of_the_same_bytes(tmp_path: Path, method: int) -> None:
    path = tmp_path / "module.zip"
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in FILES.items():
            archive.writestr(name, data)
    files = read_archive(path, WIDE).files
    path.unlink()
    assert files == FILES
    assert {name for name, data in files.items() if not isinstance(data, bytes)} == {"media/film.mp4"}
    assert len(FILM) > LARGE


def test_a_film_that_was_damaged_on_its_way_is_told_by_its_name(tmp_path: Path) -> None:
    path, damaged = tmp_path / "module.zip", bytearray(ARCHIVE)
    damaged[ARCHIVE.index(FILM[20_000_000:20_000_100])] ^= 1
    path.write_bytes(damaged)
    assert [(fault.file, fault.code) for fault in read_archive(path, WIDE).faults] == [
        ("media/film.mp4", "member_damaged")
    ]


def test_what_only_says_that_it_is_a_film_fills_no_disk(tmp_path: Path) -> None:
    path = tmp_path / "module.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("media/film.mp4", bytes(50_000_000))
    assert [fault.code for fault in read_archive(path, WIDE).faults] == ["member_swollen"]


def test_faults_of_an_archive_by_parts_are_told_by_file_and_line(author: FlaskClient) -> None:
    faulty = write_archive(FILES | sample(scie=SCIE.replace('kind="safety"', 'kind="danger"')))
    refused = author.post("/studio/modules", data={"upload": send(author, faulty)})
    assert refused.status_code == 422
    assert "units/01-la-scie.md" in refused.text
    assert "ligne 19" in refused.text


def test_an_archive_over_the_limit_does_not_begin(author: FlaskClient) -> None:
    refused = author.post(ARCHIVES, json={"name": "a.zip", "size": 1001 * 1024 * 1024})
    assert (refused.status_code, refused.json["code"]) == (422, "archive_too_long")
    assert "1000\u00a0Mo" in refused.json["detail"]


def test_what_is_no_archive_is_known_by_its_first_part(author: FlaskClient) -> None:
    begun = author.post(ARCHIVES, json={"name": "a.zip", "size": 100})
    at_start = {"Upload-Offset": "0"}
    refused = author.patch(f"{ARCHIVES}/{begun.json['id']}", data=b"x" * 100, headers=at_start)
    assert (refused.status_code, refused.json["code"]) == (422, "archive_not_zip")


@pytest.mark.parametrize("upload", ["0" * 32, "none", "00000000-0000-7000-8000-000000000001"])
def test_an_archive_that_is_not_there_is_asked_for_again(author: FlaskClient, upload: str) -> None:
    refused = author.post("/studio/modules", data={"upload": upload})
    assert refused.status_code == 422
    assert "L’archive n’est plus là" in refused.text


def test_an_archive_by_parts_is_its_senders_alone(author: FlaskClient, app: Flask, cast: Cast) -> None:
    upload = send(author, write_archive(sample()))
    other = cast.other_author.sit_down(app.test_client())
    assert other.get(f"{ARCHIVES}/{upload}").status_code == 404
    assert "L’archive n’est plus là" in other.post("/studio/modules", data={"upload": upload}).text
    assert author.get(f"{ARCHIVES}/{upload}").json["offset"] == len(write_archive(sample()))
