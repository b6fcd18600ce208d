"""The braces of an opening: `{#id key="value"}`."""

import re
from dataclasses import dataclass

TOKEN = re.compile(r'\s*(?:#(?P<id>[^\s"{}]+)|(?P<key>[a-z][a-z-]*)="(?P<value>(?:[^"\\]|\\.)*)")')
LONGEST_BRACES = 4000
ESCAPED = re.compile(r"\\(.)")


@dataclass(frozen=True, slots=True)
class Attributes:
    """What the braces say; `twice` names the keys that stand there more than once."""

    id: str | None
    values: dict[str, str]
    twice: tuple[str, ...] = ()


def read_attributes(braces: str) -> Attributes | None:
    """None when the braces cannot be read."""
    if len(braces) > LONGEST_BRACES:
        return None
    inside, position = braces[1:-1], 0
    found: str | None = None
    values: dict[str, str] = {}
    twice: list[str] = []
    while inside[position:].strip():
        token = TOKEN.match(inside, position)
        if token is None:
            return None
        key = "#" if token["id"] else token["key"]
        if key in values or (key == "#" and found):
            twice.append(key)
        elif key == "#":
            found = token["id"]
        else:
            values[key] = ESCAPED.sub(r"\1", token["value"])
        position = token.end()
    return Attributes(found, values, tuple(twice))


def write_attributes(block_id: str, values: dict[str, str]) -> str:
    pairs = [f'{key}="{_escaped(value)}"' for key, value in values.items()]
    return "{" + " ".join([f"#{block_id}", *pairs]) + "}"


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"')
