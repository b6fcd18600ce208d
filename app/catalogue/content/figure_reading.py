"""A figure: its caption, then the labels placed on the picture."""

import re

from app.catalogue.content.block_sources import FigureBlock, Label
from app.catalogue.content.fields import one_line
from app.catalogue.content.items import Item, first_index, read_items
from app.catalogue.content.openings import Opening
from app.catalogue.content.texts import read_text

MOST_LABELS = 20
NUMBER = r"\d{1,3}(?:\.\d{1,2})?"
LABEL = re.compile(rf"- +\((?P<x>{NUMBER}) (?P<y>{NUMBER})\)(?: +|$)")
BULLET = re.compile(r"- +")


def read_figure(opening: Opening) -> FigureBlock:
    body, faults = opening.raw.body, opening.faults
    start = first_index(body, LABEL)
    items = read_items(body.part(start), BULLET, faults)
    if len(items) > MOST_LABELS:
        faults.add(opening.line, "label_count", count=len(items), most=MOST_LABELS)
    return FigureBlock(
        **opening.common(),
        src=opening.need("src"),
        alt=opening.need("alt"),
        caption=read_text(body.part(0, start).trimmed(), faults),
        labels=tuple(_label(opening, item) for item in items),
    )


def _label(opening: Opening, item: Item) -> Label:
    line = f"- {one_line(item.body.text)}"
    found = LABEL.match(line)
    if found is None:
        opening.faults.add(item.line, "label_unreadable")
        return Label("0", "0", line.removeprefix("- "))
    text = line[found.end() :]
    if not text:
        opening.faults.add(item.line, "item_empty")
    if float(found["x"]) > 100 or float(found["y"]) > 100:
        opening.faults.add(item.line, "label_outside")
    read_text(item.body, opening.faults)
    return Label(found["x"], found["y"], text)
