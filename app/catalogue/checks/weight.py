"""What a phone fetches: everything, or the light version: pictures at a phone's width, films as poster and words."""

from collections.abc import Mapping

from app.catalogue.checks.results import Found, Place, Verdict, written
from app.catalogue.content.media import FILMS, SOUNDS
from app.catalogue.content.sources import MediaFile, ModuleSource, media_used
from app.catalogue.pictures import picture_size

NAME = "weight"
#: Dots across a phone of 360 points at two dots a point.
PHONE_WIDTH = 720
MEGABYTE = 1_000_000
# At 1 Mbit/s, which is what a workshop's corner gets, 5 MB take 40 s and 50 MB nearly 7 minutes.
LIGHT_ENOUGH, ENOUGH = 5 * MEGABYTE, 50 * MEGABYTE
SHOWN = 5


def check(module: ModuleSource, known: Mapping[str, int] | None = None) -> Found:
    """`known` are the sizes of files that come without what is in them."""
    sizes = {medium.name: len(medium.data) for medium in module.media} | dict(known or {})
    full = sum(sizes[medium.name] for medium in module.media)
    light = sum(light_bytes(medium, sizes[medium.name]) for medium in module.media)
    heavy = full > ENOUGH or light > LIGHT_ENOUGH
    return Found(
        NAME,
        Verdict.WARNS if heavy else Verdict.FINE,
        tuple(_heaviest(module, sizes)) if heavy else (),
        {"files": len(module.media), "full_mb": megabytes(full), "light_mb": megabytes(light)},
    )


def light_bytes(medium: MediaFile, weight: int) -> int:
    """What the light version fetches of a file. A narrower picture weighs as its area, about."""
    if medium.content_type in FILMS | SOUNDS:
        return 0
    size = picture_size(medium.content_type, medium.data)
    if size is None or medium.content_type == "image/svg+xml" or size[0] <= PHONE_WIDTH:
        return weight
    return round(weight * (PHONE_WIDTH / size[0]) ** 2)


def megabytes(size: int) -> float:
    return round(size / MEGABYTE, 1)


def _heaviest(module: ModuleSource, sizes: Mapping[str, int]) -> list[Place]:
    where = {name: each for each in written(module) for _, name in media_used(each.block)}
    heavy = sorted(module.media, key=lambda medium: -sizes[medium.name])[:SHOWN]
    return [
        Place(
            where[medium.name].unit.id if medium.name in where else "",
            where[medium.name].block.id if medium.name in where else "",
            words=medium.name,
            why="heavy",
            figures={"mb": megabytes(sizes[medium.name])},
        )
        for medium in heavy
    ]
