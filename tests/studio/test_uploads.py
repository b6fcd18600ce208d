"""A film sent by parts, as a browser sends it: cut, repeated, out of order, and ended twice."""

import hashlib
import os
import socket
import threading
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.serving import make_server

from app.kernel.incoming import PART
from tests.cast import Cast

MEDIA = "/studio/modules/atelier-bois/media"
FILM = b"\0\0\0\x18ftypmp42" + os.urandom(2 * PART)


@pytest.fixture
def author(app: Flask, client: FlaskClient, cast: Cast, publish) -> FlaskClient:
    app.config["WTF_CSRF_ENABLED"] = False
    publish()
    return cast.author.sit_down(client)


def begin(client: FlaskClient, name: str = "Le film.mp4", size: int = len(FILM)) -> str:
    begun = client.post(f"{MEDIA}/uploads", json={"name": name, "size": size})
    assert (begun.status_code, begun.json["offset"], begun.json["part"]) == (201, 0, PART)
    return f"{MEDIA}/uploads/{begun.json['id']}"


def part(client: FlaskClient, upload: str, offset: int, data: bytes | None = None, **headers: str):
    sent = FILM[offset : offset + PART] if data is None else data
    return client.patch(upload, data=sent, headers={"Upload-Offset": str(offset)} | headers)


def send_rest(client: FlaskClient, upload: str, offset: int = 0) -> None:
    while offset < len(FILM):
        answer = part(client, upload, offset)
        assert answer.status_code == 204
        offset = int(answer.headers["Upload-Offset"])


def test_a_film_is_kept_as_it_was_sent_and_served_by_ranges(author: FlaskClient) -> None:
    upload = begin(author)
    send_rest(author, upload)
    ended = author.post(f"{upload}/end")
    assert (ended.status_code, ended.json["name"], ended.json["type"]) == (200, "le-film.mp4", "video/mp4")
    with author.get(ended.json["url"]) as shown:
        assert hashlib.sha256(shown.data).digest() == hashlib.sha256(FILM).digest()
    with author.get(ended.json["url"], headers={"Range": "bytes=6000000-6000009"}) as some:
        assert (some.status_code, some.data) == (206, FILM[6_000_000:6_000_010])
        assert some.headers["Content-Range"] == f"bytes 6000000-6000009/{len(FILM)}"
    with author.get(ended.json["url"], headers={"Range": "bytes=-5"}) as last:
        assert last.data == FILM[-5:]


def test_a_part_that_is_repeated_or_out_of_order_is_answered_with_the_next_one(author: FlaskClient) -> None:
    upload = begin(author)
    part(author, upload, 0)
    for offset in (0, 2 * PART, 17):
        refused = part(author, upload, offset)
        assert (refused.status_code, refused.headers["Upload-Offset"]) == (409, str(PART))
    send_rest(author, upload, PART)
    assert author.post(f"{upload}/end").status_code == 200


def test_where_it_stands_is_told_after_a_reload(author: FlaskClient) -> None:
    upload = begin(author)
    part(author, upload, 0)
    standing = author.get(upload)
    assert (standing.json["offset"], standing.headers["Upload-Offset"]) == (PART, str(PART))
    assert author.head(upload).headers["Upload-Offset"] == str(PART)
    early = author.post(f"{upload}/end")
    assert (early.status_code, early.headers["Upload-Offset"]) == (409, str(PART))


def test_ended_twice_it_is_one_file(author: FlaskClient) -> None:
    upload = begin(author)
    send_rest(author, upload)
    first, second = author.post(f"{upload}/end"), author.post(f"{upload}/end")
    assert first.json["name"] == second.json["name"] == author.get(upload).json["name"]


def test_a_damaged_part_is_sent_again(author: FlaskClient) -> None:
    upload = begin(author)
    digest = hashlib.sha256(FILM[:PART]).hexdigest()
    refused = part(author, upload, 0, b"\0\0\0\x18ftypmp42" + bytes(50), **{"Upload-Sha256": digest})
    assert (refused.status_code, refused.json["code"]) == (422, "part_damaged")
    assert part(author, upload, 0, **{"Upload-Sha256": digest}).status_code == 204


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("film.mp4", b"MZ" + bytes(100), "medium_not_taken"),
        ("a.vtt", b"WEBVTT\n" + bytes(100), "medium_too_large"),
    ],
)
def test_what_is_not_taken_is_known_by_the_first_part(author: FlaskClient, name, data, code) -> None:
    refused = part(author, begin(author, name), 0, data)
    assert (refused.status_code, refused.json["code"]) == (422, code)


def test_a_film_over_the_limit_does_not_begin(author: FlaskClient) -> None:
    refused = author.post(f"{MEDIA}/uploads", json={"name": "film.mp4", "size": 501 * 1024 * 1024})
    assert (refused.status_code, refused.json["code"]) == (422, "medium_too_large")
    assert "500\u00a0Mo" in refused.json["detail"]


@pytest.mark.parametrize(
    "body", [None, {}, {"name": "", "size": 5}, {"name": "a", "size": 0}, {"name": "a" * 201, "size": 1}]
)
def test_an_upload_that_says_nothing_of_itself_does_not_begin(author: FlaskClient, body) -> None:
    assert author.post(f"{MEDIA}/uploads", json=body).status_code == 422


def test_an_upload_is_nobody_elses(author: FlaskClient, app: Flask, cast: Cast) -> None:
    upload = begin(author)
    other = cast.other_author.sit_down(app.test_client())
    assert part(other, upload, 0).status_code == 404
    assert other.get(upload).status_code == 404


@pytest.fixture
def server(app: Flask) -> Iterator[int]:
    running = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=running.serve_forever)
    thread.start()
    yield running.server_port
    running.shutdown()
    thread.join()
    running.server_close()


def test_a_connection_that_is_cut_in_a_part_keeps_the_parts_before(
    author: FlaskClient, app: Flask, server: int
) -> None:
    upload = begin(author)
    part(author, upload, 0)
    cookie = author.get_cookie(app.config["SESSION_COOKIE_NAME"])
    head = (
        f"PATCH {upload} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie.key}={cookie.value}\r\n"
        f"Upload-Offset: {PART}\r\nContent-Type: application/offset+octet-stream\r\nContent-Length: {PART}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", server)) as cut:
        cut.sendall(head.encode() + FILM[PART : PART + 100_000])
    assert author.get(upload).json["offset"] == PART
    send_rest(author, upload, PART)
    with author.get(author.post(f"{upload}/end").json["url"]) as shown:
        assert shown.data == FILM
