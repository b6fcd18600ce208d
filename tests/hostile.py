"""The texts of people who mean harm, and marks by which a test finds again what it typed."""

import json
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest

CORPUS = Path(__file__).parents[2] / "shared" / "data" / "xss" / "dompurify_payloads.json"
PAYLOADS: list[str] = (
    [entry["payload"] for entry in json.loads(CORPUS.read_text())] if CORPUS.is_file() else []
)
# One is a blank, which no field takes.
WORDS = [one for one in PAYLOADS if one.strip()]
needs_corpus = pytest.mark.skipif(
    not PAYLOADS, reason="the shared corpus of payloads is not beside this tree"
)
CONTROLS = dict.fromkeys(range(32), " ")


def mark(field: str) -> str:
    """Leaves an attribute, and becomes an element of this name wherever it is not kept as text."""
    return f"\"'><xss-{field}>"


def marked(field: str, most: int) -> str:
    """The mark of a field, then as many payloads as it holds. Each call goes on where the last one stopped."""
    return fill(mark(field), _feed, most)


def line(field: str, most: int = 1000) -> str:
    """The same on one line, without control characters."""
    return " ".join(marked(field, most).translate(CONTROLS).split())


def packs(field: str, most: int) -> list[str]:
    """Every payload that fits, in as many texts as that takes; a mark begins each."""
    start, left = mark(field), [one for one in PAYLOADS if len(one) + len(mark(field)) + 1 <= most]
    texts: list[str] = []
    while left:
        text = start
        while left and len(text) + 1 + len(left[0]) <= most:
            text += "\n" + left.pop(0)
        texts.append(text)
    return texts


def fill(text: str, payloads: Iterator[str], most: int) -> str:
    for _ in PAYLOADS:
        payload = next(payloads)
        if len(text) + len(payload) < most:
            text += payload
        if len(text) > most * 0.8:
            break
    return text


_feed = cycle(PAYLOADS)
