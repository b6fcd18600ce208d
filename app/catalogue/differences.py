"""Two states of a text side by side, word by word."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

SAME, DEL, INS = "same", "del", "ins"
WORDS = re.compile(r"\s+|\w+|[^\w\s]")
# Beyond this, telling which word went where would take seconds: the whole text is told as replaced.
MOST_WORDS = 6000

Piece = tuple[str, str]


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """A field that is not the same; `label_key` is its path, as `answers.0.feedback`, counted in the later state."""

    label_key: str
    pieces: list[Piece]


def differences(before: dict[str, Any], after: dict[str, Any]) -> list[FieldDifference]:
    """In the order of the fields; nothing for what is the same."""
    return list(_between(before, after, ""))


def _between(before: Any, after: Any, path: str) -> Iterator[FieldDifference]:
    if before == after:
        return
    if isinstance(before or {}, dict) and isinstance(after or {}, dict) and (before or after):
        for key in dict.fromkeys((*(after or {}), *(before or {}))):
            yield from _between((before or {}).get(key), (after or {}).get(key), f"{path}.{key}".strip("."))
    elif isinstance(before or [], list) and isinstance(after or [], list) and (before or after):
        yield from _between_lists(before or [], after or [], path)
    else:
        yield FieldDifference(path, compare_texts(_said(before), _said(after)))


def _between_lists(before: list[Any], after: list[Any], path: str) -> Iterator[FieldDifference]:
    """What was put in or taken out in the middle does not make all that follows differ."""
    matcher = SequenceMatcher(None, [_key(item) for item in before], [_key(item) for item in after], False)
    for tag, start, stop, first, last in matcher.get_opcodes():
        if tag == "equal":
            continue
        for place in range(max(stop - start, last - first)):
            old = before[start + place] if start + place < stop else None
            new = after[first + place] if first + place < last else None
            yield from _between(old, new, f"{path}.{first + place}")


def _key(item: Any) -> str:
    return json.dumps(item, sort_keys=True)


def _said(value: Any) -> str:
    return "" if value is None else str(value)


def compare_texts(before: str, after: str) -> list[Piece]:
    old, new = WORDS.findall(before), WORDS.findall(after)
    if len(old) + len(new) > MOST_WORDS:
        return [(DEL, before), (INS, after)]
    pieces: list[Piece] = []
    for tag, start, stop, first, last in SequenceMatcher(None, old, new, False).get_opcodes():
        if tag == "equal":
            _add(pieces, SAME, old[start:stop])
        else:
            _add(pieces, DEL, old[start:stop])
            _add(pieces, INS, new[first:last])
    return pieces


def _add(pieces: list[Piece], kind: str, words: Sequence[str]) -> None:
    if words:
        pieces.append((kind, "".join(words)))
