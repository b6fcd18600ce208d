"""The words by which someone is known, taken out of what was written. Pure."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

SHORTEST = 2
#: What people put between the figures of a telephone number.
BETWEEN = r"[\s./()-]*"


class Words:
    """Names as they are written, in capitals and without accents; addresses and numbers however they are written.

    A name counts with its capital letter alone: « Rose » goes, a rose stays.
    """

    def __init__(self, *, names: Iterable[str], email: str | None, phone: str, instead: str) -> None:
        self.instead = instead
        #: Names in every form that is looked for, the longest first.
        self.forms = sorted({form for name in names for form in _forms(name)}, key=len, reverse=True)
        # First what a name may stand in.
        parts = [f"(?i:{_whole(re.escape(email))})"] if email else []
        figures = [figure for figure in phone if figure.isdigit()]
        if len(figures) > SHORTEST * 2:
            parts.append(_whole(BETWEEN.join(figures)))
        parts += [_whole(re.escape(form)) for form in self.forms]
        self._pattern = re.compile("|".join(parts)) if parts else None

    def hide(self, value: Any) -> Any:
        """The same text, list or mapping without these words."""
        if self._pattern is None:
            return value
        if isinstance(value, str):
            return self._pattern.sub(self.instead, value)
        if isinstance(value, list):
            return [self.hide(each) for each in value]
        if isinstance(value, dict):
            return {key: self.hide(each) for key, each in value.items()}
        return value


def _whole(pattern: str) -> str:
    return rf"(?<!\w){pattern}(?!\w)"


def _forms(name: str) -> Iterable[str]:
    name = name.strip()
    if len(name) >= SHORTEST:
        bare = "".join(each for each in unicodedata.normalize("NFD", name) if not unicodedata.combining(each))
        yield from (name, name.upper(), bare, bare.upper())
