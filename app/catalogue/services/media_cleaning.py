"""The pictures of a module that comes as files: what they say beside their pixels goes, the rest stays byte for byte."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from app.catalogue.cleanliness import is_clean
from app.catalogue.content import ModuleSource
from app.catalogue.content.sources import MediaFile
from app.catalogue.picture_cleaning import RASTERS, clean_picture
from app.catalogue.pictures import picture_size
from app.kernel.blocking import run_alone
from app.kernel.errors import DomainError
from app.kernel.imaging import MOST_MEGAPIXELS
from app.kernel.sentences import sentence_for

Told = dict[str, Any]


def clean_media(module: ModuleSource) -> tuple[ModuleSource, list[Told]]:
    """The module with clean pictures, and a fault {file, line, code, message} for each that does not open."""
    faults: list[Told] = []
    media = tuple(_cleaned(medium, faults) for medium in module.media)
    return (module if media == module.media else replace(module, media=media)), faults


def _cleaned(medium: MediaFile, faults: list[Told]) -> MediaFile:
    if medium.content_type not in RASTERS:
        return medium
    faults.extend(_too_large(medium))
    if is_clean(medium.content_type, medium.data):
        return medium
    try:
        clean = run_alone(clean_picture, medium.content_type, medium.data)
    except DomainError as refused:
        faults.append(_fault(medium, refused.code, sentence_for(refused.code, refused.facts)))
        return medium
    return MediaFile(medium.name, medium.content_type, clean.data)


def _too_large(medium: MediaFile) -> Iterator[Told]:
    """A picture that no phone could unpack, however few bytes it takes."""
    width, height = picture_size(medium.content_type, medium.data) or (0, 0)
    if width * height > MOST_MEGAPIXELS * 1_000_000:
        code = "picture_too_many_pixels"
        yield _fault(medium, code, sentence_for(code, {"most": MOST_MEGAPIXELS}))


def _fault(medium: MediaFile, code: str, message: str) -> Told:
    return {"file": f"media/{medium.name}", "line": None, "code": code, "message": message}
