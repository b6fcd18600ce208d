"""An application with two planted centres, asked as anyone of the cast and put back as it was."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from app import create_app
from app.kernel.clock import clock_set_to
from app.kernel.db import Database
from app.kernel.storage import Store
from app.settings import load_settings
from tests import databases
from tests.cast import Cast, Member, bring_cast
from tests.front_end import stand_in_where_not_built
from tests.guards.access.rows import NOBODY, Row
from tests.planted import Planted, World, plant_here, plant_there

# A Tuesday, 10:00 in Brussels.
MOMENT = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)


@dataclass
class Ground:
    app: Flask
    cast: Cast
    world: World
    file: Path
    #: People of one test, by the names it gives them.
    others: dict[str, Member] = field(default_factory=dict)
    _cookies: dict[str, str] = field(default_factory=dict)

    @property
    def database(self) -> Database:
        found: Database = self.app.extensions["compagnon_database"]
        return found

    def member(self, name: str) -> Member:
        found: Member = self.others.get(name) or getattr(self.cast, name)
        return found

    def ask(self, who: str, row: Row, values: Mapping[str, Any]) -> int:
        """The status of one call or page, with the body that the row says."""
        return self.open(who, row, values).status_code

    def open(self, who: str, row: Row, values: Mapping[str, Any]) -> TestResponse:
        own = self.own_of(who)
        more: dict[str, Any] = {"query_string": row.query(own)} if row.query else {}
        if row.json:
            more["json"] = row.json(own)
        elif row.data:
            more |= {"data": row.data(own), "content_type": "application/zip"}
        elif row.form:
            more["data"] = row.form(own)
        client = self.app.test_client(use_cookies=False)
        with client.open(
            row.address(values), method=row.method, headers=self.headers(who, row.is_call), **more
        ) as response:
            response.get_data()
            return response

    def own_of(self, who: str) -> Planted:
        is_there = who.startswith("other_") or who == "stranger"
        return self.world.there if is_there else self.world.here

    def headers(self, who: str, is_call: bool) -> dict[str, str]:
        same = {"Sec-Fetch-Site": "same-origin"}
        if who == NOBODY:
            return same
        return self.member(who).bearer if is_call else same | {"Cookie": self._cookie(who)}

    def _cookie(self, who: str) -> str:
        if who in self.others or who not in self._cookies:
            client, name = self.app.test_client(), self.app.config["SESSION_COOKIE_NAME"]
            self.member(who).sit_down(client)
            cookie = client.get_cookie(name)
            assert cookie
            self._cookies[who] = f"{name}={cookie.value}"
        return self._cookies[who]

    @contextmanager
    def unchanged(self) -> Iterator[None]:
        """Nothing is committed inside the block."""
        with sqlite3.connect(self.file) as watch:
            before = watch.execute("PRAGMA data_version").fetchone()
            yield
            assert watch.execute("PRAGMA data_version").fetchone() == before
        watch.close()

    def keep(self, name: str = "kept") -> None:
        """Remember how it is, for `restore`."""
        _copy(self.file, self.file.with_suffix(f".{name}"))

    def restore(self, name: str = "kept") -> None:
        """As it was when kept; "alone": when the other centre had not begun."""
        _copy(self.file.with_suffix(f".{name}"), self.file)


def _copy(source: Path, target: Path) -> None:
    origin, copy = sqlite3.connect(source), sqlite3.connect(target)
    origin.backup(copy)
    origin.close()
    copy.close()


@contextmanager
def opened(template: Path, folder: Path, instance: Path) -> Iterator[Ground]:
    """A planted application whose clock stands still; forms need no token."""
    url = databases.copy_of(template, folder)
    app = create_app(
        load_settings(
            instance=instance,
            database_url=url,
            compagnon_testing=True,
            log_level="CRITICAL",
            call_rate="1000000 per minute",
        )
    )
    app.config["WTF_CSRF_ENABLED"] = False
    stand_in_where_not_built(app)
    database: Database = app.extensions["compagnon_database"]
    store: Store = app.extensions["compagnon"].store
    with clock_set_to(lambda: MOMENT):
        with app.app_context(), database.writing() as session:
            cast = bring_cast(session)
            here = plant_here(session, store, cast)
        ground = Ground(app, cast, World(here, here), Path(url.removeprefix("sqlite:///")))
        ground.keep("alone")
        with app.app_context(), database.writing() as session:
            ground.world = World(here, plant_there(session, store, cast))
        ground.keep()
        yield ground
    database.dispose()
