"""Counts of people for who does not know them: few people are someone."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

#: A count of people below it is not told.
FEWEST = 5

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Told:
    """A count as it may be told: None where it may not, `is_few` where it is under FEWEST."""

    count: int | None
    is_few: bool = False


def is_few(count: int) -> bool:
    return 0 < count < FEWEST


def tell_apart(counts: Mapping[Key, int]) -> dict[Key, Told]:
    """The counts of people split by something they are, without those that are few, nor one from which, with the sum of
    them all, a single few one could be worked out."""
    few = {key for key, count in counts.items() if is_few(count)}
    held = set(few)
    if len(few) == 1:
        others = [key for key in counts if key not in few and counts[key]]
        held |= {min(others, key=lambda key: counts[key])} if others else set()
    return {key: Told(None if key in held else count, key in few) for key, count in counts.items()}
