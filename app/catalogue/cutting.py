"""A part of a picture, turned: a picture of its own, so that the one it comes from stays."""

from dataclasses import dataclass

from app.catalogue.picture_cleaning import JPEG, RASTERS, written
from app.kernel.errors import DomainError
from app.kernel.imaging import open_upright

TURNS = (0, 90, 180, 270)
SMALLEST = 16


class CutOutside(DomainError):
    """Not a part of the picture, or of less than `facts["least"]` pixels a side."""

    code = "cut_outside"


class NothingToCut(DomainError):
    """A drawing, a film: only a picture made of pixels has parts that are pictures."""

    code = "nothing_to_cut"


@dataclass(frozen=True, slots=True)
class Cut:
    """Turned clockwise by `turn` degrees, then the part: percents of the turned picture."""

    left: float = 0
    top: float = 0
    width: float = 100
    height: float = 100
    turn: int = 0


def cut_out(media_type: str, data: bytes, cut: Cut) -> bytes:
    """Takes up to some seconds of CPU. Raises NothingToCut, CutOutside, PictureDamaged."""
    if media_type not in RASTERS:
        raise NothingToCut
    picture = open_upright(data)
    if cut.turn not in TURNS:
        raise CutOutside(least=SMALLEST)
    if cut.turn:
        picture = picture.rotate(-cut.turn, expand=True)
    box = _box(cut, picture.width, picture.height)
    return written(picture.crop(box), media_type, is_exact=media_type != JPEG)


def _box(cut: Cut, width: int, height: int) -> tuple[int, int, int, int]:
    left, top = round(cut.left * width / 100), round(cut.top * height / 100)
    right, bottom = round((cut.left + cut.width) * width / 100), round((cut.top + cut.height) * height / 100)
    least = min(SMALLEST, width, height)
    is_inside = left >= 0 and top >= 0 and right <= width and bottom <= height
    if not is_inside or right - left < least or bottom - top < least:
        raise CutOutside(least=SMALLEST)
    return left, top, right, bottom
