"""Pictures: what they are by their content, whatever their name says."""

import re

from app.catalogue.content.faults import FileFaults
from app.catalogue.content.sources import MediaFile
from app.catalogue.svg import UnreadableSvg, svg_dangers

NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\.(?P<suffix>svg|png|jpe?g|webp)")
TYPES = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
}
LONGEST_NAME = 80


def sniff(data: bytes) -> str | None:
    """The type of a picture by its first bytes; None when it is none that we take."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return "image/svg+xml" if _opens_as_svg(data) else None


def _opens_as_svg(data: bytes) -> bool:
    """Whether the first element is `svg`, after a declaration and comments."""
    rest = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    while rest.startswith((b"<?", b"<!--")):
        ending = b"?>" if rest.startswith(b"<?") else b"-->"
        rest = rest.partition(ending)[2].lstrip()
    return rest[:5].lower() in {b"<svg>", b"<svg ", b"<svg\n", b"<svg\r", b"<svg\t", b"<!doc"}


def read_media(name: str, data: bytes, faults: FileFaults) -> MediaFile:
    found = NAME.fullmatch(name)
    content_type = sniff(data)
    if found is None or len(name) > LONGEST_NAME:
        faults.add(None, "media_name")
    elif content_type is None:
        faults.add(None, "media_type_unknown")
    elif content_type != TYPES[found["suffix"]]:
        faults.add(None, "media_type_differs", named=found["suffix"], found=content_type)
    if content_type == "image/svg+xml":
        _check_svg(data, faults)
    return MediaFile(name, content_type or "", data)


def _check_svg(data: bytes, faults: FileFaults) -> None:
    try:
        for line, what in svg_dangers(data):
            faults.add(line, "svg_active", what=what)
    except UnreadableSvg as error:
        faults.add(error.line, "svg_unreadable")
