"""What a unit asks to have done first can be done."""

from collections.abc import Mapping

from app.catalogue.checks.results import Found, Place, Verdict
from app.catalogue.content.sources import ModuleSource

NAME = "prerequisites"


def check(module: ModuleSource) -> Found:
    order = {unit.id: number for number, unit in enumerate(module.units)}
    needs = {unit.id: unit.prerequisites for unit in module.units}
    places = [
        Place(unit.id, words=needed, why=why)
        for unit in module.units
        for needed in unit.prerequisites
        if (why := _why_not(unit.id, needed, order, needs))
    ]
    stops = any(place.why != "later" for place in places)
    verdict = Verdict.BLOCKS if stops else Verdict.WARNS if places else Verdict.FINE
    count = sum(len(unit.prerequisites) for unit in module.units)
    return Found(NAME, verdict, tuple(places), {"count": len(places), "prerequisites": count})


def _why_not(unit: str, needed: str, order: Mapping[str, int], needs: Mapping[str, tuple[str, ...]]) -> str:
    if needed not in order:
        return "no_such_unit"
    if _leads_to(needed, unit, needs):
        return "circular"
    return "later" if order[needed] > order[unit] else ""


def _leads_to(start: str, goal: str, needs: Mapping[str, tuple[str, ...]]) -> bool:
    waiting, seen = [start], {start}
    while waiting:
        unit = waiting.pop()
        if unit == goal:
            return True
        further = set(needs.get(unit, ())) - seen
        seen |= further
        waiting.extend(further)
    return False
