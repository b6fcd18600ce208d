"""Words as people type them. Twin: spelling.ts of the player; change both together."""

import re
import unicodedata
from collections.abc import Iterable

LONGEST_TYPED = 200
# A slip is forgiven in words of this many letters or more.
FORGIVING_LENGTH = 5

# Written out, because \s and \w are not the same sets in Python and in JavaScript.
_SPACES = re.compile(r"[\t\n\r \u00a0\u2000-\u200a\u202f]+")
_APOSTROPHES = re.compile(r"['`\u00b4\u2018\u2019\u02bc]")
_INNER_HYPHEN = re.compile(r"(?<=[a-z0-9])[-\u2010-\u2013](?=[a-z0-9])")
_LETTERS = re.compile(r"[a-z]+")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss"})


def is_accepted(typed: str, accepted: Iterable[str], spelling: str) -> bool:
    """Whether `typed` is one of `accepted`, in the strictness that `spelling` names."""
    return any(is_same(typed, each, spelling) for each in accepted)


def is_same(typed: str, expected: str, spelling: str) -> bool:
    if spelling == "exact":
        return _exact(typed) == _exact(expected)
    if plain(typed) == plain(expected):
        return True
    return spelling == "close" and _is_close(_folded(typed).split(" "), _folded(expected).split(" "))


def plain(text: str) -> str:
    """Without what does not matter: case, accents, apostrophes, spaces, hyphens inside words."""
    return _folded(text).replace(" ", "")


def _exact(text: str) -> str:
    # Nobody can see which space or apostrophe a keyboard makes.
    return _SPACES.sub(" ", _APOSTROPHES.sub("’", unicodedata.normalize("NFC", text))).strip(" ")


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(char for char in decomposed if unicodedata.category(char) != "Mn")
    words = _APOSTROPHES.sub("", bare.lower().translate(_LIGATURES))
    return _SPACES.sub(" ", _INNER_HYPHEN.sub(" ", words)).strip(" ")


def _is_close(typed: list[str], expected: list[str]) -> bool:
    if len(typed) != len(expected):
        return False
    other = [(one, meant) for one, meant in zip(typed, expected, strict=True) if one != meant]
    if len(other) != 1:
        return False
    one, meant = other[0]
    is_word = len(meant) >= FORGIVING_LENGTH and _LETTERS.fullmatch(meant) is not None
    return is_word and _is_one_slip(one, meant)


def _is_one_slip(one: str, meant: str) -> bool:
    """One letter too many, missing, or other; or two neighbours changed over."""
    if abs(len(one) - len(meant)) > 1:
        return False
    start = 0
    while start < min(len(one), len(meant)) and one[start] == meant[start]:
        start += 1
    one, meant = one[start:], meant[start:]
    if len(one) == len(meant):
        swapped = one[:2] == meant[1::-1] and one[2:] == meant[2:]
        return swapped or one[1:] == meant[1:]
    longer, shorter = (one, meant) if len(one) > len(meant) else (meant, one)
    return longer[1:] == shorter
