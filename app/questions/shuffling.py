"""The order in which a screen shows `order` items. Twin: shuffling.ts; change both together."""

from collections.abc import Sequence
from typing import TypeVar

from app.questions.data import Item, Option

Shown = TypeVar("Shown", Item, Option)

FNV_OFFSET = 0x811C9DC5
FNV_PRIME = 0x01000193
UINT32 = 0xFFFFFFFF


def shuffled(items: Sequence[Shown], seed: str) -> list[Shown]:
    """`items` in an order that `seed` alone decides, never the right one when there is a choice.

    Sorted by the FNV-1a hash of id, "/", seed: the id comes first so that the seed stirs it.
    """
    drawn = sorted(items, key=lambda item: (fnv1a(f"{item['id']}/{seed}"), item["id"]))
    if drawn == list(items):
        return drawn[1:] + drawn[:1]
    return drawn


def fnv1a(text: str) -> int:
    value = FNV_OFFSET
    for byte in text.encode():
        value = (value ^ byte) * FNV_PRIME & UINT32
    return value
