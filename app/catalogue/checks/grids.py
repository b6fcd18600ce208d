"""Where a hand could be hurt, the grid says which gestures must not fail."""

from app.catalogue.checks.results import Found, Verdict, found, written
from app.catalogue.content.block_sources import SAFETY, CalloutBlock, InCentreBlock
from app.catalogue.content.sources import ModuleSource

NAME = "grids"


def check(module: ModuleSource) -> Found:
    blocks = [each for each in written(module) if each.unit.language == module.language]
    dangers = sum(isinstance(each.block, CalloutBlock) and each.block.kind == SAFETY for each in blocks)
    grids = [each for each in blocks if isinstance(each.block, InCentreBlock)]
    places = [
        each.place(why="no_star", words=each.block.title)
        for each in grids
        if isinstance(each.block, InCentreBlock)
        and dangers
        and not any(criterion.critical for criterion in each.block.criteria)
    ]
    return found(NAME, places, Verdict.WARNS, dangers=dangers, grids=len(grids))
