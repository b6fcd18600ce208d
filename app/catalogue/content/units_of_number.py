"""The attribute `units` of a number question: `cm=10 m=1000`."""

import re
from decimal import Decimal

from app.catalogue.content.openings import Opening
from app.catalogue.content.question_sources import OtherUnit

UNIT = re.compile(r"(?P<name>[^\s=]{1,20})=(?P<factor>\d{1,10}(?:\.\d{1,10})?)")


def read_units(opening: Opening) -> tuple[OtherUnit, ...]:
    units = [_unit(opening, each) for each in opening.maybe("units").split()]
    own = opening.maybe("unit")
    if units and not own:
        opening.faults.add(opening.line, "units_without_unit")
    names = [own, *(unit.name for unit in units)]
    for name in {name for name in names if name and names.count(name) > 1}:
        opening.faults.add(opening.line, "unit_twice", name=name)
    return tuple(units)


def _unit(opening: Opening, text: str) -> OtherUnit:
    found = UNIT.fullmatch(text)
    if found is None or not Decimal(found["factor"]):
        opening.faults.add(opening.line, "bad_unit", value=text[:40])
        return OtherUnit("", "1")
    return OtherUnit(found["name"], found["factor"])


def write_units(units: tuple[OtherUnit, ...]) -> str:
    return " ".join(f"{unit.name}={unit.factor}" for unit in units)
