"""A picture in the widths and formats that screens ask for: named by a rule, so that no row has to say what there is.

A rendition is made of the kept picture by this code alone: what is lost is made again. Change MAKER when it would come
out otherwise.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from math import ceil
from typing import Any

from PIL import Image

from app.catalogue.content.media import sniff
from app.catalogue.pictures import Size, picture_size
from app.kernel.imaging import open_upright

MAKER = "r1"
WIDTHS = (360, 720, 1440)
#: The best first, as a browser takes the first that it reads.
KINDS = {"avif": "image/avif", "webp": "image/webp"}
LOSSY: dict[str, dict[str, Any]] = {
    "avif": {"quality": 62, "speed": 7},
    "webp": {"quality": 80, "method": 4},
}
EXACT: dict[str, Any] = {"lossless": True, "method": 4, "quality": 60}
#: What a film shows before it plays: an attribute that names one address alone.
POSTER, POSTER_WIDTH = "poster.webp", WIDTHS[1]
SUFFIXES = (".jpg", ".jpeg", ".png", ".webp")
#: How wide a picture is shown: all of a phone, or the column of the player.
SIZES = "(min-width: 48rem) 44rem, 100vw"


@dataclass(frozen=True, slots=True)
class Rendition:
    """One width, in pixels, of one kind (`avif`, `webp`)."""

    width: int
    kind: str

    def key(self, sha256: str) -> str:
        """Where the store keeps it."""
        return f"{sha256}-{MAKER}-{self.width}.{self.kind}"


def is_raster(name: str) -> bool:
    """Whether a medium of this name is made of pixels; names end as their content is."""
    return name.endswith(SUFFIXES)


def widths_of(width: int) -> tuple[int, ...]:
    """Never wider than the picture itself."""
    return (*(known for known in WIDTHS if known < width), min(width, WIDTHS[-1]))[: len(WIDTHS)]


def renditions_of(width: int) -> Iterator[Rendition]:
    for kind in KINDS:
        for known in widths_of(width):
            yield Rendition(known, kind)


def find_rendition(width: int, wanted: str) -> Rendition | None:
    """The rendition of a picture of this width that `720.avif` asks for, or `poster.webp`."""
    if wanted == POSTER:
        return Rendition(min(width, POSTER_WIDTH), "webp")
    return next((known for known in renditions_of(width) if f"{known.width}.{known.kind}" == wanted), None)


def sources_of(address: str, width: int) -> list[dict[str, str]]:
    """What `<source>` says: {type, srcset, sizes}, for the picture served at this address."""
    return [
        {
            "type": media_type,
            "srcset": ", ".join(f"{address}/{known}.{kind} {known}w" for known in widths_of(width)),
            "sizes": SIZES,
        }
        for kind, media_type in KINDS.items()
    ]


def make_rendition(data: bytes, rendition: Rendition) -> bytes:
    """Takes some hundred milliseconds of CPU. Raises PictureDamaged.

    A drawing (PNG, exact WebP) stays exact where that is smaller, in whichever format: who reads AVIF reads WebP too.
    """
    picture = open_upright(data, _bounds(data, rendition.width))
    if picture.mode not in {"RGB", "RGBA"}:
        picture = picture.convert("RGBA" if "transparency" in picture.info else "RGB")
    lossy = _written(picture, rendition.kind.upper(), LOSSY[rendition.kind])
    if data[:3] == b"\xff\xd8\xff":
        return lossy
    exact = _written(picture, "WEBP", EXACT)
    return min(exact, lossy, key=len)


def _bounds(data: bytes, width: int) -> Size | None:
    size = picture_size(sniff(data) or "", data)
    return (width, ceil(size[1] * width / size[0])) if size else None


def _written(picture: Image.Image, kind: str, how: dict[str, Any]) -> bytes:
    written = BytesIO()
    picture.save(written, kind, **how)
    return written.getvalue()
