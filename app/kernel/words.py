"""Words as people look for them: without capitals, accents and signs, from their beginning on.

Twin in SQL for PostgreSQL: `search.having_words`. SQLite calls `has_words` itself.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup, escape

LONGEST_TYPED, MOST_WORDS, LONGEST_WORD = 200, 6, 40
EXCERPT_LETTERS = 140
# What no decomposition takes apart.
LIGATURES = {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ł": "l", "ı": "i"}
_LIGATURES = str.maketrans(LIGATURES)
_WORD = re.compile(r"[^\W_]+")
# A word as it is written, with the marks that follow its letters.
_WRITTEN = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+")
_BOUND = {"oe": "œŒ", "ae": "æÆ", "ss": "ßẞ"}
_MARKS = "[\u0300-\u036f]*"
# After the first letter, a look at what comes before it: so the library runs from one such letter to the next.
_FIRST = r"(?<![^\W_][\s\S])"
# How some drivers keep a letter in a text of JSON.
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")


def fold(text: str) -> str:
    """`L’Œuvre d’Élise` is `l’oeuvre d’elise`."""
    if text.isascii():
        return text.lower()
    bare = unicodedata.normalize("NFKD", text.lower().translate(_LIGATURES))
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


def words_in(text: str) -> list[str]:
    return [word[:LONGEST_WORD] for word in _WORD.findall(fold(text))]


@dataclass(frozen=True, slots=True)
class Sought:
    """The words looked for, folded. Each may be the beginning of a longer one, and all must be there."""

    words: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.words)

    @property
    def text(self) -> str:
        return " ".join(self.words)

    def fits(self, *texts: str) -> bool:
        return has_words(" ".join(texts), self.text)

    def count_in(self, text: str) -> int:
        """How many of the words this text has."""
        return sum(pattern.search(text) is not None for pattern in _patterns(self.text))

    def is_begun_by(self, written: str) -> bool:
        said = fold(written)
        return any(said.startswith(word) for word in self.words)


NOTHING = Sought(())


def read_sought(typed: str) -> Sought:
    """What was typed, as far as one can look for it: nothing where there is no word of two letters."""
    words = list(dict.fromkeys(words_in(typed[:LONGEST_TYPED])))
    if not any(len(word) > 1 for word in words):
        return NOTHING
    return Sought(tuple(word for word in words if len(word) > 1 or word.isdecimal())[:MOST_WORDS])


def has_words(text: str | None, wanted: str) -> bool:
    """Whether each word of `wanted`, which are folded, begins a word of the text.

    Databases ask it of tens of thousands of texts: to fold each would take twenty times as long as to look through it.
    """
    text = text or ""
    if "\\u" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return all(pattern.search(text) for pattern in _patterns(wanted))


@lru_cache(maxsize=256)
def _patterns(wanted: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern_of(word, _FIRST)) for word in wanted.split(" "))


def pattern_of(word: str, first: str = "") -> str:
    """A folded word as it may be written: each letter with its capitals and marks; `first` follows the first."""
    parts, at = [], 0
    while at < len(word):
        pair = word[at : at + 2]
        part = f"[{_written(word[at])}]{first}{_MARKS}"
        if pair in _BOUND:
            part = f"(?:{part}[{_written(pair[1])}]{_MARKS}|[{_BOUND[pair]}]{first})"
        elif len(pair) == 1:
            # The word looked for ends inside what may be a ligature.
            bound = "".join(letters for two, letters in _BOUND.items() if two[0] == pair)
            part = f"[{_written(pair)}{bound}]{first}"
        parts.append(part)
        at, first = at + (2 if pair in _BOUND else 1), ""
    return "".join(parts)


def _written(letter: str) -> str:
    return _WRITTEN_AS.get(letter) or re.escape(letter)


def _written_as() -> dict[str, str]:
    """`e` is written e, E, é, È …: in the alphabets with small and capital letters."""
    found: dict[str, str] = {}
    for code in (*range(0x30, 0x530), *range(0x1E00, 0x1F00)):
        letter = fold(chr(code))
        if len(letter) == 1 and letter.isalnum():
            found[letter] = found.get(letter, "") + chr(code)
    return found


_WRITTEN_AS = _written_as()


def mark_words(text: str, sought: Sought) -> Markup:
    """The text, escaped, with the words found marked. Whatever it holds, it stays text."""
    made, after = Markup(), 0
    for found in _WRITTEN.finditer(text):
        if sought.is_begun_by(found[0]):
            made += escape(text[after : found.start()]) + Markup("<mark>{}</mark>").format(found[0])
            after = found.end()
    return made + escape(text[after:])


def cut_around(text: str, sought: Sought) -> str:
    """The passage of a long text in which the first of the words stands."""
    text = " ".join(text.split())
    if len(text) <= EXCERPT_LETTERS:
        return text
    places = (found.start() for found in _WRITTEN.finditer(text) if sought.is_begun_by(found[0]))
    start = max(0, next(places, 0) - EXCERPT_LETTERS // 3)
    start = text.find(" ", start) + 1 if start else 0
    passage = text[start : start + EXCERPT_LETTERS]
    if start + EXCERPT_LETTERS < len(text):
        passage = passage.rsplit(" ", 1)[0] + "…"
    return ("… " if start else "") + passage
