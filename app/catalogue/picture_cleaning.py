"""A picture of an author as it is kept: its pixels, upright, and nothing that it says of where it comes from."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image

from app.catalogue.cleanliness import is_clean
from app.kernel.imaging import Size, open_upright

#: The longest side of a picture that is uploaded: twice the largest that a page shows.
LONGEST_SIDE = 2880
WEBP, JPEG, PNG, AVIF = "image/webp", "image/jpeg", "image/png", "image/avif"
RASTERS = frozenset({JPEG, PNG, WEBP, AVIF})
WRITTEN: dict[str, tuple[str, dict[str, Any]]] = {
    JPEG: ("JPEG", {"quality": 90, "progressive": True, "optimize": True}),
    PNG: ("PNG", {"optimize": True}),
    WEBP: ("WEBP", {"quality": 90, "method": 4}),
}


@dataclass(frozen=True, slots=True)
class CleanPicture:
    media_type: str
    data: bytes


def clean_picture(media_type: str, data: bytes, at_most: int | None = None) -> CleanPicture:
    """Written anew where it says more than its pixels, or is larger than `at_most` pixels a side; else as it came.

    Cleaning what is clean changes no byte. Takes up to some seconds of CPU. Raises PictureDamaged,
    TooManyPixels, PictureMoves.
    """
    bounds = (at_most, at_most) if at_most else None
    picture = open_upright(data, bounds)
    if media_type != AVIF and is_clean(media_type, data) and not _is_reduced(data, bounds):
        return CleanPicture(media_type, data)
    # Our files know no AVIF: it is made of a picture for the screens that read it.
    kept = WEBP if media_type == AVIF else media_type
    return CleanPicture(kept, written(picture, kept, is_exact=_is_exact(data)))


def _is_reduced(data: bytes, bounds: Size | None) -> bool:
    if bounds is None:
        return False
    with Image.open(BytesIO(data)) as picture:
        return picture.width > bounds[0] or picture.height > bounds[1]


def _is_exact(data: bytes) -> bool:
    """Whether a WebP keeps every pixel as it was drawn."""
    return data[8:12] == b"WEBP" and b"VP8L" in data[12:64]


def written(picture: Image.Image, media_type: str, *, is_exact: bool) -> bytes:
    if media_type == JPEG and picture.mode != "L":
        picture = picture.convert("RGB")
    if media_type == WEBP and picture.mode not in {"RGB", "RGBA"}:
        picture = picture.convert("RGBA" if "transparency" in picture.info else "RGB")
    kind, how = WRITTEN[media_type]
    if media_type == WEBP and is_exact:
        how = {"lossless": True, "method": 4}
    file = BytesIO()
    picture.save(file, kind, **how)
    return file.getvalue()
