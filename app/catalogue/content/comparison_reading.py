"""The columns of a comparison, each under its heading."""

import re

from app.catalogue.content.block_sources import Column, ComparisonBlock
from app.catalogue.content.fields import one_line
from app.catalogue.content.items import first_index
from app.catalogue.content.openings import Opening
from app.catalogue.content.passages import Passage, outside_fences
from app.catalogue.content.texts import read_text

FEWEST, MOST = 2, 4
HEADING = re.compile(r"###(?: |$)")


def read_comparison(opening: Opening) -> ComparisonBlock:
    body = opening.raw.body
    start = first_index(body, HEADING)
    if body.part(0, start).trimmed().lines:
        opening.faults.add(body.first, "text_before_columns")
    columns = tuple(_column(part, opening) for part in _parts(body.part(start)))
    if not FEWEST <= len(columns) <= MOST:
        opening.faults.add(opening.line, "column_count", count=len(columns))
    return ComparisonBlock(**opening.common(), title=opening.need("title"), columns=columns)


def _parts(passage: Passage) -> list[Passage]:
    outside = outside_fences(passage.lines)
    starts = [at for at, line in enumerate(passage.lines) if outside[at] and HEADING.match(line)]
    stops = [*starts[1:], len(passage.lines)] if starts else []
    return [passage.part(start, stop) for start, stop in zip(starts, stops, strict=True)]


def _column(part: Passage, opening: Opening) -> Column:
    heading = one_line(part.lines[0].removeprefix("###"))
    body = part.part(1).trimmed()
    if not heading:
        opening.faults.add(part.first, "title_empty")
    if not body.lines:
        opening.faults.add(part.first, "column_empty")
    return Column(heading, read_text(body, opening.faults))
