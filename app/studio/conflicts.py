"""Two people wrote in one block: what each wrote, and how both can stand in the field."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from app.catalogue.content.block_fields import PROSE, Fields
from app.studio.changes_told import Difference

#: How much of a shared stretch stands on either side of a change.
BESIDE, LEFT_OUT = 80, " […] "


@dataclass(frozen=True, slots=True)
class Conflict:
    """`typed` is what came in the form, so that it comes again with the choice."""

    by: str
    at: datetime
    differences: Sequence[Difference]
    typed: Sequence[tuple[str, str]]


def around_changes(differences: Sequence[Difference]) -> list[Difference]:
    """Without the long stretches that both texts share: what differs stands on one screen of a phone."""
    return [
        replace(each, pieces=[_shortened(each.pieces, at) for at in range(len(each.pieces))])
        for each in differences
    ]


def _shortened(pieces: Sequence[tuple[str, str]], at: int) -> tuple[str, str]:
    """A shared stretch keeps what stands beside a change, in whole words."""
    kind, text = pieces[at]
    before = "" if at == 0 else text[:BESIDE].rpartition(" ")[0]
    after = "" if at == len(pieces) - 1 else text[-BESIDE:].partition(" ")[2]
    if kind != "same" or len(text) <= 2 * BESIDE + len(LEFT_OUT):
        return kind, text
    return kind, f"{before}{LEFT_OUT}{after}"


def both(mine: Fields, theirs: Fields) -> Fields:
    """The two texts in one: prose one under the other, lines side by side, lists with what only one of them has.

    What cannot be both (a number, a yes or no, a choice from a list) stays mine.
    """
    return {name: _joined(name, mine.get(name), theirs.get(name)) for name in {**theirs, **mine}}


def _joined(name: str, mine: Any, theirs: Any) -> Any:
    if mine == theirs or theirs in (None, "", []):
        return mine
    if mine in (None, "", []):
        return theirs
    if isinstance(mine, list) and isinstance(theirs, list):
        return _joined_lists(name, mine, theirs)
    if isinstance(mine, dict) and isinstance(theirs, dict):
        return both(mine, theirs)
    if isinstance(mine, str) and isinstance(theirs, str) and name not in CHOSEN:
        return f"{mine}\n\n{theirs}" if name in PROSE or "\n" in mine + theirs else f"{mine} / {theirs}"
    return mine


#: Texts that name one thing among several; two of them make none.
CHOSEN = frozenset(
    {"type", "kind", "spelling", "accept", "src", "captions", "poster", "href", "pool", "answer", "tolerance"}
)


def _joined_lists(name: str, mine: list[Any], theirs: list[Any]) -> list[Any]:
    """Place by place where both have as many, else mine and then what theirs has besides."""
    if len(mine) == len(theirs) and all(isinstance(each, dict) for each in (*mine, *theirs)):
        return [_joined(name, one, other) for one, other in zip(mine, theirs, strict=True)]
    return [*mine, *(each for each in theirs if each not in mine)]
