import uuid

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update

from app.catalogue import relations
from app.catalogue.models import Module
from app.catalogue.pictures import picture_size
from app.catalogue.queries import list_blocks
from app.kernel.db import Database
from tests.cast import Cast
from tests.catalogue.conftest import Publish
from tests.catalogue.samples import SVG


@pytest.fixture
def address(publish: Publish) -> str:
    return f"/media/{publish().id}/scie.svg"


@pytest.fixture
def enrolled(monkeypatch: pytest.MonkeyPatch) -> set[tuple[uuid.UUID, uuid.UUID]]:
    """(person, version) whose enrolment lasts, as the floor above would answer."""
    pairs: set[tuple[uuid.UUID, uuid.UUID]] = set()
    monkeypatch.setattr(relations, "_relations", [lambda _s, actor, version: (actor.id, version) in pairs])
    return pairs


def status(client: FlaskClient, member, address: str) -> int:
    return member.sit_down(client).get(address).status_code


def test_trap_22_a_picture_does_not_open_signed_out(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_trap_22_a_picture_does_not_open_for_another_centre(client, cast: Cast, address: str) -> None:
    members = [cast.stranger, cast.other_tutor, cast.other_author, cast.other_manager]
    assert [status(client, member, address) for member in members] == [404] * 4


def test_trap_22_a_picture_opens_for_a_learner_while_the_enrolment_lasts(
    client, cast: Cast, address: str, enrolled
) -> None:
    assert status(client, cast.learner, address) == 404
    enrolled.add((cast.learner.id, uuid.UUID(address.split("/")[2])))
    assert status(client, cast.learner, address) == 200
    assert status(client, cast.second_learner, address) == 404
    enrolled.clear()
    assert status(client, cast.learner, address) == 404


@pytest.mark.parametrize("who", ["author", "tutor", "host", "manager"])
def test_a_picture_opens_for_the_staff_of_the_centre(client, cast: Cast, address: str, who: str) -> None:
    assert status(client, getattr(cast, who), address) == 200


def test_a_picture_of_a_shared_module_opens_for_staff_elsewhere_not_for_learners(
    client, cast: Cast, address: str, database: Database
) -> None:
    with database.writing() as session:
        session.execute(update(Module).values(is_shared=True))
    assert status(client, cast.other_tutor, address) == 200
    assert status(client, cast.stranger, address) == 404


def test_a_picture_of_a_draft_opens_for_its_authors_alone(client, cast: Cast, save) -> None:
    address = f"/media/{save().id}/scie.svg"
    assert status(client, cast.author, address) == 200
    assert status(client, cast.tutor, address) == 404


@pytest.mark.parametrize("end", ["scie.png", "..%2f..%2fsecret", "%00", "scie.svg%00.png"])
def test_a_name_that_the_version_does_not_use_opens_nothing(client, cast, address: str, end: str) -> None:
    assert status(client, cast.author, address.replace("scie.svg", end)) == 404


def test_an_id_that_is_none_opens_nothing(client, cast: Cast) -> None:
    assert status(client, cast.author, "/media/1/scie.svg") == 404


def test_a_drawing_can_run_nothing_and_is_kept_by_one_browser_only(client, cast: Cast, address: str) -> None:
    shown = cast.author.sit_down(client).get(address)
    assert (shown.data, shown.mimetype) == (SVG, "image/svg+xml")
    policy = shown.headers["Content-Security-Policy"]
    assert "sandbox" in policy
    assert "default-src 'none'" in policy
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert shown.headers["Cache-Control"] == "private, no-cache"


def test_a_picture_is_not_sent_twice_to_who_has_it_and_may_still_see_it(client, cast, address: str) -> None:
    etag = cast.author.sit_down(client).get(address).headers["ETag"]
    again = client.get(address, headers={"If-None-Match": etag})
    assert (again.status_code, again.data) == (304, b"")
    assert cast.stranger.sit_down(client).get(address, headers={"If-None-Match": etag}).status_code == 404


def test_a_figure_keeps_the_place_of_its_picture(reading, publish: Publish) -> None:
    version = publish()
    figure = next(block for block in list_blocks(reading, version.id, "la-scie", "fr") if block.code == "vue")
    assert figure.data["src"] == f"/media/{version.id}/scie.svg"
    assert (figure.data["width"], figure.data["height"]) == (8, 8)


@pytest.mark.parametrize(
    ("media_type", "data", "size"),
    [
        ("image/png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\x80\0\0\x01\xe0", (640, 480)),
        (
            "image/jpeg",
            b"\xff\xd8\xff\xe0\0\x04JF\xff\xc0\0\x11\x08\x01\xe0\x02\x80\x03",
            (640, 480),
        ),
        ("image/webp", b"RIFF....WEBPVP8X" + bytes(8) + b"\x7f\x02\0\xdf\x01\0", (640, 480)),
        ("image/webp", b"RIFF....WEBPVP8 " + bytes(10) + b"\x80\x02\xe0\x01", (640, 480)),
        ("image/webp", b"RIFF....WEBPVP8L" + bytes(5) + b"\x7f\xc2\x77\x00", (640, 480)),
        ("image/svg+xml", b'<svg viewBox="0 0 640.2,480">', (640, 480)),
        ("image/svg+xml", b'<svg viewBox="0 0 wide 480">', None),
        ("image/svg+xml", b"<svg>", None),
        ("image/png", b"\x89PNG\r\n\x1a\n", None),
        ("image/jpeg", b"\xff\xd8\xff", None),
    ],
)
def test_the_size_of_a_picture_is_read_from_its_first_bytes(media_type, data, size) -> None:
    assert picture_size(media_type, data) == size
