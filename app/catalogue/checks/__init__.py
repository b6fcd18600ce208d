"""What to look at before a module is published: pure functions over a module's source, one file a check.

No score is made of them: each says whether it stops the publication, its figures, and the places one can open.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from app.catalogue.checks import (
    alternatives,
    captions,
    feedback,
    grids,
    licence,
    links,
    minutes,
    outcomes,
    prerequisites,
    readability,
    review_day,
    weight,
    wording,
)
from app.catalogue.checks.results import Found, Place, Verdict
from app.catalogue.content.sources import ModuleSource

__all__ = ["FAULTS", "Found", "Place", "Verdict", "check_module", "faults_found"]

FAULTS = "faults"


def check_module(
    module: ModuleSource,
    *,
    today: date,
    looked: Mapping[str, links.Looked] | None = None,
    sizes: Mapping[str, int] | None = None,
) -> tuple[Found, ...]:
    """Every check, those that stop a publication first; `looked` is what the addresses of its links answered,
    `sizes` what its files weigh where the module comes without what is in them."""
    every = (
        alternatives.check(module),
        captions.check(module),
        feedback.check(module),
        prerequisites.check(module),
        review_day.check(module, today),
        licence.check(module),
        readability.check(module),
        wording.check(module),
        links.check(module, looked or {}),
        outcomes.check(module),
        grids.check(module),
        minutes.check(module),
        weight.check(module, sizes or {}),
    )
    return tuple(sorted(every, key=lambda each: list(Verdict).index(each.verdict)))


def faults_found(places: Iterable[Place]) -> Found:
    """What the reader of the files refuses, as one more check."""
    refused = tuple(places)
    verdict = Verdict.BLOCKS if refused else Verdict.FINE
    return Found(FAULTS, verdict, refused, {"count": len(refused)})
