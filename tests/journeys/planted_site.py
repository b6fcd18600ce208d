"""A served installation with two planted centres, and its pages as one person of the first meets each."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests import databases
from tests.cast import Member
from tests.guards.access import ALL
from tests.guards.access.rows import NOBODY, Row
from tests.planted import World, plant
from tests.servers import Server, serving

# Parts of pages, which come into another; and files.
PARTS = {"GET /tutor/needs", "GET /messages/<conversation>/cards/<seq>", "GET /demo/mails"}
FILES = ("/healthz", "/readyz", "/metrics", "/media/", "/archive", "/sent/", ".csv")
PAGES = [
    row
    for row in ALL
    if row.method == "GET"
    and (not row.is_call or row.path.endswith("/docs"))
    and (row.ok == 200 or row.nobody == 200)
    and row.rule not in PARTS
    and not any(part in row.path for part in FILES)
]


@dataclass(frozen=True)
class PlantedSite:
    server: Server
    world: World

    def reader(self, row: Row) -> Member | None:
        """Who of the first centre reads this page; None where it is for nobody in particular."""
        if row.ok != 200:
            return None
        # The person whose page it is comes before who may also look.
        for name in ("learner", "tutor", "author", "host", "manager", "network"):
            if name in (row.sees or row.enters) & row.enters and row.but.get(name, 200) == 200:
                found: Member = getattr(self.server.cast, name)
                return found
        raise AssertionError(f"{row.rule}: {NOBODY} reads it")

    def address(self, row: Row) -> str:
        return row.address(row.values(self.world.here))


@pytest.fixture(scope="session")
def site(sqlite_template: Path, tmpfs: Path) -> Iterator[PlantedSite]:
    with serving(database_url=databases.copy_of(sqlite_template, tmpfs)) as server:
        with server.app.app_context(), server.database.writing() as session:
            world = plant(session, server.app.extensions["compagnon"].store, server.cast)
        yield PlantedSite(server, world)
