"""What is kept of a picture, and in which widths it is shown."""

import re
import struct
import uuid
import zlib

import pytest
from flask.testing import FlaskClient
from PIL import Image

from app.catalogue.cleanliness import is_clean
from app.catalogue.content.media import sniff
from app.catalogue.models import Block, BlockText, BlockType
from app.catalogue.picture_cleaning import LONGEST_SIDE, clean_picture
from app.catalogue.queries import list_blocks
from app.catalogue.renditions import Rendition, make_rendition, widths_of
from app.catalogue.row_reading import block_view
from app.catalogue.services.drafts import replace_draft
from app.catalogue.services.preparing import FaultsFound, prepare
from app.kernel.imaging import PictureDamaged, PictureMoves, TooManyPixels
from app.kernel.storage import Store
from tests.cast import Cast
from tests.catalogue.photographs import BLUE, RED, bare, drawing, moving, opened, photograph, written
from tests.catalogue.samples import SCIE, sample

FIGURE = '\n:::figure{#photo src="atelier.jpg" alt="Une scie"}\nLa scie.\n:::\n'


def with_photograph(data: bytes) -> dict[str, bytes]:
    return sample(scie=SCIE + FIGURE) | {"media/atelier.jpg": data}


def is_near(pixel, colour) -> bool:
    return all(abs(one - other) < 25 for one, other in zip(pixel[:3], colour, strict=True))


def enormous() -> bytes:
    """A PNG of 100 million pixels in some hundred bytes."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", 10_000, 10_000, 8, 0, 0, 0, 0)
    start = b"\x89PNG\r\n\x1a\n"
    return start + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(100))) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_photograph_keeps_its_pixels_upright_and_nothing_that_it_tells(kind: str) -> None:
    raw = photograph(kind=kind)
    assert b"Appareil secret" in raw
    clean = clean_picture(sniff(raw) or "", raw)
    picture = opened(clean.data)
    assert (picture.size, len(picture.getexif())) == ((1200, 1600), 0)
    assert b"Appareil secret" not in clean.data
    assert is_near(picture.convert("RGB").getpixel((600, 100)), RED)
    assert is_near(picture.convert("RGB").getpixel((600, 1500)), BLUE)
    assert sniff(clean.data) == clean.media_type == ("image/webp" if kind == "AVIF" else sniff(raw))


@pytest.mark.parametrize("raw", [photograph(), photograph(kind="PNG"), drawing(), photograph(kind="WEBP")])
def test_cleaning_what_is_clean_changes_no_byte(raw: bytes) -> None:
    media_type = sniff(raw) or ""
    once = clean_picture(media_type, raw).data
    assert once != raw
    assert is_clean(media_type, once)
    assert clean_picture(media_type, once).data == once


@pytest.mark.parametrize(
    "data",
    [
        bare() + b"<script>alert(1)</script>",
        bare(comment=b"lieu"),
        bare(icc_profile=b"x" * 200),
        bare(kind="PNG") + b"PK\x03\x04",
        drawing(),
        bare(kind="WEBP", xmp=b"lieu"),
        bare(kind="WEBP") + b"queue",
        bare()[:-2],
        b"\xff\xd8\xff\xe0",
    ],
)
def test_what_says_more_than_its_pixels_is_not_clean(data: bytes) -> None:
    assert not is_clean(sniff(data) or "", data)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_that_says_nothing_more_is_clean(kind: str) -> None:
    data = bare(kind=kind)
    assert is_clean(sniff(data) or "", data)
    assert is_clean("image/jpeg", bare(progressive=True))


def test_a_picture_that_is_sent_is_no_larger_than_a_screen_shows() -> None:
    large = bare((4000, 100))
    assert opened(clean_picture("image/jpeg", large, LONGEST_SIDE).data).size == (2880, 72)
    assert clean_picture("image/jpeg", large).data == large


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (enormous(), TooManyPixels),
        (moving("PNG"), PictureMoves),
        (moving("WEBP"), PictureMoves),
        (bare()[:300], PictureDamaged),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), PictureDamaged),
        (b"", PictureDamaged),
    ],
    ids=["pixels", "moving png", "moving webp", "cut", "zeros", "nothing"],
)
def test_what_cannot_be_shown_is_refused(data: bytes, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        clean_picture(sniff(data) or "", data)


def test_a_picture_of_other_colours_is_shown_in_those_of_a_screen() -> None:
    paper = written(opened(bare()).convert("CMYK"), "JPEG", comment=b"x")
    assert opened(clean_picture("image/jpeg", paper).data).mode == "RGB"
    deep = written(Image.new("I;16", (4, 4), 0x8000), "PNG")
    assert opened(make_rendition(deep, Rendition(4, "webp"))).convert("L").getpixel((1, 1)) in range(120, 136)


def test_an_imported_photograph_is_kept_and_exported_clean(app, store: Store) -> None:
    with app.test_request_context():
        prepared = prepare(store, with_photograph(photograph()))
        [kept] = [medium for medium in prepared.source.media if medium.name == "atelier.jpg"]
        assert is_clean("image/jpeg", kept.data)
        again = prepare(store, with_photograph(kept.data))
    assert again.checksum == prepared.checksum
    assert kept.data in store.get(prepared.archive)


@pytest.mark.parametrize(
    ("data", "code"), [(bare()[:300], "picture_damaged"), (enormous(), "picture_too_many_pixels")]
)
def test_a_picture_that_does_not_open_is_a_fault_of_its_file(app, store: Store, data, code) -> None:
    files = with_photograph(data)
    if code == "picture_too_many_pixels":
        files = {path.replace(".jpg", ".png"): content for path, content in files.items()}
        files["units/01-la-scie.md"] = (SCIE + FIGURE.replace(".jpg", ".png")).encode()
    with app.test_request_context(), pytest.raises(FaultsFound) as refused:
        prepare(store, files)
    [fault] = refused.value.facts["faults"]
    assert (fault["file"][:14], fault["code"]) == ("media/atelier.", code)


@pytest.mark.parametrize(
    ("width", "widths"),
    [
        (200, (200,)),
        (360, (360,)),
        (1000, (360, 720, 1000)),
        (1440, (360, 720, 1440)),
        (3000, (360, 720, 1440)),
    ],
)
def test_no_width_is_larger_than_the_picture_or_a_screen(width: int, widths: tuple[int, ...]) -> None:
    assert widths_of(width) == widths


@pytest.mark.parametrize("kind", ["avif", "webp"])
def test_a_photograph_gets_lighter_with_its_width(kind: str) -> None:
    data = clean_picture("image/jpeg", photograph()).data
    made = make_rendition(data, Rendition(360, kind))
    assert sniff(made) == f"image/{kind}"
    assert opened(made).size == (360, 480)
    assert len(made) < len(make_rendition(data, Rendition(720, kind))) < len(data)


@pytest.mark.parametrize("kind", ["avif", "webp"])
def test_a_drawing_of_its_own_width_stays_exact(kind: str) -> None:
    data = clean_picture("image/png", drawing()).data
    made = make_rendition(data, Rendition(1000, kind))
    assert opened(made).convert("RGB").tobytes() == opened(data).convert("RGB").tobytes()
    assert len(made) < len(data)


def test_a_high_and_narrow_picture_keeps_its_width() -> None:
    assert opened(make_rendition(bare((500, 9000)), Rendition(360, "webp"))).size == (360, 6480)


@pytest.fixture
def address(app, database, cast: Cast, store: Store) -> str:
    with app.app_context(), database.writing() as session:
        files = with_photograph(photograph())
        draft = replace_draft(session, cast.author.actor, store=store, slug="atelier-bois", files=files)
        return f"/media/{draft.id}/atelier.jpg"


def test_a_figure_names_the_widths_of_its_picture(app, reading, address: str) -> None:
    version = uuid.UUID(address.split("/")[2])
    figure = next(block for block in list_blocks(reading, version, "la-scie", "fr") if block.code == "photo")
    assert (figure.data["width"], figure.data["height"]) == (1200, 1600)
    html = app.jinja_env.get_template("catalogue/blocks/figure.html").render(block=figure, lang="")
    widths = re.findall(rf"{address}/(\d+\.\w+) (\d+)w", html)
    assert widths == [
        (f"{width}.{kind}", str(width)) for kind in ("avif", "webp") for width in (360, 720, 1200)
    ]
    assert f'src="{address}"' in html
    assert 'width="1200" height="1600"' in html


@pytest.mark.parametrize(("name", "kind"), [("360.avif", "image/avif"), ("1200.webp", "image/webp")])
def test_a_rendition_is_made_when_it_is_asked_for(client: FlaskClient, cast, address, name, kind) -> None:
    cast.author.sit_down(client)
    shown = client.get(f"{address}/{name}")
    assert (shown.status_code, shown.mimetype) == (200, kind)
    assert opened(shown.data).width == int(name.split(".")[0])
    again = client.get(f"{address}/{name}", headers={"If-None-Match": shown.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("name", ["361.avif", "1440.webp", "360.jpg", "0360.avif", "..%2f360.avif"])
def test_a_rendition_that_no_page_names_is_not_made(client, cast, address: str, name: str) -> None:
    cast.author.sit_down(client)
    assert client.get(f"{address}/{name}").status_code == 404


def test_a_film_names_a_light_picture_to_show_before_it_plays(client, cast, address: str) -> None:
    cast.author.sit_down(client)
    assert opened(client.get(f"{address}/poster.webp").data).width == 720
    data = {"src": "media:film.mp4", "poster": "media:atelier.jpg", "captions": "media:film.vtt"}
    version = uuid.UUID(address.split("/")[2])
    text = BlockText(title="", label="", html="", language="fr", data=data)
    view = block_view(Block(code="film", type=BlockType.VIDEO, is_required=True), text, version)
    assert view.data["poster"] == f"{address}/poster.webp"
    assert view.data["src"] == f"/media/{version}/film.mp4"


def test_trap_22_a_rendition_opens_for_who_may_see_the_picture(client, cast, address: str) -> None:
    assert client.get(f"{address}/360.webp").status_code == 404
    for member in (cast.stranger, cast.other_author, cast.tutor):
        assert member.sit_down(client).get(f"{address}/360.webp").status_code == 404


def test_a_picture_that_gives_no_rendition_is_shown_as_it_is(client, cast, store, address: str) -> None:
    cast.author.sit_down(client)
    key = client.get(address).headers["ETag"].strip('"')
    cut = store.get(key)[:300]
    store.put(key, cut)
    shown = client.get(f"{address}/360.webp")
    assert (shown.status_code, shown.mimetype, shown.data) == (200, "image/jpeg", cut)
