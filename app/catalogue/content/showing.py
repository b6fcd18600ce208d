"""A block of a draft as people would see it: what has faults shows what it can."""

import re
from collections.abc import Sequence
from dataclasses import replace

from app.catalogue.content.block_sources import FigureBlock, Label
from app.catalogue.content.compiling import CompiledBlock, compile_block
from app.catalogue.content.gap_compiling import masked_statement
from app.catalogue.content.gaps import MASK
from app.catalogue.content.hotspot_reading import NUMBER, PLACE
from app.catalogue.content.question_sources import (
    ClozeQuestion,
    HotspotQuestion,
    MatchQuestion,
    WrongGap,
)
from app.catalogue.content.rendering import render
from app.catalogue.content.sources import BlockSource


def compile_leniently(block: BlockSource, language: str, twins: Sequence[BlockSource] = ()) -> CompiledBlock:
    """The same as `compile_block` where there is no fault. `twins` are the same block in other languages."""
    shown = _showable(block)
    return compile_block(shown, language, [twin for twin in map(_showable, twins) if _fits(twin, shown)])


def _fits(twin: BlockSource, block: BlockSource) -> bool:
    if isinstance(block, ClozeQuestion):
        return isinstance(twin, ClozeQuestion) and len(twin.gaps) == len(block.gaps)
    return type(twin) is type(block)


def _showable(block: BlockSource) -> BlockSource:
    """Without the parts that point at nothing."""
    match block:
        case MatchQuestion():
            lefts, rights = {pair.left for pair in block.pairs}, set(block.rights)
            known = (pair for pair in block.wrong_pairs if pair.left in lefts and pair.right in rights)
            return replace(block, wrong_pairs=tuple(known))
        case FigureBlock():
            return replace(block, labels=tuple(label for label in block.labels if _is_put(label)))
        case HotspotQuestion():
            return replace(block, zones=tuple(zone for zone in block.zones if _is_placed(zone.place)))
        case ClozeQuestion():
            return _with_gaps_shown(block)
    return block


def _is_put(label: Label) -> bool:
    return all(re.fullmatch(NUMBER, side) for side in (label.x, label.y))


def _is_placed(place: Sequence[str]) -> bool:
    return PLACE.fullmatch(f"({' '.join(place)})") is not None


def _with_gaps_shown(block: ClozeQuestion) -> ClozeQuestion:
    """A gap that would not be on the screen (inside an address, or half written) makes the statement plain text."""
    html = str(render(masked_statement(block), "question"))
    if MASK.findall(html) != [str(number) for number in range(1, len(block.gaps) + 1)]:
        plain = block.statement.replace("{{", "{ {").replace("}}", "} }")
        return replace(block, statement=plain, gaps=(), wrong_gaps=())
    return replace(block, wrong_gaps=tuple(item for item in block.wrong_gaps if _is_known(block, item)))


def _is_known(block: ClozeQuestion, item: WrongGap) -> bool:
    if not 1 <= item.gap <= len(block.gaps):
        return False
    gap = block.gaps[item.gap - 1]
    return not gap.is_picked or item.value in gap.texts
