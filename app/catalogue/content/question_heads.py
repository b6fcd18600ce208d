"""What every question begins with: its attributes, its hints, its statement."""

from typing import TypedDict

from app.catalogue.content.openings import Opening
from app.catalogue.content.slugs import is_slug
from app.catalogue.content.texts import read_text

MOST_TRIES = 20
MOST_PICKED = 20


class Head(TypedDict):
    """What every question is made with, but for its statement."""

    id: str
    required: bool
    hidden: bool
    line: int
    tries: int | None
    hints: tuple[str, ...]
    pool: str
    pick: int | None


def read_head(opening: Opening, hints: tuple[str, ...]) -> Head:
    return {
        **opening.common(),
        "tries": _count(opening, "tries", MOST_TRIES, "bad_tries"),
        "hints": hints,
        "pool": _pool(opening),
        "pick": _count(opening, "pick", MOST_PICKED, "bad_pick"),
    }


def _count(opening: Opening, key: str, most: int, code: str) -> int | None:
    return None if opening.given(key) is None else opening.whole(key, most, code)


def _pool(opening: Opening) -> str:
    pool = opening.maybe("pool")
    if pool and not is_slug(pool):
        opening.faults.add(opening.line, "bad_slug", id=pool)
    if not pool and opening.given("pick") is not None:
        opening.faults.add(opening.line, "pick_without_pool")
    return pool


def read_statement(opening: Opening, stop: int) -> str:
    passage = opening.raw.body.part(0, stop).trimmed()
    if not passage.lines:
        opening.faults.add(opening.line, "statement_missing")
    return read_text(passage, opening.faults)
