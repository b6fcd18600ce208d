"""Who is ready for the bench, and what is still to be done before it. Pure functions."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from app.catalogue.models import Place

# A remainder is said as people plan it, in steps of five minutes.
STEP_MINUTES = 5


@dataclass(frozen=True, slots=True)
class UnitProgress:
    """How far one enrolment is in one unit of its version: required blocks, those done, those waived among them.

    `number` is the unit's place in the module, from 1.
    """

    code: str
    number: int
    title: str
    place: Place
    minutes: int
    required: int
    done: int
    waived: int = 0
    prerequisites: tuple[str, ...] = ()
    bring: tuple[str, ...] = ()

    @property
    def is_done(self) -> bool:
        return self.done >= self.required


@dataclass(frozen=True, slots=True)
class OpenUnit:
    """A unit with blocks still to do, and about how long they take."""

    code: str
    number: int
    title: str
    open_blocks: int
    minutes_left: int


@dataclass(frozen=True, slots=True)
class Readiness:
    """`prerequisites` must be done to book; `others` are remote units that serve at the bench too."""

    unit: UnitProgress
    prerequisites: tuple[OpenUnit, ...]
    others: tuple[OpenUnit, ...]
    units_done: int
    units_total: int
    waived_units: tuple[str, ...] = ()

    @property
    def is_ready(self) -> bool:
        return not self.prerequisites

    @property
    def minutes_left(self) -> int:
        return sum(unit.minutes_left for unit in self.prerequisites)


def weigh(units: Sequence[UnitProgress], unit_code: str) -> Readiness | None:
    """Where a learner stands before one in-centre unit; None when their version has no such unit."""
    wanted = next((unit for unit in units if unit.code == unit_code), None)
    if wanted is None:
        return None
    remote = [unit for unit in units if unit.place is Place.REMOTE]
    still_open = [unit for unit in units if not unit.is_done and unit.code != unit_code]
    return Readiness(
        unit=wanted,
        prerequisites=tuple(_open(unit) for unit in still_open if unit.code in wanted.prerequisites),
        others=tuple(
            _open(unit)
            for unit in still_open
            if unit.place is Place.REMOTE and unit.code not in wanted.prerequisites
        ),
        units_done=sum(unit.is_done for unit in remote),
        units_total=len(remote),
        waived_units=tuple(unit.title for unit in remote if unit.waived),
    )


def _open(unit: UnitProgress) -> OpenUnit:
    left = unit.required - unit.done
    minutes = unit.minutes * left / unit.required
    return OpenUnit(
        unit.code, unit.number, unit.title, left, math.ceil(minutes / STEP_MINUTES) * STEP_MINUTES
    )
