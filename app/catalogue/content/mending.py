"""What `format` adds: ids that are missing, and a block around text that stands in none."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.catalogue.content.block_reading import grid_index
from app.catalogue.content.items import CRITERION
from app.catalogue.content.passages import Passage
from app.catalogue.content.scanning import RawBlock
from app.catalogue.content.slugs import IdMaker
from app.catalogue.content.units import UnitDraft

WRITTEN_ID = re.compile(r"\{#([^\s{}\"]+)")


def mend_drafts(drafts: dict[str, UnitDraft]) -> dict[str, UnitDraft]:
    """The same drafts with every id. Another language takes the ids of the unit it stands beside."""
    maker = IdMaker({block_id for draft in drafts.values() for block_id in _written_ids(draft)})
    mended: dict[str, UnitDraft] = {}
    main: dict[str, UnitDraft] = {}
    for file, draft in sorted(drafts.items(), key=lambda item: item[1].is_variant):
        model = main.get(draft.name) if draft.is_variant else None
        mended[file] = _mend_draft(draft, model, maker)
        main.setdefault(draft.name, mended[file])
    return {file: mended[file] for file in drafts}


def _written_ids(draft: UnitDraft) -> Iterator[str]:
    for block in draft.blocks:
        if block.attributes.id:
            yield block.attributes.id
        yield from WRITTEN_ID.findall(block.body.text)


def _mend_draft(draft: UnitDraft, model: UnitDraft | None, maker: IdMaker) -> UnitDraft:
    blocks = []
    for index, block in enumerate(draft.blocks):
        twin = model.blocks[index] if model and index < len(model.blocks) else None
        blocks.append(_mend_block(block, twin, maker))
    return replace(draft, blocks=tuple(blocks))


def _mend_block(block: RawBlock, twin: RawBlock | None, maker: IdMaker) -> RawBlock:
    if block.attributes.id is None:
        made = twin.attributes.id if twin else None
        block = block.with_id(made or maker.make(_naming_text(block), block.type or "text"))
    if block.type == "in-centre":
        block = replace(block, body=_mend_grid(block.body, twin.body if twin else None, maker))
    return block


def _naming_text(block: RawBlock) -> str:
    """What a block is best named after: its title, else what it asks or says first."""
    values = block.attributes.values
    first = block.body.lines[0] if block.body.lines else ""
    return block.title or values.get("title") or values.get("alt") or first


def _mend_grid(body: Passage, twin: Passage | None, maker: IdMaker) -> Passage:
    twin_ids = iter(_Grid(twin).ids() if twin else ())
    lines = list(body.lines)
    for index in _Grid(body).indices():
        found = CRITERION.match(lines[index])
        known = next(twin_ids, None)
        if found and found["id"] is None:
            text = lines[index][found.end() :]
            made = known or maker.make(text, "critere")
            star = "★ " if found["star"] else ""
            lines[index] = f"- {star}{{#{made}}} {text}"
    return replace(body, lines=tuple(lines))


@dataclass(frozen=True, slots=True)
class _Grid:
    """The lines of an in-centre block where a criterion starts."""

    body: Passage

    def indices(self) -> list[int]:
        start = grid_index(self.body)
        lines = self.body.lines
        return [index for index in range(start, len(lines)) if CRITERION.match(lines[index])]

    def ids(self) -> list[str | None]:
        return [found["id"] for index in self.indices() if (found := CRITERION.match(self.body.lines[index]))]
