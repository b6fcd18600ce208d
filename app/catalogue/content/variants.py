"""A unit in another language says the same: same blocks, same answers, other words. It may still lack some."""

from collections.abc import Iterator

from app.catalogue.content.block_sources import (
    CalloutBlock,
    ChecklistBlock,
    ComparisonBlock,
    DownloadBlock,
    FigureBlock,
    InCentreBlock,
    StepsBlock,
    SubmissionBlock,
    TextBlock,
)
from app.catalogue.content.faults import FileFaults
from app.catalogue.content.question_frames import question_frame
from app.catalogue.content.question_sources import Question
from app.catalogue.content.sources import BlockSource, UnitSource, block_type

SAME_KEYS = ("id", "place", "minutes", "hidden", "prerequisites")


def check_variant(unit: UnitSource, variant: UnitSource, faults: FileFaults) -> None:
    for key in SAME_KEYS:
        if getattr(unit, key) != getattr(variant, key):
            faults.add(2, "variant_key_differs", key=key, unit=unit.name)
    twins = {block.id: block for block in unit.blocks}
    for other in variant.blocks:
        if other.id not in twins:
            faults.add(other.line, "variant_block_extra", id=other.id)
        elif frame(twins[other.id]) != frame(other):
            faults.add(other.line, "variant_block_differs", id=other.id, unit=unit.name)
    found = [block.id for block in variant.blocks if block.id in twins]
    if found != [block_id for block_id in twins if block_id in set(found)]:
        faults.add(None, "variant_order_differs")


def frame(block: BlockSource) -> tuple[object, ...]:
    """What of a block does not depend on the language."""
    return (block_type(block), block.required, block.hidden, *_frame(block))


def _frame(block: BlockSource) -> tuple[object, ...]:
    """A film, a recording, a page of someone else may be another in another language."""
    match block:
        case TextBlock():
            return (block.title is None,)
        case CalloutBlock():
            return (block.kind,)
        case FigureBlock() | DownloadBlock():
            return (block.src, *_places(block))
        case StepsBlock():
            return (len(block.steps),)
        case ComparisonBlock():
            return (len(block.columns),)
        case ChecklistBlock():
            return (len(block.items),)
        case SubmissionBlock():
            return (block.accept,)
        case InCentreBlock():
            return (block.minutes, *((item.id, item.critical) for item in block.criteria))
        case Question():
            return question_frame(block)
    return ()


def _places(block: FigureBlock | DownloadBlock) -> Iterator[tuple[str, str]]:
    if isinstance(block, FigureBlock):
        yield from ((label.x, label.y) for label in block.labels)
