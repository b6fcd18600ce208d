"""Files of a module: what they are by their content, whatever their name says."""

import re
from collections.abc import Mapping

from app.catalogue.content.captions import check_captions
from app.catalogue.content.faults import FileFaults
from app.catalogue.content.sources import MediaFile
from app.catalogue.svg import UnreadableSvg, svg_dangers

#: Stands before the name of a file; the edge puts the address it serves in its place.
MEDIA_SCHEME = "media:"
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\.(?P<suffix>svg|png|jpe?g|webp|mp4|webm|mp3|ogg|vtt|pdf)")
TYPES = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "mp4": "video/mp4",
    "webm": "video/webm",
    "mp3": "audio/mpeg",
    "ogg": "audio/ogg",
    "vtt": "text/vtt",
    "pdf": "application/pdf",
}
PICTURES = frozenset({"image/svg+xml", "image/png", "image/jpeg", "image/webp"})
FILMS = frozenset({"video/mp4", "video/webm"})
SOUNDS = frozenset({"audio/mpeg", "audio/ogg"})
#: What is looked at piece by piece, never read whole.
FLOWING = FILMS | SOUNDS | {"application/pdf"}
#: What may be named by which attribute of which block.
TAKEN: Mapping[tuple[str, str], frozenset[str]] = {
    ("figure", "src"): PICTURES,
    ("question", "src"): PICTURES,
    ("video", "src"): FILMS,
    ("video", "poster"): PICTURES,
    ("video", "captions"): frozenset({"text/vtt"}),
    ("audio", "src"): SOUNDS,
    ("audio", "captions"): frozenset({"text/vtt"}),
    ("download", "src"): PICTURES | FILMS | SOUNDS | {"application/pdf"},
}
LONGEST_NAME = 80
LONGEST_START = 64
# The second byte of an MPEG frame: all sync bits set, layer III.
LAYER_THREE = (0b1110_0110, 0b1110_0010)


def sniff(data: bytes) -> str | None:
    """The type of a file by its first bytes; None when it is none that we take."""
    for start, content_type in STARTS:
        if data.startswith(start):
            return content_type
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data[4:8] == b"ftyp":
        return BRANDS.get(data[8:12], "video/mp4")
    if data.startswith(b"\x1aE\xdf\xa3") and b"webm" in data[:64]:
        return "video/webm"
    if len(data) > 1 and data[0] == 0xFF and data[1] & LAYER_THREE[0] == LAYER_THREE[1]:
        return "audio/mpeg"
    if _opens_as_captions(data):
        return "text/vtt"
    return "image/svg+xml" if _opens_as_svg(data) else None


STARTS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"%PDF-", "application/pdf"),
    (b"OggS", "audio/ogg"),
    (b"ID3", "audio/mpeg"),
)
#: The same container holds films and pictures. We take neither of these as files of a module, but know them.
BRANDS = {
    b"avif": "image/avif",
    b"avis": "image/avif",
    b"heic": "image/heic",
    b"heix": "image/heic",
    b"hevc": "image/heic",
    b"mif1": "image/heic",
    b"msf1": "image/heic",
}


def _opens_as_captions(data: bytes) -> bool:
    start = data.removeprefix(b"\xef\xbb\xbf")
    return start.startswith(b"WEBVTT") and start[6:7] in {b"", b" ", b"\t", b"\n", b"\r"}


def _opens_as_svg(data: bytes) -> bool:
    """Whether the first element is `svg`, after a declaration and comments."""
    rest = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    while rest.startswith((b"<?", b"<!--")):
        ending = b"?>" if rest.startswith(b"<?") else b"-->"
        rest = rest.partition(ending)[2].lstrip()
    return rest[:5].lower() in {b"<svg>", b"<svg ", b"<svg\n", b"<svg\r", b"<svg\t", b"<!doc"}


def read_media(name: str, data: bytes, faults: FileFaults) -> MediaFile:
    found = NAME.fullmatch(name)
    # A large film may be a view of the disk, which has no methods of its own.
    content_type = sniff(data if isinstance(data, bytes) else bytes(data[:LONGEST_START]))
    if found is None or len(name) > LONGEST_NAME:
        faults.add(None, "media_name")
    elif content_type is None:
        faults.add(None, "media_type_unknown")
    elif content_type != TYPES[found["suffix"]]:
        faults.add(None, "media_type_differs", named=found["suffix"], found=content_type)
    if content_type == "image/svg+xml":
        _check_svg(data, faults)
    if content_type == "text/vtt":
        _check_text(data, faults)
    return MediaFile(name, content_type or "", data)


def _check_svg(data: bytes, faults: FileFaults) -> None:
    try:
        for line, what in svg_dangers(data):
            faults.add(line, "svg_active", what=what)
    except UnreadableSvg as error:
        faults.add(error.line, "svg_unreadable")


def _check_text(data: bytes, faults: FileFaults) -> None:
    try:
        text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError as error:
        faults.add(data.count(b"\n", 0, error.start) + 1, "not_utf8")
        return
    check_captions(text, faults)
