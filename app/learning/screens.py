"""What the pages of a module show, composed from its outline and the learner's progress. No database."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from flask import url_for
from flask_babel import gettext, ngettext

from app.catalogue.outlines import Outline, UnitOutline
from app.learning.queries import BlockExplained, Explanation, Followed


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop of a rail, as `ui/rail.html` draws it."""

    title: str
    state: str
    label: str
    mark: str
    place: str = "remote"
    url: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class UnitShown:
    """One unit with what counts in it. `waits_for` names the units that must be done before it."""

    unit: UnitOutline
    blocks: tuple[BlockExplained, ...]
    is_now: bool
    waits_for: tuple[str, ...] = ()

    @property
    def counted(self) -> list[BlockExplained]:
        return [block for block in self.blocks if block.required]

    @property
    def done(self) -> int:
        return sum(block.is_done for block in self.counted)

    @property
    def total(self) -> int:
        return len(self.counted)

    @property
    def is_done(self) -> bool:
        return self.done == self.total

    @property
    def is_begun(self) -> bool:
        return any(block.since for block in self.blocks)

    @property
    def minutes_left(self) -> int:
        """The estimated minutes of the unit, by the share of its counted blocks that is left."""
        return ceil(self.unit.minutes * (self.total - self.done) / self.total) if self.total else 0

    @property
    def state(self) -> str:
        if self.is_done:
            return "done"
        return "now" if self.is_now else "todo"


@dataclass(frozen=True, slots=True)
class ModuleShown:
    """A module under way: its units in order, and where the learner goes on."""

    outline: Outline
    units: tuple[UnitShown, ...]
    current: UnitShown

    def unit(self, code: str) -> UnitShown | None:
        return next((shown for shown in self.units if shown.unit.code == code), None)

    def beside(self, code: str, step: int) -> UnitShown | None:
        """The unit before (-1) or after (1) this one."""
        place = next(at for at, shown in enumerate(self.units) if shown.unit.code == code) + step
        return self.units[place] if 0 <= place < len(self.units) else None

    @property
    def minutes_left(self) -> int:
        """Of what is done remotely; the time at the centre is the session's."""
        return sum(shown.minutes_left for shown in self.units if not shown.unit.is_in_centre)


def show_module(outline: Outline, told: Explanation, last_block: str | None) -> ModuleShown:
    blocks = {unit.code: tuple(told.of_unit(unit.code)) for unit in outline.units}
    current = _current_unit(outline, blocks, last_block)
    undone = {unit.code: unit.title for unit in outline.units if not _is_done(blocks[unit.code])}
    units = tuple(
        UnitShown(
            unit=unit,
            blocks=blocks[unit.code],
            is_now=unit.code == current,
            waits_for=tuple(undone[code] for code in unit.prerequisites if code in undone),
        )
        for unit in outline.units
    )
    return ModuleShown(outline, units, next(shown for shown in units if shown.unit.code == current))


def _is_done(blocks: Sequence[BlockExplained]) -> bool:
    return all(block.is_done for block in blocks if block.required)


def _current_unit(
    outline: Outline, blocks: dict[str, tuple[BlockExplained, ...]], last_block: str | None
) -> str:
    """Where the learner was last, unless all is done there; else the first unit with something left."""
    last = outline.unit_of(last_block) if last_block else None
    if last and not _is_done(blocks[last.code]):
        return last.code
    left = (unit.code for unit in outline.units if not _is_done(blocks[unit.code]))
    return next(left, last.code if last else outline.units[0].code)


def continue_url(followed: Followed, shown: ModuleShown) -> str:
    """The same line on any device: the block of the last step, or the first that is left in the current unit."""
    last = followed.enrolment.last_block
    known = {block.code for block in shown.current.blocks}
    left = (block.code for block in shown.current.counted if not block.is_done)
    block = last if last in known else next(left, "")
    return unit_url(followed.slug, shown.current.unit.code, block)


def unit_url(slug: str, unit: str, block: str = "") -> str:
    return url_for("learning.unit", slug=slug, unit=unit, _anchor=block or None)


def unit_stops(slug: str, shown: ModuleShown) -> list[Stop]:
    """The units on one rail: round when remote, square at the centre."""
    return [_unit_stop(slug, unit) for unit in shown.units]


def _unit_stop(slug: str, shown: UnitShown) -> Stop:
    said = {"done": gettext("faite"), "now": gettext("en cours"), "todo": gettext("à faire")}
    number = shown.unit.position
    return Stop(
        title=shown.unit.title,
        state=shown.state,
        label=gettext("Unité %(number)s, %(state)s", number=number, state=said[shown.state]),
        mark=str(number),
        place="centre" if shown.unit.is_in_centre else "remote",
        url=unit_url(slug, shown.unit.code),
        detail=_unit_detail(shown),
    )


def _unit_detail(shown: UnitShown) -> str:
    if shown.is_done and shown.total:
        return str(ngettext("%(num)s bloc fait", "%(num)s blocs faits", shown.total))
    if shown.waits_for:
        return str(gettext("À faire avant : %(units)s", units=", ".join(shown.waits_for)))
    if shown.unit.is_in_centre:
        return str(gettext("Au centre, %(duration)s", duration=say_minutes(shown.unit.minutes)))
    facts = {"done": shown.done, "total": shown.total, "duration": say_minutes(shown.minutes_left)}
    return str(gettext("%(done)s sur %(total)s, encore %(duration)s", **facts))


def _block_now(blocks: Sequence[BlockExplained], here: str | None) -> str:
    """The first block that is left, from the one of the last step on; then from the top."""
    place = next((at for at, block in enumerate(blocks) if block.code == here), 0)
    left = (block.code for block in (*blocks[place:], *blocks) if not block.is_done)
    return next(left, "")


def say_minutes(minutes: int) -> str:
    """`45 min`, `3 h 30`."""
    if minutes < 60:
        return str(gettext("%(minutes)s min", minutes=minutes))
    hours, rest = divmod(minutes, 60)
    if rest:
        return str(gettext("%(hours)s h %(minutes)s", hours=hours, minutes=f"{rest:02}"))
    return str(gettext("%(hours)s h", hours=hours))


def block_stops(shown: UnitShown, here: str | None) -> list[Stop]:
    """The blocks of one unit, for the outline beside the player."""
    now = _block_now(shown.blocks, here)
    return [
        Stop(
            title=block.label,
            state="done" if block.is_done else "now" if block.code == now else "todo",
            label=gettext("Fait") if block.is_done else "",
            mark=str(place),
            url=f"#{block.code}",
        )
        for place, block in enumerate(shown.blocks, start=1)
    ]
