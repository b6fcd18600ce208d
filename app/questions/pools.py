"""Which questions of a pool a learner meets: drawn once, by a seed that stays."""

from collections.abc import Mapping
from typing import Any

from app.questions.shuffling import fnv1a


def meets(code: str, pool: Mapping[str, Any], seed: str) -> bool:
    """Whether `code` is among the `pick` of the pool's `codes` that this seed draws; always so outside a pool."""
    if not pool:
        return True
    drawn = sorted(pool["codes"], key=lambda each: (fnv1a(f"{each}/{seed}"), each))
    return code in drawn[: pool["pick"]]
