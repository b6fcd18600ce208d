"""GIFT: questions as plain text, answers between braces."""

import re
from dataclasses import dataclass

from app.catalogue.elsewhere.asked import Asked, Described
from app.catalogue.elsewhere.gift_answers import read_answers
from app.catalogue.elsewhere.gift_text import bare, read_text, with_marks
from app.catalogue.elsewhere.harvest import Harvest
from app.catalogue.elsewhere.putting import MOST_QUESTIONS, put
from app.catalogue.elsewhere.recognising import NotTaken
from app.catalogue.elsewhere.reports import Where

NAME = re.compile(r"^\s*::(?P<name>.*?)::", re.DOTALL)
CATEGORY = re.compile(r"^\s*\$CATEGORY:\s*(?P<name>[^\n]*)", re.MULTILINE)
#: What stands behind the last brace when a question was copied out of a program.
CRUMBS = re.compile(r"[\s\";]*")


@dataclass(frozen=True, slots=True)
class Chunk:
    """The lines of one question; `line` is its first."""

    line: int
    text: str


def read_gift(text: str, harvest: Harvest) -> None:
    """Raises NotTaken where there is no question, or more than a unit can hold."""
    chunks = list(_chunks(text))
    if not chunks:
        raise NotTaken("no_question")
    if len(chunks) > MOST_QUESTIONS:
        raise NotTaken("too_many_questions")
    for chunk in chunks:
        _read(chunk, harvest)


def _chunks(text: str) -> list[Chunk]:
    """Questions stand apart by an empty line; a line of comment is none."""
    chunks: list[Chunk] = []
    lines: list[str] = []
    first = 1
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        if line.strip():
            if not lines:
                first = number
            lines.append("" if line.lstrip().startswith("//") else line)
        elif lines:
            words = "\n".join(lines)
            if words.strip():
                skipped = len(words) - len(words.lstrip("\n"))
                chunks.append(Chunk(first + skipped, words.strip("\n")))
            lines = []
    return chunks


def _read(chunk: Chunk, harvest: Harvest) -> None:
    text = with_marks(chunk.text)
    for category in CATEGORY.finditer(text):
        harvest.left("category_left", Where(chunk.line), name=bare(category["name"])[:200])
    text = CATEGORY.sub("", text)
    named = NAME.match(text)
    name = " ".join(bare(named["name"]).split()) if named else ""
    body = text[named.end() :] if named else text
    if not body.strip():
        return
    asked = _asked(Where(chunk.line, name), name, body, harvest)
    if asked is not None:
        put(harvest, asked)


def _asked(where: Where, name: str, body: str, harvest: Harvest) -> Asked | None:
    start, stop = body.find("{"), body.rfind("}")
    if start < 0 and stop < 0:
        return Described(where=where, name=name, statement=read_text(body))
    if stop < start or start < 0:
        harvest.left("braces_open", where)
        return None
    before, after = body[:start], body[stop + 1 :]
    tail = "" if CRUMBS.fullmatch(after) else after
    return read_answers(where, name, before, body[start + 1 : stop], tail, harvest)
