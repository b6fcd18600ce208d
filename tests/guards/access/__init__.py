"""Who may reach what: one row for each route and method, by domain. `tests/guards/test_matrix.py` asks every cell."""

from tests.guards.access import (
    catalogue,
    centres,
    chat,
    home,
    in_centre,
    learning,
    operation,
    people,
    search,
    studio,
    tutoring,
)
from tests.guards.access.rows import Row

ALL: list[Row] = [
    row
    for domain in (
        home,
        people,
        catalogue,
        learning,
        chat,
        in_centre,
        tutoring,
        studio,
        operation,
        centres,
        search,
    )
    for row in domain.ROWS
]
