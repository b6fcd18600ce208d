"""A unit file: its front matter, then its blocks."""

import re
from dataclasses import dataclass

from app.catalogue.content.block_reading import read_block
from app.catalogue.content.block_sources import InCentreBlock
from app.catalogue.content.decoding import decode
from app.catalogue.content.faults import FileFaults
from app.catalogue.content.fields import Fields
from app.catalogue.content.passages import Passage
from app.catalogue.content.scanning import RawBlock, scan
from app.catalogue.content.sources import IN_CENTRE, PLACES, UnitSource
from app.catalogue.content.yaml_reader import read_mapping

KEYS = ("id", "title", "place", "minutes", "outcomes")
HIDDEN = "hidden"
IN_CENTRE_KEYS = ("prerequisites", "bring", "resources")
FILE = re.compile(r"units/(?P<name>\d{2}-[a-z0-9]+(?:-[a-z0-9]+)*)(?:\.(?P<language>[a-z]{2}))?\.md")


@dataclass(frozen=True, slots=True)
class UnitDraft:
    """A unit file cut into its parts; the blocks may still lack ids."""

    name: str
    language: str
    fields: Fields
    blocks: tuple[RawBlock, ...]
    prerequisite_lines: dict[str, int]
    is_variant: bool = False


def read_draft(name: str, language: str, data: bytes, faults: FileFaults) -> UnitDraft | None:
    """None when the file cannot be cut: not text, no front matter, or one that is no YAML."""
    text = decode(data, faults)
    if text is None:
        return None
    lines = tuple(text.split("\n"))
    end = next((i for i, line in enumerate(lines) if i and line.rstrip() == "---"), None)
    if lines[0].rstrip() != "---" or end is None:
        faults.add(1, "front_matter_missing")
        return None
    values = read_mapping("\n".join(lines[1:end]), 2, faults)
    blocks = tuple(scan(Passage(end + 2, lines[end + 1 :]), faults))
    if values is None:
        return None
    fields = Fields(values, 2, faults)
    named = {text: line for line, text in fields.texts_with_lines("prerequisites")}
    return UnitDraft(name, language, fields, blocks, named)


def read_unit(draft: UnitDraft, faults: FileFaults) -> UnitSource:
    fields = draft.fields
    place = fields.one_of("place", PLACES)
    fields.expect((*KEYS, *IN_CENTRE_KEYS) if place == IN_CENTRE else KEYS, optional=(HIDDEN,))
    blocks = [read_block(raw, faults) for raw in draft.blocks]
    unit = UnitSource(
        name=draft.name,
        language=draft.language,
        id=fields.slug("id"),
        title=fields.text("title"),
        place=place,
        minutes=fields.minutes("minutes"),
        hidden=fields.yes_or_no(HIDDEN),
        outcomes=fields.texts("outcomes"),
        prerequisites=fields.texts("prerequisites"),
        bring=fields.texts("bring"),
        resources=fields.texts("resources"),
        blocks=tuple(block for block in blocks if block is not None),
    )
    if not draft.is_variant and all(block is not None and block.hidden for block in blocks):
        faults.add(None, "unit_empty")
    _check_grid(unit, draft, faults)
    return unit


def _check_grid(unit: UnitSource, draft: UnitDraft, faults: FileFaults) -> None:
    """Another language may still lack blocks; they are shown in the module's own."""
    grids = [block for block in unit.blocks if isinstance(block, InCentreBlock)]
    if not draft.is_variant and unit.place == IN_CENTRE and all(block.hidden for block in grids):
        faults.add(None, "grid_missing_in_unit")
    if unit.place != IN_CENTRE:
        for block in grids:
            faults.add(block.line, "in_centre_block_in_remote_unit")
