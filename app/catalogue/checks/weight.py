"""What a phone fetches: everything, or the light version: pictures at a phone's width, films as poster and words."""

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


def check(module: ModuleSource) -> Found:
    full = sum(len(medium.data) for medium in module.media)
    light = sum(light_bytes(medium) for medium in module.media)
    heavy = full > ENOUGH or light > LIGHT_ENOUGH
    return Found(
        NAME,
        Verdict.WARNS if heavy else Verdict.FINE,
        tuple(_heaviest(module)) if heavy else (),
        {"files": len(module.media), "full_mb": megabytes(full), "light_mb": megabytes(light)},
    )


def light_bytes(medium: MediaFile) -> int:
    """What the light version fetches of a file. A narrower picture weighs as its area, about."""
    if medium.content_type in FILMS | SOUNDS:
        return 0
    size = picture_size(medium.content_type, medium.data)
    if size is None or medium.content_type == "image/svg+xml" or size[0] <= PHONE_WIDTH:
        return len(medium.data)
    return round(len(medium.data) * (PHONE_WIDTH / size[0]) ** 2)


def megabytes(size: int) -> float:
    return round(size / MEGABYTE, 1)


def _heaviest(module: ModuleSource) -> list[Place]:
    where = {name: each for each in written(module) for _, name in media_used(each.block)}
    heavy = sorted(module.media, key=lambda medium: -len(medium.data))[:SHOWN]
    return [
        Place(
            where[medium.name].unit.id if medium.name in where else "",
            where[medium.name].block.id if medium.name in where else "",
            words=medium.name,
            why="heavy",
            figures={"mb": megabytes(len(medium.data))},
        )
        for medium in heavy
    ]
