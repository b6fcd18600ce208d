"""A file that a learner sends: known by its content, cleaned, never by its name. Pure functions."""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps

from app.catalogue.content.block_sources import ANY, DOCUMENT, PHOTO
from app.kernel.blocking import run_blocking
from app.kernel.errors import DomainError

MEGABYTE = 1024 * 1024
MOST_MEGABYTES = 15
MOST_PIXELS = 60_000_000
LONGEST_SIDE = 2400
QUALITY = 85
PDF = "application/pdf"
JPEG = "image/jpeg"
FORMATS = ("JPEG", "PNG", "WEBP")
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
    """What is kept of the file: a picture without anything but its pixels, a PDF as it came."""
    if not data:
        raise FileMissing
    if len(data) > MOST_MEGABYTES * MEGABYTE:
        raise FileTooLarge(most=MOST_MEGABYTES)
    if accept in {PHOTO, ANY} and data.startswith(PICTURE_STARTS):
        return SentFile(JPEG, run_blocking(clean_picture, data))
    if accept in {DOCUMENT, ANY} and data.startswith(b"%PDF-"):
        return SentFile(PDF, data)
    raise FileNotTaken(accept=accept)


def clean_picture(data: bytes) -> bytes:
    """The pixels alone, upright, of a size that a screen can show: no place, no date, no device."""
    try:
        with Image.open(BytesIO(data), formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise PictureUnreadable
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            upright = ImageOps.exif_transpose(picture).convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PictureUnreadable from None
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    bare = Image.new("RGB", upright.size, "white")
    bare.paste(upright, mask=upright)
    written = BytesIO()
    bare.save(written, "JPEG", quality=QUALITY)
    return written.getvalue()
