"""What nobody uses any more leaves the store after 30 days, and nothing else does."""

import hashlib
import uuid
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, select

from app.catalogue import uses
from app.catalogue.jobs import sweep_at_night
from app.catalogue.models import Change, Medium, Module, VersionMedium
from app.catalogue.renditions import Rendition
from app.catalogue.services.editing import open_draft
from app.catalogue.services.editing.media import add_medium, remove_unused
from app.catalogue.services.preparing import put_once
from app.catalogue.services.sweeping import Swept, sweep_store
from app.kernel.clock import clock_set_to, now
from app.kernel.db import Database
from app.kernel.ids import new_id
from app.kernel.storage import Store
from tests.cast import Cast
from tests.catalogue.photographs import bare

LOST = b"<svg xmlns='http://www.w3.org/2000/svg'/>"
LOST_KEY = hashlib.sha256(LOST).hexdigest()
MONTH = 30.1

pytestmark = pytest.mark.postgres


@pytest.fixture
def sweep(app: Flask, database: Database, store: Store):
    """Sweep as many days from the present of the disk."""

    def act(days: float = 0) -> Swept:
        with later(days), app.app_context():
            return sweep_store(database, store)

    return act


@contextmanager
def later(days: float):
    moment = datetime.now(UTC) + timedelta(days=days)
    with clock_set_to(lambda: moment):
        yield


@pytest.fixture
def draft(app: Flask, database: Database, cast: Cast, store: Store, publish) -> uuid.UUID:
    publish()
    with app.app_context(), database.writing() as session:
        return open_draft(session, cast.author.actor, store=store, slug="atelier-bois").id


@pytest.fixture
def picture(app: Flask, database: Database, cast: Cast, store: Store, draft) -> str:
    """The key of a picture that no block of the draft shows."""
    with app.app_context(), database.writing() as session:
        add_medium(session, cast.author.actor, store=store, slug="atelier-bois", name="v.jpg", data=bare())
        return session.scalars(
            select(VersionMedium.sha256).where(
                VersionMedium.version_id == draft, VersionMedium.name == "v.jpg"
            )
        ).one()


def forget(app: Flask, database: Database, cast: Cast) -> None:
    with app.app_context(), database.writing() as session:
        remove_unused(session, cast.author.actor, slug="atelier-bois")


def test_what_is_used_stays_for_ever(sweep, store: Store, draft, picture: str) -> None:
    before = {kept.key for kept in store.list()}
    assert sweep() == sweep(MONTH) == sweep(10 * MONTH) == Swept()
    assert {kept.key for kept in store.list()} == before


def test_a_file_that_was_used_yesterday_has_thirty_days(
    app, database, cast: Cast, sweep, store: Store, picture: str
) -> None:
    forget(app, database, cast)
    assert sweep(100).marked == 1
    assert sweep(29).deleted == 0
    assert store.has(picture)
    swept = sweep(MONTH)
    assert swept.freed > 1000
    with database.reading() as session:
        assert session.get(Medium, picture) is None
    assert [kept.key for kept in store.list() if kept.key.startswith(picture)] == []


def test_a_file_that_is_used_again_loses_its_mark(
    app, database, cast: Cast, sweep, store: Store, draft, picture: str
) -> None:
    forget(app, database, cast)
    sweep()
    with app.app_context(), database.writing() as session:
        session.add(VersionMedium(version_id=draft, name="w.jpg", sha256=picture))
    sweep(MONTH)
    assert store.has(picture)
    assert not store.has(f"{picture}-unused")


def test_who_puts_the_same_content_again_has_thirty_days(sweep, store: Store) -> None:
    put_once(store, LOST_KEY, LOST)
    sweep()
    put_once(store, LOST_KEY, LOST)
    sweep(MONTH)
    assert store.has(LOST_KEY)


def test_the_work_of_learners_stays(app: Flask, sweep, store: Store, monkeypatch) -> None:
    store.put(LOST_KEY, LOST)
    monkeypatch.setattr(uses, "_users", [*uses._users, lambda _session: [LOST_KEY]])
    sweep()
    sweep(MONTH)
    assert store.has(LOST_KEY)


def test_a_draft_that_can_be_put_back_keeps_its_files(app, database, sweep, store: Store, draft) -> None:
    store.put(LOST_KEY, LOST)
    with app.app_context(), database.writing() as session:
        module = session.scalars(select(Module)).one()
        change = {
            "id": new_id(),
            "module_id": module.id,
            "verb": "draft_replaced",
            "since": now(),
            "at": now(),
        }
        session.add(Change(**change, before={"head": {}, "units": [], "media": {"scie.svg": LOST_KEY}}))
    sweep()
    sweep(MONTH)
    assert store.has(LOST_KEY)
    with database.writing() as session:
        session.execute(delete(Change))
    sweep()
    sweep(MONTH)
    assert not store.has(LOST_KEY)


@pytest.mark.parametrize("ending", ["-elsewhere", "-0190.partial"])
def test_what_waits_for_the_next_step_goes_after_a_day(sweep, store: Store, ending: str) -> None:
    key = f"{LOST_KEY}{ending}"
    store.put(key, LOST)
    sweep(0.9)
    assert store.has(key)
    sweep(1.1)
    assert not store.has(key)


def test_a_rendition_of_an_older_maker_goes_at_once(sweep, store: Store, picture: str) -> None:
    old = Rendition(360, "avif").key(picture).replace("-r1-", "-r0-")
    store.put(old, LOST)
    sweep()
    assert not store.has(old)
    assert store.has(Rendition(360, "avif").key(picture))


def test_what_we_did_not_name_is_left_alone(sweep, store: Store) -> None:
    store.put("lisez.moi", LOST)
    sweep(MONTH)
    sweep(2 * MONTH)
    assert store.has("lisez.moi")


def test_the_store_is_swept_once_a_night(app: Flask, database: Database, store: Store) -> None:
    store.put(LOST_KEY, LOST)
    for hour, marked in ((1, False), (2, True)):
        with app.app_context(), clock_set_to(lambda at=hour: datetime(2026, 3, 10, at, 47, tzinfo=UTC)):
            sweep_at_night(database)
        assert store.has(f"{LOST_KEY}-unused") == marked
