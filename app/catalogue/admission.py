"""A file that an author sends for a module: known by its content, within its limit, clean, under a plain name."""

from dataclasses import dataclass

from app.catalogue.content import Fault
from app.catalogue.content.faults import FaultLog
from app.catalogue.content.media import LONGEST_NAME, TYPES, read_media, sniff
from app.catalogue.content.slugs import slug_of
from app.catalogue.picture_cleaning import LONGEST_SIDE, RASTERS, clean_picture
from app.kernel.blocking import run_alone, run_blocking
from app.kernel.errors import DomainError

MEGABYTE = 1024 * 1024
SUFFIXES = {kind: suffix for suffix, kind in reversed(TYPES.items())}
#: In megabytes; what flows (films, sounds, documents) is bounded by the installation alone.
MOST = {"image/svg+xml": 2, "text/vtt": 1} | dict.fromkeys(RASTERS, 30)
#: What is read whole to be cleaned.
BOUNDED = frozenset(MOST)
#: What people send that we do not take, and are told what to do with.
FOREIGN = (
    (b"GIF8", "gif"),
    (b"PK\x03\x04", "office"),
    (b"\xd0\xcf\x11\xe0", "office"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
)
#: Captions as other programs write them; a player of the web reads WebVTT alone.
SRT_ENDING = ".srt"
LONGEST_STEM = 60


class MediumNotTaken(DomainError):
    """Of a type that no block shows; `facts["kind"]` is `heic`, `gif`, `office`, `tiff`, `srt` or empty."""

    code = "medium_not_taken"


class MediumTooLarge(DomainError):
    """`facts["most"]` is in megabytes, `facts["type"]` what it is."""

    code = "medium_too_large"


class MediumFaulty(DomainError):
    """`facts["faults"]` are those of its lines, `Fault` each."""

    code = "medium_faulty"


@dataclass(frozen=True, slots=True)
class Admitted:
    """What is kept of the file; `stem` is its name without suffix, made plain."""

    stem: str
    media_type: str
    data: bytes

    @property
    def name(self) -> str:
        return f"{self.stem}.{SUFFIXES[self.media_type]}"


def plain_name(name: str, media_type: str) -> str:
    """As it is kept, with the suffix of what it is."""
    return f"{plain_stem(name)}.{SUFFIXES[media_type]}"


def admit(name: str, data: bytes) -> Admitted:
    """Takes up to some seconds of CPU, none of it on the request's own thread under gevent; no database.

    Raises MediumNotTaken, MediumTooLarge, MediumFaulty, PictureDamaged, TooManyPixels, PictureMoves.
    """
    media_type, stem = known_type(name, data), plain_stem(name)
    check_size(media_type, len(data))
    if media_type in RASTERS:
        clean = run_alone(clean_picture, media_type, data, LONGEST_SIDE)
        return Admitted(stem, clean.media_type, clean.data)
    faults = run_blocking(_faults_in, f"{stem}.{SUFFIXES[media_type]}", data)
    if faults:
        raise MediumFaulty(faults=faults)
    return Admitted(stem, media_type, data)


def known_type(name: str, start: bytes) -> str:
    """By the first bytes. Raises MediumNotTaken."""
    found = sniff(start)
    if found is None or (found not in SUFFIXES and found not in RASTERS):
        if found == "image/heic":
            raise MediumNotTaken(kind="heic")
        if name.lower().endswith(SRT_ENDING):
            raise MediumNotTaken(kind="srt")
        raise MediumNotTaken(kind=next((kind for begin, kind in FOREIGN if start.startswith(begin)), ""))
    return found


def check_size(media_type: str, size: int, otherwise: int | None = None) -> None:
    """`otherwise` is the installation's limit, in megabytes, for what has none of its own. Raises MediumTooLarge."""
    most = MOST.get(media_type, otherwise)
    if most is not None and size > most * MEGABYTE:
        raise MediumTooLarge(most=most, type=media_type)


def plain_stem(name: str) -> str:
    """`C:\\\\Photos\\\\Scie à ruban (2).JPG` → `scie-a-ruban-2`."""
    last = name.replace("\\", "/").rpartition("/")[2]
    stem, dot, _ = last.rpartition(".")
    return slug_of(stem if dot and stem else last, "fichier")[:LONGEST_STEM].strip("-")


def free_name(wanted: str, taken: frozenset[str]) -> str:
    """`scie.jpg`, else `scie-2.jpg` and so on."""
    stem, _, suffix = wanted.rpartition(".")
    name, number = wanted, 1
    while name in taken:
        number += 1
        name = f"{stem}-{number}.{suffix}"
    assert len(name) <= LONGEST_NAME
    return name


def _faults_in(name: str, data: bytes) -> tuple[Fault, ...]:
    log = FaultLog()
    read_media(name, data, log.of(name))
    return log.in_order()
