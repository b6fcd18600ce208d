"""Whether a picture says nothing beside its pixels: read from the parts of its file, without unpacking it."""

import re
from collections.abc import Callable, Iterator

# A JPEG: JFIF and Adobe's note on its colours; no EXIF (place, date, device), thumbnail, profile, or comment.
JPEG_TELLING = frozenset(range(0xE1, 0xF0)) - {0xEE} | {0xFE}
JPEG_END = 0xD9
# Between two markers stand coded pixels: FF00 is a byte of them, FFD0 to FFD7 a place to start again.
MARKER = re.compile(rb"\xff+([^\x00\xd0-\xd7\xff])", re.DOTALL)
PNG_KEPT = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"sRGB", b"gAMA", b"cHRM", b"sBIT", b"pHYs", b"bKGD"}
)
WEBP_KEPT = frozenset({b"VP8X", b"VP8 ", b"VP8L", b"ALPH"})
LONGEST_HEADER = 64


def is_clean(media_type: str, data: bytes) -> bool:
    """Pixels and nothing else, to the last byte. True for what is no picture made of pixels."""
    reader = READERS.get(media_type)
    try:
        return reader(data) if reader else True
    except (IndexError, ValueError):
        return False


def _jpeg(data: bytes) -> bool:
    at = 2
    while found := MARKER.search(data, at):
        marker = found[1][0]
        if marker == JPEG_END:
            return found.end() == len(data)
        length = int.from_bytes(data[found.end() : found.end() + 2], "big")
        if marker in JPEG_TELLING or length < 2 or (marker == 0xE0 and length > LONGEST_HEADER):
            return False
        at = found.end() + length
    return False


def _png(data: bytes) -> bool:
    chunks = list(_chunks(data, 8, lambda head: (int.from_bytes(head[:4], "big") + 4, head[4:])))
    return all(name in PNG_KEPT for name in chunks) and bool(chunks) and chunks[-1] == b"IEND"


def _webp(data: bytes) -> bool:
    def read(head: bytes) -> tuple[int, bytes]:
        length = int.from_bytes(head[4:], "little")
        return length + length % 2, head[:4]

    whole = int.from_bytes(data[4:8], "little") + 8 == len(data)
    return whole and all(name in WEBP_KEPT for name in _chunks(data, 12, read))


def _chunks(data: bytes, at: int, read: Callable[[bytes], tuple[int, bytes]]) -> Iterator[bytes]:
    """The names of the parts of a file; `read` gives length and name. Raises ValueError past its end."""
    while at < len(data):
        length, name = read(data[at : at + 8])
        at += 8 + length
        if at > len(data):
            raise ValueError
        yield name
        if name == b"IEND" and at != len(data):
            raise ValueError


READERS: dict[str, Callable[[bytes], bool]] = {
    "image/jpeg": _jpeg,
    "image/png": _png,
    "image/webp": _webp,
}
