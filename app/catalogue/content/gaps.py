"""The gaps of a cloze statement: `{{typed|also accepted}}` and `{{=picked|other|other}}`."""

import re
from collections.abc import Sequence
from dataclasses import replace

from app.catalogue.content.fields import one_line
from app.catalogue.content.passages import Passage
from app.catalogue.content.question_sources import Gap

GAP = re.compile(r"\{\{(?P<picked>=?)(?P<texts>[^{}]*)\}\}")
# While Markdown is read, a gap is one character that no author writes and its number: what it says must not be read as
# Markdown, nor cut a table.
OPEN, CLOSE = "\ue000", "\ue001"
MASK = re.compile(f"{OPEN}(\\d+){CLOSE}")


def read_gaps(statement: str) -> list[Gap]:
    return [_gap(found) for found in GAP.finditer(statement)]


def _gap(found: re.Match[str]) -> Gap:
    texts = tuple(one_line(text) for text in found["texts"].split("|"))
    return Gap(bool(found["picked"]), texts)


def mask(passage: Passage) -> Passage:
    """Each gap replaced by its number, from 1."""
    numbers = iter(range(1, passage.text.count("{{") + 1))
    lines = [GAP.sub(lambda _found: f"{OPEN}{next(numbers)}{CLOSE}", line) for line in passage.lines]
    return replace(passage, lines=tuple(lines))


def unmask(text: str, gaps: Sequence[Gap]) -> str:
    return MASK.sub(lambda found: write_gap(gaps[int(found[1]) - 1]), text)


def write_gap(gap: Gap) -> str:
    return "{{" + ("=" if gap.is_picked else "") + "|".join(gap.texts) + "}}"
