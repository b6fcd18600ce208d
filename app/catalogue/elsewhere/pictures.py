"""Pictures that come along in a file: known by their content, named by us, each kept once."""

import re
from dataclasses import dataclass, field

from app.catalogue.content.media import PICTURES, TYPES, sniff
from app.catalogue.picture_cleaning import RASTERS, clean_picture
from app.catalogue.svg import UnreadableSvg, svg_dangers
from app.kernel.errors import DomainError

LARGEST = 10_000_000
SUFFIXES = {kind: suffix for suffix, kind in reversed(TYPES.items())}
KINDS = (
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"\x01\x00\x00\x00", "EMF"),
    (b"\xd7\xcd\xc6\x9a", "WMF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
)
FAR = re.compile(r"(?:https?:)?//", re.IGNORECASE)


class PictureRefused(Exception):
    """`code` says why; `facts` what it is."""

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


@dataclass(slots=True)
class Album:
    """The pictures taken so far; `taken` are names that the module has already."""

    prefix: str
    taken: frozenset[str]
    files: dict[str, bytes] = field(default_factory=dict)

    def add(self, data: bytes | None, address: str) -> str:
        """The name of the picture in `media/`. Raises PictureRefused."""
        if data is None:
            raise PictureRefused(
                "picture_far" if FAR.match(address) else "picture_missing", name=address[:80]
            )
        content_type = sniff(data)
        if content_type not in PICTURES:
            raise PictureRefused("picture_kind", kind=_kind(data))
        if len(data) > LARGEST:
            raise PictureRefused("picture_too_large")
        if content_type == "image/svg+xml" and not _is_quiet(data):
            raise PictureRefused("picture_active")
        data = _cleaned(content_type, data)
        return self._name(data, SUFFIXES[content_type])

    def _name(self, data: bytes, suffix: str) -> str:
        for name, known in self.files.items():
            if known == data:
                return name
        number = len(self.files) + 1
        while (
            name := f"{self.prefix[:60].strip('-')}-{number}.{suffix}"
        ) in self.taken or name in self.files:
            number += 1
        self.files[name] = data
        return name


def _cleaned(content_type: str, data: bytes) -> bytes:
    """As modules keep it. One that does not open is left, and not the whole file with it."""
    if content_type not in RASTERS:
        return data
    try:
        return clean_picture(content_type, data).data
    except DomainError:
        raise PictureRefused("picture_unopened") from None


def _is_quiet(data: bytes) -> bool:
    try:
        return not list(svg_dangers(data))
    except UnreadableSvg:
        return False


def _kind(data: bytes) -> str:
    return next((kind for start, kind in KINDS if data.startswith(start)), "?")
