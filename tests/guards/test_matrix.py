"""Every route, for everyone of the cast, with an object of their own centre, of the other, and with one that is not there.

The rows stand in `tests/guards/access`. A new route without a row fails, and says what to add.
"""

from collections.abc import Iterator

import pytest

from tests.ground import Ground
from tests.guards.access import ALL
from tests.guards.access.rows import COUNTERPART, EVERYONE, NO_ID, NOBODY, NOWHERE, Names, Row

# Files without a person in them; tests/ui/test_assets.py.
LEFT_OUT = {"GET /assets/<path:name>"}
# The other centre's object in this place of an address that begins with one's own.
CROSSED = {"membership_id", "booking_id", "closure_id"}


def test_every_route_has_its_row_and_every_row_its_route(ground: Ground) -> None:
    routes = {
        f"{method} {rule.rule}"
        for rule in ground.app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    rows = {row.rule for row in ALL}
    missing = sorted(routes - rows - LEFT_OUT)
    assert missing == [], "say in tests/guards/access who may reach: Row(rule, enters=…, sees=…)"
    assert sorted(rows - routes) == [], "these routes are gone: take their rows out"
    assert len(rows) == len(ALL)


@pytest.mark.parametrize("row", ALL, ids=lambda row: row.rule)
def test_everyone_reaches_what_is_theirs_and_nothing_else(ground: Ground, row: Row) -> None:
    expected, found = {}, {}
    with ground.unchanged():
        for who, what, values, status in cells(row, ground):
            if status >= 400 or row.method == "GET":
                expected[who, what], found[who, what] = status, ground.ask(who, row, values)
    for who, what, values, status in cells(row, ground):
        if status < 400 and row.method != "GET":
            expected[who, what], found[who, what] = status, ground.ask(who, row, values)
            ground.restore()
    assert {
        cell: (status, expected[cell]) for cell, status in found.items() if status != expected[cell]
    } == {}


def cells(row: Row, ground: Ground) -> Iterator[tuple[str, str, dict[str, object], int]]:
    """(who, what, the address's values, the status) for every cell of the row."""
    here, there = row.values(ground.world.here), row.values(ground.world.there)
    for who in (NOBODY, *sorted(EVERYONE)):
        if here == there:
            yield who, "nothing", here, behind_the_door(row, who, row.but.get(who, row.ok))
            continue
        yield who, "hers", here, behind_the_door(row, who, seen_by(row, who, row.sees))
        yield (
            who,
            "theirs",
            there,
            behind_the_door(row, who, seen_by(row, who, elsewhere(row.sees) | row.everywhere)),
        )
        for name in row.parameters:
            yield (
                who,
                f"no {name}",
                here | {name: absent(name)},
                behind_the_door(row, who, gone(row, who, name)),
            )
        for name in CROSSED.intersection(row.parameters[1:]):
            yield who, f"hers, their {name}", here | {name: there[name]}, behind_the_door(row, who, 404)


def behind_the_door(row: Row, who: str, status: int) -> int:
    if who == NOBODY:
        return row.for_nobody()
    return status if who in row.enters else 403


def seen_by(row: Row, who: str, seers: Names) -> int:
    return row.but.get(who, row.ok) if who in seers else 404


def elsewhere(names: Names) -> Names:
    return frozenset(COUNTERPART[name] for name in names if name in COUNTERPART)


def absent(name: str) -> object:
    return NOWHERE.get(name, NO_ID)


def gone(row: Row, who: str, name: str) -> int:
    """Who is sent elsewhere by the object is sent there whatever stands behind it."""
    sent = row.but.get(who, 0) if who in row.sees and name != row.parameters[0] else 0
    return sent if 300 <= sent < 400 else row.absent
