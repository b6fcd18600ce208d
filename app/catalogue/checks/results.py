"""What a check finds: whether it stops a publication, the figures, and the places one can open."""

import enum
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from app.catalogue.content.sources import BlockSource, ModuleSource, UnitSource

Figure = int | float | str


class Verdict(enum.StrEnum):
    BLOCKS = "blocks"
    WARNS = "warns"
    FINE = "fine"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was found: a unit and a block by their ids, both empty for the module itself.

    `words` is what stands there, `advice` what could; `figures` belong to this place alone, `why` says which of the
    check's reasons holds (`told.py`).
    """

    unit: str = ""
    block: str = ""
    language: str = ""
    words: str = ""
    advice: str = ""
    why: str = ""
    figures: Mapping[str, Figure] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """What one check says of a whole module."""

    check: str
    verdict: Verdict
    places: tuple[Place, ...] = ()
    figures: Mapping[str, Figure] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Written:
    """A block where it stands, in one language."""

    unit: UnitSource
    block: BlockSource

    def place(self, why: str = "", words: str = "") -> Place:
        return Place(self.unit.id, self.block.id, self.unit.language, words, why=why)


def written(module: ModuleSource) -> Iterator[Written]:
    """Every block in every language of the module."""
    for unit in module.units_in_every_language():
        yield from (Written(unit, block) for block in unit.blocks)


def found(check: str, places: list[Place], otherwise: Verdict, **figures: Figure) -> Found:
    """Fine where there is no place to open, else what `otherwise` says."""
    verdict = otherwise if places else Verdict.FINE
    return Found(check, verdict, tuple(places), {"count": len(places), **figures})
