"""Moodle's gaps: `{1:MULTICHOICE:=right#feedback~wrong~%50%partly}`."""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from app.catalogue.elsewhere.asked import NONE, WHOLE, AskedGap, Choice, Rich
from app.catalogue.elsewhere.asking_gaps import mark

OPENING = re.compile(r"\{(?P<points>\d{0,6}):(?P<type>[A-Z_]{2,22}):")
PICKED = re.compile(r"(?:MULTICHOICE|MC)_?(?:V|H|S|VS|HS)?$")
TYPED = re.compile(r"(?:SHORTANSWER|SA|MW)(?P<case>_?C)?$")
NUMBERS = ("NUMERICAL", "NM")
SHARE = re.compile(r"^(?:=|%(?P<share>-?\d{1,3}(?:\.\d{1,5})?)%)")
ESCAPED = re.compile(r"\\([}#~/\"\\{=%])")
MOST_MARKS = 40


class GapUnreadable(Exception):
    """`kind` is the type of a gap that we do not take."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


@dataclass(slots=True)
class Parted:
    """A statement with marks where its gaps were."""

    text: str = ""
    gaps: list[AskedGap] = field(default_factory=list)


def part(text: str) -> Parted:
    """Raises GapUnreadable."""
    parted, position = Parted(), 0
    while found := OPENING.search(text, position):
        stop = _end(text, found.end())
        if stop < 0 or len(parted.gaps) >= MOST_MARKS:
            raise GapUnreadable(found["type"])
        parted.gaps.append(_gap(found["type"], text[found.end() : stop]))
        parted.text += text[position : found.start()] + mark(len(parted.gaps))
        position = stop + 1
    parted.text += text[position:]
    return parted


def _end(text: str, start: int) -> int:
    """The brace that closes; one that is escaped, or stands in a formula, does not."""
    index = start
    while index < len(text):
        if text[index] == "\\":
            index += 1
        elif text[index] == "}":
            return index
        index += 1
    return -1


def _gap(kind: str, body: str) -> AskedGap:
    choices = tuple(_choice(each, kind in NUMBERS) for each in _split(body, "~") if each.strip())
    if PICKED.match(kind):
        return AskedGap(True, choices)
    typed = TYPED.match(kind)
    if typed or kind in NUMBERS:
        return AskedGap(False, choices, has_case=bool(typed and typed["case"]), is_number=kind in NUMBERS)
    raise GapUnreadable(kind)


def _choice(text: str, is_number: bool) -> Choice:
    text = text.strip()
    found = SHARE.match(text)
    share = NONE if found is None else Decimal(found["share"]) if found["share"] else WHOLE
    words, *feedback = _split(text[found.end() :] if found else text, "#", most=1)
    if is_number:
        words = words.partition(":")[0]
    return Choice(Rich(_bare(words)), share, Rich(_bare(feedback[0]) if feedback else ""))


def _split(text: str, separator: str, most: int = 1000) -> list[str]:
    parts: list[str] = []
    current, index = "", 0
    while index < len(text):
        character = text[index]
        if character == "\\" and index + 1 < len(text):
            current += text[index : index + 2]
            index += 2
            continue
        if character == "&" and separator == "#" and (found := re.match(r"&#\d+;", text[index:])):
            current += found.group()
            index += found.end()
            continue
        if character == separator and len(parts) < most:
            parts.append(current)
            current = ""
        else:
            current += character
        index += 1
    return [*parts, current]


def _bare(text: str) -> str:
    return ESCAPED.sub(r"\1", text).strip()
