"""What people read in a module: the texts of a block, their sentences, their words."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import lru_cache

from markdown_it.token import Token

from app.catalogue.content.gaps import GAP
from app.catalogue.content.rendering import RENDERER

# Fields that name or measure something, and are read by nobody.
NOT_PROSE = frozenset(
    {"id", "src", "captions", "poster", "href", "accept", "kind", "spelling", "pool", "answer"}
    | {"tolerance", "unit", "units", "factor", "place", "value", "accepted", "texts", "name", "type"}
)
SPACES = re.compile(r"[ \t\n]+")
# A full stop ends a sentence where a capital, a figure or an opening quote follows.
ENDING = re.compile(r"(?<=[.!?…])[\s\u202f]*[»”\"’)]?\s+(?=[«“„\"(—–]?\s*[A-ZÀ-ÖØ-Þ\d])")
ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:M|Mme|MM|Dr|cf|ex|art|env|fig|p|e\.g|i\.e|approx|no|vs|bzw|ca|d\.h|z"
    r"|z\.\s?B|usw|Nr|Abb|bijv|enz|nr|art|blz|t\.o\.v|m\.b\.t)\.$"
)
LETTERS = re.compile(r"[^\W\d_]+")
#: From how many letters a word is a long one. German and Dutch write compounds as one word.
LONG_WORD = {"fr": 10, "en": 10, "nl": 13, "de": 14}


def texts_of(thing: object, without: frozenset[str] = NOT_PROSE) -> Iterator[str]:
    """Every text of a block that people read, as Markdown, whatever the block's type."""
    if not is_dataclass(thing):
        return
    for each in fields(thing):
        if each.name not in without:
            yield from _texts_in(getattr(thing, each.name), without)


def _texts_in(value: object, without: frozenset[str]) -> Iterator[str]:
    if isinstance(value, str):
        if value:
            yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts_in(item, without)
    else:
        yield from texts_of(value, without)


@lru_cache(maxsize=8192)
def paragraphs(markdown: str) -> tuple[str, ...]:
    """What each paragraph, heading, item or cell says, without marks; code is left out."""
    filled = GAP.sub(lambda gap: gap["texts"].split("|")[0], markdown)
    inlines = [token for token in RENDERER.parse(filled) if token.type == "inline"]
    return tuple(text for token in inlines if (text := _plain(token.children or [])))


def _plain(children: list[Token]) -> str:
    parts = [" " if token.type in {"softbreak", "hardbreak"} else token.content for token in children]
    return SPACES.sub(" ", "".join(parts)).strip(" ")


def sentences(paragraph: str) -> Iterator[str]:
    start = 0
    for ending in ENDING.finditer(paragraph):
        sentence = paragraph[start : ending.start()]
        if not ABBREVIATION.search(sentence):
            yield paragraph[start : ending.end()].strip()
            start = ending.end()
    if paragraph[start:].strip():
        yield paragraph[start:].strip()


def words(text: str) -> list[str]:
    """As they are read: a figure with its unit, held together by a no-break space, is one."""
    return [word for word in SPACES.split(text) if any(letter.isalnum() for letter in word)]


def long_words(text: str, language: str) -> int:
    longest = LONG_WORD.get(language, LONG_WORD["en"])
    return sum(len(found) >= longest for found in LETTERS.findall(text))


def sentences_of(thing: object) -> Iterator[str]:
    for text in texts_of(thing):
        for paragraph in paragraphs(text):
            yield from sentences(paragraph)


def count_words(thing: object, without: frozenset[str] = frozenset()) -> int:
    texts = texts_of(thing, NOT_PROSE | without)
    return sum(len(words(paragraph)) for text in texts for paragraph in paragraphs(text))
