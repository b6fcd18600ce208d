"""A file that a learner sends: known by its content, cleaned, never by its name. Pure functions."""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from app.catalogue.content.block_sources import ANY, DOCUMENT, PHOTO
from app.kernel.blocking import run_alone
from app.kernel.errors import DomainError
from app.kernel.imaging import PictureDamaged, TooManyPixels, open_upright

MEGABYTE = 1024 * 1024
MOST_MEGABYTES = 15
LONGEST_SIDE = 2400
QUALITY = 85
PDF = "application/pdf"
JPEG = "image/jpeg"
PICTURE_STARTS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF")


class FileMissing(DomainError):
    """Nothing was chosen."""

    code = "file_missing"


class FileTooLarge(DomainError):
    """`facts["most"]` is in megabytes."""

    code = "file_too_large"


class FileNotTaken(DomainError):
    """`facts["accept"]` says what the block takes."""

    code = "file_not_taken"


class PictureUnreadable(DomainError):
    """Damaged, or of so many pixels that opening it could be made to cost."""

    code = "picture_unreadable"


@dataclass(frozen=True, slots=True)
class SentFile:
    media_type: str
    data: bytes


def read_file(data: bytes, accept: str) -> SentFile:
    """What is kept of the file: a picture without anything but its pixels, a PDF as it came.

    Raises FileMissing, FileTooLarge, FileNotTaken, PictureUnreadable, PictureMoves.
    """
    if not data:
        raise FileMissing
    if len(data) > MOST_MEGABYTES * MEGABYTE:
        raise FileTooLarge(most=MOST_MEGABYTES)
    if accept in {PHOTO, ANY} and data.startswith(PICTURE_STARTS):
        try:
            return SentFile(JPEG, run_alone(clean_picture, data))
        except (PictureDamaged, TooManyPixels):
            raise PictureUnreadable from None
    if accept in {DOCUMENT, ANY} and data.startswith(b"%PDF-"):
        return SentFile(PDF, data)
    raise FileNotTaken(accept=accept)


def clean_picture(data: bytes) -> bytes:
    """The pixels alone, upright, of a size that a screen can show: no place, no date, no device. Raises what
    `open_upright` does."""
    picture = open_upright(data, (LONGEST_SIDE, LONGEST_SIDE)).convert("RGBA")
    bare = Image.new("RGB", picture.size, "white")
    bare.paste(picture, mask=picture)
    written = BytesIO()
    bare.save(written, "JPEG", quality=QUALITY)
    return written.getvalue()
