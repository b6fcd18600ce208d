"""What a guide is made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence with words of the screens in it, each in the language it is read in."""

    sentence: Any
    words: Mapping[str, Any]

    def __str__(self) -> str:
        return str(self.sentence) % {name: str(word) for name, word in self.words.items()}


def say(sentence: Any, **words: Any) -> Said:
    return Said(sentence, words)


@dataclass(frozen=True, slots=True)
class Way:
    """The page where it is done; shown to whom that page lets in."""

    endpoint: str
    label: Any


@dataclass(frozen=True, slots=True)
class Question:
    """`key` is its address on the page, to which other pages lead. Each of `said` is a paragraph."""

    key: str
    asked: Any
    said: tuple[Any, ...]
    ways: tuple[Way, ...] = ()


@dataclass(frozen=True, slots=True)
class Guide:
    """The first questions of one role, for whom `policy` lets in."""

    key: str
    policy: str
    name: Any
    title: Any
    questions: tuple[Question, ...]
