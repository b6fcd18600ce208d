"""Moodle's "select missing words": `[[1]]` in the text, and the words of each group listed once."""

import re

from app.catalogue.elsewhere.asked import NONE, WHOLE, AskedGap, Choice, Rich, rich
from app.catalogue.elsewhere.asking_gaps import mark
from app.catalogue.elsewhere.cloze_syntax import GapUnreadable, Parted
from app.catalogue.elsewhere.xml_reading import Element

GAP = re.compile(r"\[\[(\d{1,3})\]\]")


def read_selects(question: Element, statement: str) -> Parted:
    """Raises GapUnreadable for a number that names no word."""
    words = [_word(each) for each in (*question.all("selectoption"), *question.all("dragbox"))]
    parted = Parted()

    def gap(found: re.Match[str]) -> str:
        number = int(found[1])
        if not 1 <= number <= len(words):
            raise GapUnreadable(found[0])
        text, group = words[number - 1]
        others = [Choice(other, NONE) for other, of in words if of == group and other.html != text.html]
        parted.gaps.append(AskedGap(True, (Choice(text, WHOLE), *others)))
        return mark(len(parted.gaps))

    parted.text = GAP.sub(gap, statement)
    return parted


def _word(option: Element) -> tuple[Rich, str]:
    return rich(option.words("text"), "html"), option.words("group", "1")
