"""Each answer that one may give says something back."""

from collections.abc import Iterator

from app.catalogue.checks.results import Found, Place, Verdict, Written, found, written
from app.catalogue.content.question_sources import (
    ChoiceQuestion,
    ClozeQuestion,
    HotspotQuestion,
    MatchQuestion,
    NumberQuestion,
    PairedQuestion,
    ShortQuestion,
)
from app.catalogue.content.sources import ModuleSource

NAME = "feedback"


def check(module: ModuleSource) -> Found:
    return found(NAME, [place for each in written(module) for place in _silent(each)], Verdict.BLOCKS)


def _silent(each: Written) -> Iterator[Place]:
    for number, (answer, feedback) in enumerate(_replies(each), start=1):
        if not feedback.strip():
            yield Place(
                each.unit.id,
                each.block.id,
                each.unit.language,
                answer,
                why="silent",
                figures={"number": number},
            )


def _replies(each: Written) -> Iterator[tuple[str, str]]:
    """Each answer that has a reply of its own, with that reply."""
    block = each.block
    if isinstance(block, ChoiceQuestion):
        yield from ((answer.text, answer.feedback) for answer in block.answers)
    if isinstance(block, PairedQuestion):
        yield from (("✔", block.right_feedback), ("✘", block.wrong_feedback))
    match block:
        case NumberQuestion() | ShortQuestion():
            yield from ((wrong.value, wrong.feedback) for wrong in block.wrong_values)
        case MatchQuestion():
            yield from ((f"{wrong.left} → {wrong.right}", wrong.feedback) for wrong in block.wrong_pairs)
        case ClozeQuestion():
            yield from ((wrong.value, wrong.feedback) for wrong in block.wrong_gaps)
        case HotspotQuestion():
            yield from ((zone.text, zone.feedback) for zone in block.zones)
            yield ("✘", block.elsewhere)
