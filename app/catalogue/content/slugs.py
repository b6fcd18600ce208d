"""Ids: how they look, and how `format` makes the ones an author left out."""

import re

from app.kernel.plain import plain_words

LONGEST_ID = 64
LONGEST_MADE_ID = 48
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def is_slug(text: str) -> bool:
    return len(text) <= LONGEST_ID and SLUG.fullmatch(text) is not None


def slug_of(text: str, otherwise: str) -> str:
    """A readable id out of a title or a statement, cut between two words."""
    slug = ""
    for word in plain_words(text):
        longer = f"{slug}-{word}".strip("-")
        if len(longer) > LONGEST_MADE_ID:
            break
        slug = longer
    return slug or otherwise


class IdMaker:
    """Makes ids that no other block or criterion of the module has."""

    def __init__(self, taken: set[str]) -> None:
        self._taken = set(taken)

    def make(self, text: str, otherwise: str) -> str:
        slug = slug_of(text, otherwise)
        candidate, number = slug, 1
        while candidate in self._taken:
            number += 1
            candidate = f"{slug}-{number}"
        self._taken.add(candidate)
        return candidate
