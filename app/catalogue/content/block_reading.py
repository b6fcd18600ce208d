"""From a block as cut out to a typed one; a block with faults is still given back, to be thrown away."""

from collections.abc import Callable

from app.catalogue.content.block_sources import (
    CALLOUT_KINDS,
    CalloutBlock,
    ChecklistBlock,
    Criterion,
    InCentreBlock,
    StepsBlock,
    TextBlock,
)
from app.catalogue.content.comparison_reading import read_comparison
from app.catalogue.content.faults import FileFaults
from app.catalogue.content.fields import one_line
from app.catalogue.content.figure_reading import read_figure
from app.catalogue.content.items import (
    CRITERION,
    CRITERION_WITH_ID,
    ORDERED,
    TICKED,
    first_index,
    read_items,
)
from app.catalogue.content.openings import Opening
from app.catalogue.content.passages import BLANK, Passage
from app.catalogue.content.question_reading import read_question
from app.catalogue.content.scanning import RawBlock
from app.catalogue.content.slugs import is_slug
from app.catalogue.content.sources import ATTRIBUTES, BlockSource
from app.catalogue.content.texts import read_text
from app.catalogue.content.titled_reading import TITLED_READERS

LONGEST_MINUTES = 600


def read_block(raw: RawBlock, faults: FileFaults) -> BlockSource | None:
    """None when nobody knows what it is: its type is unknown, or it is text in no block."""
    if raw.is_loose:
        faults.add(raw.line, "text_without_block")
        return None
    if raw.type not in ATTRIBUTES:
        if raw.type:
            faults.add(raw.line, "type_unknown", type=raw.type, known=", ".join(ATTRIBUTES))
        return None
    opening = Opening(raw, faults)
    opening.check_keys()
    return _READERS[raw.type](opening)


def _text(opening: Opening) -> TextBlock:
    if opening.raw.title == "":
        opening.faults.add(opening.line, "title_empty")
    return TextBlock(
        **opening.common(),
        title=opening.raw.title,
        body=opening.body(headings=True),
    )


def _callout(opening: Opening) -> CalloutBlock:
    return CalloutBlock(
        **opening.common(),
        kind=opening.option("kind", CALLOUT_KINDS),
        title=opening.need("title"),
        body=opening.body(),
    )


def _steps(opening: Opening) -> StepsBlock:
    items = read_items(opening.raw.body, ORDERED, opening.faults)
    if not items:
        opening.faults.add(opening.line, "steps_missing")
    return StepsBlock(
        **opening.common(),
        title=opening.need("title"),
        steps=tuple(_item_text(item.body, opening) for item in items),
    )


def _item_text(passage: Passage, opening: Opening) -> str:
    if not passage.lines:
        opening.faults.add(passage.first, "item_empty")
    return read_text(passage, opening.faults)


def _checklist(opening: Opening) -> ChecklistBlock:
    start = first_index(opening.raw.body, TICKED)
    items = read_items(opening.raw.body.part(start), TICKED, opening.faults)
    if not items:
        opening.faults.add(opening.line, "checklist_empty")
    for item in items:
        if item.marker["mark"] != " ":
            opening.faults.add(item.line, "checklist_ticked")
    return ChecklistBlock(
        **opening.common(),
        title=opening.need("title"),
        introduction=read_text(opening.raw.body.part(0, start).trimmed(), opening.faults),
        items=tuple(_item_text(item.body, opening) for item in items),
    )


def _in_centre(opening: Opening) -> InCentreBlock:
    start = grid_index(opening.raw.body)
    task = opening.raw.body.part(0, start).trimmed()
    if not task.lines:
        opening.faults.add(opening.line, "task_missing")
    return InCentreBlock(
        **opening.common(),
        title=opening.need("title"),
        minutes=opening.whole("minutes", LONGEST_MINUTES, "minutes_out_of_range"),
        body=read_text(task, opening.faults, headings=True),
        criteria=_criteria(opening, opening.raw.body.part(start)),
    )


def _criteria(opening: Opening, grid: Passage) -> tuple[Criterion, ...]:
    items = read_items(grid, CRITERION, opening.faults)
    if not items:
        opening.faults.add(opening.line, "grid_missing")
    criteria = []
    for item in items:
        criterion_id, text = item.marker["id"], one_line(item.body.text)
        if criterion_id is None:
            opening.faults.add(item.line, "criterion_id_missing")
        elif not is_slug(criterion_id):
            opening.faults.add(item.line, "bad_slug", id=criterion_id)
        if not text:
            opening.faults.add(item.line, "item_empty")
        read_text(item.body, opening.faults)
        criteria.append(Criterion(criterion_id or "", text, item.marker["star"] is not None, item.line))
    return tuple(criteria)


def grid_index(body: Passage) -> int:
    """Where the grid starts: at the first criterion with an id, or at the last list without ids."""
    start = index = first_index(body, CRITERION_WITH_ID)
    while index > 0 and body.lines[index - 1].startswith(("- ", "  ")):
        index -= 1
        if body.lines[index].startswith("- "):
            start = index
        elif not body.lines[index].strip(BLANK):
            break
    return start


_READERS: dict[str, Callable[[Opening], BlockSource]] = {
    "text": _text,
    "callout": _callout,
    "figure": read_figure,
    "steps": _steps,
    "comparison": read_comparison,
    **TITLED_READERS,
    "question": read_question,
    "checklist": _checklist,
    "in-centre": _in_centre,
}
