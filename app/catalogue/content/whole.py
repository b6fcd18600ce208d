"""What can only be seen once every file has been read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.catalogue.content.block_sources import InCentreBlock
from app.catalogue.content.faults import FaultLog, FileFaults
from app.catalogue.content.media import TAKEN
from app.catalogue.content.question_sources import Question
from app.catalogue.content.sources import MediaFile, UnitSource, block_type, media_used
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
    hidden = {read.unit.id for read in units if read.unit.hidden}
    for read in units:
        for unit_id in read.unit.prerequisites:
            line = read.draft.prerequisite_lines[unit_id]
            if unit_id not in needs:
                log.of(read.file).add(line, "prerequisite_unknown", id=unit_id)
            elif unit_id in hidden and not read.unit.hidden:
                log.of(read.file).add(line, "prerequisite_hidden", id=unit_id)
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


def check_media(units: list[ReadUnit], media: list[MediaFile], log: FaultLog) -> None:
    """Every file that a block names is there and of a kind the block takes; every file is named by one."""
    types = {item.name: item.content_type for item in media}
    used: set[str] = set()
    for read in units:
        for block in read.unit.blocks:
            for key, name in media_used(block):
                used.add(name)
                if name not in types:
                    log.of(read.file).add(block.line, "media_missing", name=name)
                elif types[name] and types[name] not in TAKEN[block_type(block), key]:
                    log.of(read.file).add(
                        block.line, "media_not_taken", name=name, key=key, found=types[name]
                    )
    for name in sorted(types.keys() - used):
        log.of(f"media/{name}").add(None, "media_unused", name=name)


def check_pools(units: list[ReadUnit], log: FaultLog) -> None:
    """A pool stands in one unit; its first question alone says how many of it are drawn."""
    owner: dict[str, str] = {}
    for read in units:
        pools: dict[str, list[Question]] = {}
        for block in read.unit.blocks:
            if isinstance(block, Question) and block.pool and not block.hidden:
                pools.setdefault(block.pool, []).append(block)
        for name, questions in pools.items():
            _check_pool(name, questions, log.of(read.file))
            if owner.setdefault(name, read.file) != read.file:
                log.of(read.file).add(questions[0].line, "pool_in_two_units", pool=name, file=owner[name])


def _check_pool(name: str, questions: list[Question], faults: FileFaults) -> None:
    first, *others = questions
    if first.pick is None:
        faults.add(first.line, "pick_missing", pool=name)
    elif first.pick >= len(questions):
        faults.add(first.line, "pick_too_many", pool=name, pick=first.pick, count=len(questions))
    for question in others:
        if question.pick is not None:
            faults.add(question.line, "pick_not_first", pool=name, first=first.line)
        if question.required != first.required:
            faults.add(question.line, "pool_required_differs", pool=name, first=first.line)
