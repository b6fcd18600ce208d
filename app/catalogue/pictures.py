"""How large a picture is drawn, read from its first bytes, so that its place is kept before it comes."""

import re
from collections.abc import Callable

Size = tuple[int, int]

VIEW_BOX = re.compile(rb"<svg\b[^>]*?\bviewBox=[\"']([^\"']*)[\"']", re.IGNORECASE | re.DOTALL)
# Frames of a JPEG that carry its size: all "start of frame" markers but those of tables.
JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
LARGEST = 100_000


def picture_size(media_type: str, data: bytes) -> Size | None:
    """Width and height in pixels (an SVG's in its own units); None where the file does not say."""
    reader = READERS.get(media_type)
    try:
        size = reader(data) if reader else None
    except (ValueError, IndexError):
        return None
    return size if size and all(0 < side <= LARGEST for side in size) else None


def _svg(data: bytes) -> Size | None:
    found = VIEW_BOX.search(data)
    if found is None:
        return None
    _, _, width, height = (float(part) for part in found[1].replace(b",", b" ").split())
    return round(width), round(height)


def _png(data: bytes) -> Size:
    return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")


def _jpeg(data: bytes) -> Size | None:
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        if data[at + 1] in JPEG_FRAMES:
            return int.from_bytes(data[at + 7 : at + 9], "big"), int.from_bytes(data[at + 5 : at + 7], "big")
        at += 2 + max(2, int.from_bytes(data[at + 2 : at + 4], "big"))
    return None


def _webp(data: bytes) -> Size | None:
    match data[12:16]:
        case b"VP8X":
            return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
        case b"VP8 ":
            return (
                int.from_bytes(data[26:28], "little") & 0x3FFF,
                int.from_bytes(data[28:30], "little") & 0x3FFF,
            )
        case b"VP8L":
            bits = int.from_bytes(data[21:25], "little")
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return None


READERS: dict[str, Callable[[bytes], Size | None]] = {
    "image/svg+xml": _svg,
    "image/png": _png,
    "image/jpeg": _jpeg,
    "image/webp": _webp,
}
