"""What a unit promises, it asks for: as many questions, tasks or gestures as outcomes at least."""

from app.catalogue.checks.results import Found, Place, Verdict, found
from app.catalogue.content.block_sources import (
    ChecklistBlock,
    InCentreBlock,
    OpenAnswerBlock,
    SubmissionBlock,
)
from app.catalogue.content.question_sources import Question
from app.catalogue.content.sources import BlockSource, ModuleSource

NAME = "outcomes"
# A list that one ticks asks for something done, as does what is handed in.
ASKING = (Question, OpenAnswerBlock, SubmissionBlock, ChecklistBlock)


def check(module: ModuleSource) -> Found:
    """The format ties no question to an outcome: what can be said is that there are fewer of them."""
    places = []
    for unit in module.units:
        asked = sum(_asked(block) for block in unit.blocks)
        if asked < len(unit.outcomes):
            figures = {"outcomes": len(unit.outcomes), "asked": asked}
            places.append(Place(unit.id, words=unit.title, why="unasked", figures=figures))
    total = sum(len(unit.outcomes) for unit in module.units)
    return found(NAME, places, Verdict.WARNS, outcomes=total)


def _asked(block: BlockSource) -> int:
    if isinstance(block, InCentreBlock):
        return len(block.criteria)
    return int(isinstance(block, ASKING))
