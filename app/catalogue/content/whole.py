"""What can only be seen once every file has been read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.catalogue.content.faults import FaultLog
from app.catalogue.content.sources import FigureBlock, InCentreBlock, UnitSource
from app.catalogue.content.units import UnitDraft


@dataclass(frozen=True, slots=True)
class ReadUnit:
    """A unit with the file it was read from."""

    file: str
    unit: UnitSource
    draft: UnitDraft


def check_ids(units: list[ReadUnit], log: FaultLog) -> None:
    """Ids of units are unique among units; those of blocks and criteria share one pool."""
    seen: dict[str, tuple[str, int]] = {}
    seen_units: dict[str, str] = {}
    for read in units:
        first = seen_units.setdefault(read.unit.id, read.file)
        if first != read.file and read.unit.id:
            line = read.draft.fields.line("id")
            log.of(read.file).add(line, "unit_id_twice", id=read.unit.id, file=first)
        for line, block_id in _ids(read.unit):
            place = seen.setdefault(block_id, (read.file, line))
            if place != (read.file, line):
                log.of(read.file).add(line, "id_twice", id=block_id, file=place[0], first=place[1])


def _ids(unit: UnitSource) -> Iterator[tuple[int, str]]:
    for block in unit.blocks:
        if block.id and block.id != "?":
            yield block.line, block.id
        if isinstance(block, InCentreBlock):
            yield from ((item.line, item.id) for item in block.criteria if item.id)


def check_prerequisites(units: list[ReadUnit], log: FaultLog) -> None:
    needs = {read.unit.id: read.unit.prerequisites for read in units}
    for read in units:
        for unit_id in read.unit.prerequisites:
            line = read.draft.prerequisite_lines[unit_id]
            if unit_id not in needs:
                log.of(read.file).add(line, "prerequisite_unknown", id=unit_id)
            elif _leads_to(unit_id, read.unit.id, needs):
                log.of(read.file).add(line, "prerequisite_cycle", id=unit_id, unit=read.unit.id)


def _leads_to(start: str, goal: str, needs: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether `start` is `goal` or needs it, directly or through others."""
    waiting, seen = [start], {start}
    while waiting:
        unit_id = waiting.pop()
        if unit_id == goal:
            return True
        further = set(needs.get(unit_id, ())) - seen
        seen |= further
        waiting.extend(further)
    return False


def check_pictures(units: list[ReadUnit], names: set[str], log: FaultLog) -> None:
    used: set[str] = set()
    for read in units:
        for block in read.unit.blocks:
            if isinstance(block, FigureBlock) and block.src:
                used.add(block.src)
                if block.src not in names:
                    log.of(read.file).add(block.line, "media_missing", name=block.src)
    for name in sorted(names - used):
        log.of(f"media/{name}").add(None, "media_unused", name=name)
