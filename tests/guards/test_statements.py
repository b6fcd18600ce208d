"""As many SQL statements with a thousand rows behind a page or a call as with a few, and within the budget."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.catalogue import shelf
from tests.counting import statements
from tests.ground import Ground, opened
from tests.guards.access import ALL
from tests.guards.access.rows import COUNTERPART, NOBODY, Row
from tests.multiplied import multiply

BUDGETS = {
    "GET /learn/modules/<slug>/units/<unit>": 6,
    "GET /learn": 8,
}
ANY = 12
# Nothing to count: a refusal before the database, or a file.
NOT_COUNTED = {"GET /healthz", "GET /readyz", "GET /metrics", "GET /design", "GET /demo/mails"}
COUNTED = [row for row in ALL if row.rule not in NOT_COUNTED]


@pytest.fixture(scope="module")
def few(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory, tmpfs: Path) -> Iterator[Ground]:
    with opened(sqlite_template, tmpfs, tmp_path_factory.mktemp("few")) as ground:
        yield ground


@pytest.fixture(scope="module")
def many(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory, tmpfs: Path) -> Iterator[Ground]:
    with opened(sqlite_template, tmpfs, tmp_path_factory.mktemp("many")) as ground:
        with ground.database.writing() as session:
            ground.world = multiply(session, ground.cast, ground.world)
        ground.keep()
        yield ground


@pytest.mark.parametrize("row", COUNTED, ids=lambda row: row.rule)
def test_a_thousand_rows_take_no_more_statements_than_a_few(few: Ground, many: Ground, row: Row) -> None:
    counts = {who: (count(few, row, who), count(many, row, who)) for who in readers(row)}
    most = BUDGETS.get(row.rule, ANY)
    assert {who: pair for who, pair in counts.items() if pair[0] != pair[1] or max(pair) > most} == {}


def readers(row: Row) -> list[str]:
    """Whom of the first centre the route answers well."""
    if row.enters == frozenset():
        return [NOBODY]
    wanted = row.sees & row.enters if row.sees else row.enters & {*COUNTERPART, "network"}
    return sorted(who for who in wanted if row.but.get(who, row.ok) < 400) or sorted(wanted)[:1]


def count(ground: Ground, row: Row, who: str) -> int:
    values = row.values(ground.own_of(who))
    # The first time reads published versions, which a process then keeps; what writes keeps none, and may be the first to read.
    ground.ask(who, row, values)
    if row.method != "GET":
        ground.restore()
        shelf.forget_all()
    with statements(ground.database) as seen:
        ground.ask(who, row, values)
    if row.method != "GET":
        ground.restore()
    return len(seen)
