"""The attributes of one opening, read with their types; every misuse is noted."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

from app.catalogue.content.faults import FileFaults
from app.catalogue.content.passages import BLANK
from app.catalogue.content.scanning import RawBlock
from app.catalogue.content.slugs import is_slug
from app.catalogue.content.sources import ATTRIBUTES
from app.catalogue.content.texts import read_text

DECIMAL = re.compile(r"-?\d{1,15}(?:\.\d{1,10})?")


class Common(TypedDict):
    """What every block is made with."""

    id: str
    required: bool
    hidden: bool
    line: int


@dataclass(frozen=True, slots=True)
class Opening:
    """The opening of a block whose type is known."""

    raw: RawBlock
    faults: FileFaults

    @property
    def line(self) -> int:
        return self.raw.line

    def check_keys(self) -> None:
        known = (*ATTRIBUTES[self.raw.type], "required", "hidden")
        for key in self.raw.attributes.values:
            if key not in known:
                self.faults.add(
                    self.line,
                    "attribute_unknown",
                    key=key,
                    type=self.raw.type,
                    known=", ".join(known),
                )

    def block_id(self) -> str:
        block_id = self.raw.attributes.id
        if block_id is None:
            self.faults.add(self.line, "id_missing", type=self.raw.type)
        elif block_id != "?" and not is_slug(block_id):
            self.faults.add(self.line, "bad_slug", id=block_id)
        return block_id or ""

    def common(self) -> Common:
        return {
            "id": self.block_id(),
            "required": self.is_("required", otherwise="yes"),
            "hidden": self.is_("hidden", otherwise="no"),
            "line": self.line,
        }

    def body(self, *, headings: bool = False) -> str:
        if not self.raw.body.lines:
            self.faults.add(self.line, "block_empty", type=self.raw.type)
        return read_text(self.raw.body, self.faults, headings=headings)

    def is_(self, key: str, *, otherwise: str) -> bool:
        return self.option(key, ("yes", "no"), otherwise) == "yes"

    def given(self, key: str) -> str | None:
        return self.raw.attributes.values.get(key)

    def need(self, key: str) -> str:
        value = self.given(key)
        if value is None or not value.strip(BLANK):
            code = "alt_missing" if key == "alt" else "attribute_missing"
            self.faults.add(self.line, code, key=key, type=self.raw.type)
            return ""
        return value.strip(BLANK)

    def maybe(self, key: str) -> str:
        return (self.given(key) or "").strip(BLANK)

    def option(self, key: str, options: Sequence[str], otherwise: str | None = None) -> str:
        value = self.given(key) or otherwise or self.need(key)
        if value and value not in options:
            self.faults.add(self.line, "not_an_option", key=key, value=value, options=", ".join(options))
        return value

    def whole(self, key: str, most: int, code: str) -> int:
        value = self.need(key)
        if value and not (re.fullmatch(r"[0-9]{1,4}", value) and 1 <= int(value) <= most):
            self.faults.add(self.line, code, key=key, value=value)
        return int(value) if re.fullmatch(r"[0-9]{1,4}", value) else 0

    def decimal(self, key: str, otherwise: str | None = None) -> str:
        value = otherwise if self.given(key) is None and otherwise else self.need(key)
        if value and not DECIMAL.fullmatch(value):
            self.faults.add(self.line, "bad_decimal", key=key, value=value)
        return value
