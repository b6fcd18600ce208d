"""Typed reading of the keys of one YAML mapping; every misuse is noted, reading goes on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.catalogue.content.faults import FileFaults
from app.catalogue.content.slugs import is_slug
from app.catalogue.content.yaml_reader import Value

LONGEST_LINE = 1000
BLANKS = re.compile(r"[ \t\n]+")


def one_line(text: str) -> str:
    """On one line, no-break spaces kept: French typography hangs on them."""
    return BLANKS.sub(" ", text).strip(" ")


@dataclass(frozen=True, slots=True)
class Fields:
    """The keys of a mapping that starts at line `first`."""

    values: dict[str, Value]
    first: int
    faults: FileFaults

    def expect(self, keys: Sequence[str], *, optional: Sequence[str] = ()) -> None:
        """Notes keys that are missing and keys nobody knows."""
        for key in keys:
            if key not in self.values:
                self.faults.add(self.first, "key_missing", key=key)
        for key, value in self.values.items():
            if key not in keys and key not in optional:
                self.faults.add(value.line, "key_unknown", key=key, known=", ".join(keys))

    def line(self, key: str) -> int:
        return self.values[key].line if key in self.values else self.first

    def text(self, key: str) -> str:
        value = self.values.get(key)
        return self._text(key, value) if value else ""

    def slug(self, key: str) -> str:
        text = self.text(key)
        if text and not is_slug(text):
            self.faults.add(self.line(key), "bad_slug", id=text)
        return text

    def one_of(self, key: str, options: Sequence[str]) -> str:
        text = self.text(key)
        if text and text not in options:
            self.faults.add(self.line(key), "not_an_option", key=key, value=text, options=", ".join(options))
        return text

    def matching(self, key: str, pattern: str, code: str) -> str:
        text = self.text(key)
        if text and not re.fullmatch(pattern, text):
            self.faults.add(self.line(key), code, value=text)
        return text

    def minutes(self, key: str) -> int:
        value = self.values.get(key)
        if value is None:
            return 0
        if not isinstance(value.data, int) or isinstance(value.data, bool):
            self.faults.add(value.line, "not_a_whole_number", key=key)
            return 0
        if not 1 <= value.data <= 600:
            self.faults.add(value.line, "minutes_out_of_range", key=key, value=value.data)
        return value.data

    def yes_or_no(self, key: str) -> bool:
        """No where the key is left out."""
        value = self.values.get(key)
        if value and not isinstance(value.data, bool):
            self.faults.add(value.line, "not_yes_or_no", key=key)
        return bool(value and value.data is True)

    def day(self, key: str) -> date:
        value = self.values.get(key)
        if value and isinstance(value.data, date):
            return value.data
        if value:
            self.faults.add(value.line, "not_a_date", key=key)
        return date.min

    def is_null(self, key: str) -> bool:
        return key in self.values and self.values[key].data is None

    def texts(self, key: str) -> tuple[str, ...]:
        return tuple(text for _, text in self.texts_with_lines(key))

    def texts_with_lines(self, key: str) -> list[tuple[int, str]]:
        value = self.values.get(key)
        if value is None:
            return []
        if not isinstance(value.data, list):
            self.faults.add(value.line, "not_a_list", key=key)
            return []
        return [(item.line, self._text(key, item)) for item in value.data]

    def _text(self, key: str, value: Value) -> str:
        if not isinstance(value.data, str):
            self.faults.add(value.line, "not_a_text", key=key)
            return ""
        text = one_line(value.data)
        if not text:
            self.faults.add(value.line, "empty_value", key=key)
        elif len(text) > LONGEST_LINE:
            self.faults.add(value.line, "value_too_long", key=key, most=LONGEST_LINE)
        return text
