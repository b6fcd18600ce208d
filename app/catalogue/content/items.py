"""Lists of Markdown cut into their items: steps, answers, things to tick, criteria."""

import re
from dataclasses import dataclass

from app.catalogue.content.faults import FileFaults
from app.catalogue.content.passages import BLANK, Passage, outside_fences

ORDERED = re.compile(r"\d{1,3}[.)](?: +|$)")
TICKED = re.compile(r"- +\[(?P<mark>[ xX])\](?: +|$)")
CRITERION = re.compile(r"- +(?P<star>★ *)?(?:\{#(?P<id>[^\s{}]*)\}(?: +|$))?")
CRITERION_WITH_ID = re.compile(r"- +(?:★ *)?\{#")
BULLET_WIDTH = 2


@dataclass(frozen=True, slots=True)
class Item:
    """One item: what its marker said, and its text without marker and indent."""

    line: int
    marker: re.Match[str]
    body: Passage


def first_index(passage: Passage, marker: re.Pattern[str]) -> int:
    """Where the first item with this marker starts; the length of the passage when there is none."""
    outside = outside_fences(passage.lines)
    for index, line in enumerate(passage.lines):
        if outside[index] and marker.match(line):
            return index
    return len(passage.lines)


def read_items(passage: Passage, marker: re.Pattern[str], faults: FileFaults) -> list[Item]:
    """The items of a list that starts at the first line of the passage."""
    starts, stray = _starts(passage, marker)
    for line in stray:
        faults.add(line, "stray_line")
    stops = [*starts[1:], len(passage.lines)] if starts else []
    return [_item(passage.part(start, stop), marker) for start, stop in zip(starts, stops, strict=True)]


def _starts(passage: Passage, marker: re.Pattern[str]) -> tuple[list[int], list[int]]:
    outside = outside_fences(passage.lines)
    starts: list[int] = []
    stray: list[int] = []
    for index, (line, text) in enumerate(passage.numbered()):
        if outside[index] and marker.match(text):
            starts.append(index)
        elif text.strip(BLANK) and not (starts and text.startswith(("  ", "\t"))):
            stray.append(line)
    return starts, stray


def _item(passage: Passage, marker: re.Pattern[str]) -> Item:
    found = marker.match(passage.lines[0])
    if found is None:
        raise ValueError("an item starts with its marker")
    width = found.end() if marker is ORDERED else BULLET_WIDTH
    rest = [_dedented(line, width) for line in passage.lines[1:]]
    first = passage.lines[0][found.end() :].strip(BLANK)
    return Item(passage.first, found, Passage(passage.first, (first, *rest)).trimmed())


def _dedented(line: str, width: int) -> str:
    indent = len(line) - len(line.lstrip(" "))
    return line[min(indent, width) :]


def write_item(marker: str, text: str, indent: int) -> str:
    """An item whose further lines stand under its text."""
    first, *rest = text.split("\n")
    return "\n".join([f"{marker}{first}", *(f"{' ' * indent}{line}" if line else "" for line in rest)])


def ordered(items: tuple[str, ...]) -> str:
    numbered = ((f"{number}. ", item) for number, item in enumerate(items, start=1))
    return "\n".join(write_item(marker, item, len(marker)) for marker, item in numbered)


def after(introduction: str, items: str) -> str:
    return "\n\n".join(part for part in (introduction, items) if part)
