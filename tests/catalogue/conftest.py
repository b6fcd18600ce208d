"""A module of Fatou's, saved and published."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.catalogue.models import ModuleVersion
from app.catalogue.services import editing
from app.catalogue.services.drafts import replace_draft
from app.catalogue.services.publishing import publish_version
from app.kernel.db import Database
from app.kernel.storage import Store
from tests.cast import Cast
from tests.catalogue.samples import sample

Publish = Callable[..., ModuleVersion]
SLUG = "atelier-bois"


@pytest.fixture
def store(app: Flask) -> Store:
    found: Store = app.extensions["compagnon"].store
    return found


@pytest.fixture
def save(app: Flask, database: Database, cast: Cast, store: Store) -> Publish:
    """Save the sample, with its changes, as the draft; committed."""

    def act(**changes: str | bytes | None) -> ModuleVersion:
        with app.app_context(), database.writing() as session:
            return replace_draft(session, cast.author.actor, store=store, slug=SLUG, files=sample(**changes))

    return act


@pytest.fixture
def publish(app: Flask, database: Database, cast: Cast, store: Store, save: Publish) -> Publish:
    """Save the sample, with its changes, and publish it; committed."""

    def act(note: str = "", **changes: str | bytes | None) -> ModuleVersion:
        save(**changes)
        with app.app_context(), database.writing() as session:
            return publish_version(session, cast.author.actor, store=store, slug=SLUG, note=note)

    return act


@pytest.fixture
def reading(app: Flask, database: Database) -> Iterator[Session]:
    """What is committed; `rollback()` looks again."""
    with app.app_context(), database.session(writes=False) as session:
        yield session


@pytest.fixture
def opened(app: Flask, database: Database, cast: Cast, store: Store, save: Publish) -> None:
    save()
    with app.app_context(), database.writing() as session:
        editing.open_draft(session, cast.author.actor, store=store, slug=SLUG)


@pytest.fixture
def edit(app: Flask, database: Database, cast: Cast, opened: None) -> Callable[..., Any]:
    """Do one verb as its author; committed."""

    def act(verb: Callable[..., Any], who: Any = None, **words: Any) -> Any:
        with app.app_context(), database.writing() as session:
            return verb(session, (who or cast.author).actor, slug=SLUG, **words)

    return act
