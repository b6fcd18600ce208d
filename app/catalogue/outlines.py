"""What readers of a version get: its outline, and its blocks as a screen shows them."""

import uuid
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from markupsafe import Markup

from app.catalogue.models import BlockType, Place
from app.kernel.spoken import Spoken
from app.questions.data import GapData, Item, Option
from app.questions.pools import meets
from app.questions.shuffling import shuffled


@dataclass(frozen=True, slots=True)
class BlockOutline:
    """A block by name. `position` counts in its unit, from 1. Only drafts have hidden ones."""

    code: str
    type: BlockType
    is_required: bool
    position: int
    title: str
    label: str
    pool: dict[str, Any] = field(default_factory=dict)
    is_hidden: bool = False

    def is_met_by(self, seed: uuid.UUID) -> bool:
        """Whether the enrolment with this id meets the block: all but the questions of a pool not drawn for it."""
        return meets(self.code, self.pool, str(seed))


@dataclass(frozen=True, slots=True)
class UnitOutline:
    """A unit with its blocks in order. `prerequisites` are codes of units."""

    id: uuid.UUID
    code: str
    position: int
    title: Spoken
    place: Place
    minutes: int
    outcomes: tuple[str, ...]
    prerequisites: tuple[str, ...]
    bring: tuple[str, ...]
    resources: tuple[str, ...]
    blocks: tuple[BlockOutline, ...]
    is_hidden: bool = False

    @property
    def is_in_centre(self) -> bool:
        return self.place is Place.IN_CENTRE


@dataclass(frozen=True)
class Outline:
    """A version, its units and their blocks, by name in one language; what it lacks, in the module's own."""

    version_id: uuid.UUID
    module_id: uuid.UUID
    slug: str
    title: Spoken
    number: int
    language: str
    units: tuple[UnitOutline, ...]

    def unit(self, code: str) -> UnitOutline | None:
        return self._units.get(code)

    def block(self, code: str) -> BlockOutline | None:
        found = self._blocks.get(code)
        return found[1] if found else None

    def unit_of(self, block_code: str) -> UnitOutline | None:
        found = self._blocks.get(block_code)
        return found[0] if found else None

    @cached_property
    def required_codes(self) -> tuple[str, ...]:
        """Codes of the required blocks, in the order of the module."""
        return tuple(block.code for unit in self.units for block in unit.blocks if block.is_required)

    @cached_property
    def _units(self) -> dict[str, UnitOutline]:
        return {unit.code: unit for unit in self.units}

    @cached_property
    def _blocks(self) -> dict[str, tuple[UnitOutline, BlockOutline]]:
        return {block.code: (unit, block) for unit in self.units for block in unit.blocks}


@dataclass(frozen=True, slots=True)
class BlockView:
    """A block in one language, ready for its template `catalogue/blocks/<type>.html`.

    `html`, and every `html` inside `data`, was cleaned when it was compiled. `data` of a question holds the right
    answers: it goes to the browser of a person who learns, never to a list. `drawn` is `drawing.py`'s own.
    """

    code: str
    type: BlockType
    is_required: bool
    title: str
    label: str
    html: Markup
    language: str
    data: dict[str, Any] = field(default_factory=dict)
    drawn: dict[str, str] = field(default_factory=dict, compare=False, repr=False)
    is_hidden: bool = False

    @property
    def shown_items(self) -> list[Item]:
        """The items of an order question as its screen shows them."""
        return shuffled(self.data["items"], self.code)

    @property
    def shown_rights(self) -> list[Item]:
        """The rights of a match question as its screen lists them."""
        return shuffled(self.data["rights"], self.code)

    def shown_options(self, gap: GapData) -> list[Option]:
        """What one picks from in a gap, as its screen lists it."""
        return shuffled(gap.get("options", []), f"{self.code}/{gap['id']}")
