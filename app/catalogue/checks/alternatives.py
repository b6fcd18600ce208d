"""Each picture is told in words, for who does not see it or has not received it yet."""

import re

from app.catalogue.checks.results import Found, Place, Verdict, Written, written
from app.catalogue.content.block_sources import FigureBlock
from app.catalogue.content.question_sources import HotspotQuestion
from app.catalogue.content.sources import ModuleSource

NAME = "alternatives"
FILE_NAME = re.compile(
    r"\S+\.(?:svg|png|jpe?g|webp|avif|gif)|(?:img|dsc|image|photo|foto)[-_ ]?\d+", re.IGNORECASE
)
# A reader's voice says already that this is a picture.
SAID_ALREADY = re.compile(
    r"(?:une? |an? |eine? |een )?(?:image|photo(?:graphie)?|picture|bild|foto|afbeelding)\s+(?:de|du|des|d’|d'|of|von|van)",
    re.IGNORECASE,
)


def check(module: ModuleSource) -> Found:
    pictures = [each for each in written(module) if isinstance(each.block, FigureBlock | HotspotQuestion)]
    places = [place for each in pictures if (place := _look(each))]
    stops = any(place.why != "said_already" for place in places)
    verdict = Verdict.BLOCKS if stops else Verdict.WARNS if places else Verdict.FINE
    return Found(NAME, verdict, tuple(places), {"count": len(places), "pictures": len(pictures)})


def _look(each: Written) -> Place | None:
    assert isinstance(each.block, FigureBlock | HotspotQuestion)
    alt = each.block.alt.strip()
    if not alt:
        return each.place(why="missing")
    if FILE_NAME.fullmatch(alt) or alt.lower() in _names(each.block.src):
        return each.place(why="file_name", words=alt)
    if SAID_ALREADY.match(alt):
        return each.place(why="said_already", words=alt)
    return None


def _names(src: str) -> set[str]:
    stem = src.rpartition(".")[0].lower()
    return {src.lower(), stem, stem.replace("-", " ")} - {""}
