"""The form of a translation: as many rows as its source, and none of its words."""

from typing import Any

from app.catalogue.content.block_fields import Fields

#: What is the same in every language: files, addresses, places on a picture, how an answer is counted.
SHARED = frozenset(
    [
        "type",
        "kind",
        "id",
        "src",
        "poster",
        "captions",
        "href",
        "accept",
        "x",
        "y",
        "place",
        "right",
        "critical",
        "minutes",
        "pool",
        "pick",
        "tries",
        "spelling",
        "answer",
        "tolerance",
        "unit",
        "units",
        "factor",
        "gap",
    ]
)


def fields_beside(written: Fields, source: Fields) -> Fields:
    """What is written in the other language, with an empty field for each that its source has besides."""
    return {name: _beside(name, written.get(name), said) for name, said in source.items()} | {
        name: kept for name, kept in written.items() if name not in source
    }


def _beside(name: str, written: Any, said: Any) -> Any:
    if isinstance(said, dict):
        return fields_beside(written or {}, said)
    if isinstance(said, list) and name not in SHARED:
        rows = written or []
        return [*rows, *(_beside(name, None, row) for row in said[len(rows) :])]
    if written is None:
        return said if name in SHARED or not isinstance(said, str) else ""
    return written
