"""The pools of a unit: questions of which each learner meets some."""

from typing import Any

from app.catalogue.content.question_sources import Question
from app.catalogue.content.sources import UnitSource


def pools_of(unit: UnitSource) -> dict[str, dict[str, Any]]:
    """For each question in a pool, its pool as a block keeps it; the first question says how many are drawn."""
    named: dict[str, list[Question]] = {}
    for block in unit.blocks:
        if isinstance(block, Question) and block.pool and not block.hidden:
            named.setdefault(block.pool, []).append(block)
    found: dict[str, dict[str, Any]] = {}
    for questions in named.values():
        pool = {"codes": [each.id for each in questions], "pick": questions[0].pick or len(questions)}
        found |= {each.id: pool for each in questions}
    return found


def required_in(unit: UnitSource) -> int:
    """How many blocks of the unit each learner has to do."""
    if unit.hidden:
        return 0
    pools = pools_of(unit)
    surplus = {code for pool in pools.values() for code in pool["codes"][pool["pick"] :]}
    return sum(block.required and not block.hidden and block.id not in surplus for block in unit.blocks)
