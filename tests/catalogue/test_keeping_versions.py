"""A published version is read once by each process; what may still change is read every time."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.catalogue.queries import get_outline, list_blocks
from app.catalogue.services.publishing import publish_version
from app.catalogue.shelf import MOST_VERSIONS
from app.kernel.db import Database
from app.kernel.storage import Store
from tests.cast import Cast
from tests.catalogue.conftest import SLUG, Publish
from tests.catalogue.samples import SCIE
from tests.counting import statements

pytestmark = pytest.mark.postgres


def test_a_published_version_is_read_once(reading: Session, database: Database, publish: Publish) -> None:
    version = publish()
    read = get_outline(reading, version.id), list_blocks(reading, version.id, "la-scie", "fr")
    with statements(database) as seen:
        again = get_outline(reading, version.id), list_blocks(reading, version.id, "la-scie", "fr")
    assert again == read
    assert seen == []


def test_each_language_is_read_for_itself(reading: Session, database: Database, publish: Publish) -> None:
    version = publish()
    get_outline(reading, version.id)
    list_blocks(reading, version.id, "la-scie", "fr")
    with statements(database) as seen:
        list_blocks(reading, version.id, "la-scie", "de")
    assert len(seen) == 1


def test_a_draft_that_was_read_has_its_number_once_published(
    reading: Session, publish: Publish, save: Publish
) -> None:
    draft = save()
    assert get_outline(reading, draft.id).number == 0
    reading.rollback()
    version = publish()
    assert (version.id, get_outline(reading, version.id).number) == (draft.id, 1)


def test_a_publication_that_was_rolled_back_leaves_nothing(
    app: Flask, reading: Session, database: Database, cast: Cast, store: Store, save: Publish
) -> None:
    draft = save()
    with app.app_context(), database.session(writes=True) as session:
        publish_version(session, cast.author.actor, store=store, slug=SLUG)
        assert get_outline(session, draft.id).number == 1
        session.rollback()
    assert get_outline(reading, draft.id).number == 0


def test_many_versions_do_not_fill_the_memory(reading: Session, database: Database, publish: Publish) -> None:
    first = publish()
    get_outline(reading, first.id)
    for number in range(MOST_VERSIONS):
        reading.rollback()
        get_outline(reading, publish(scie=SCIE.replace("La lame", f"La lame {number}")).id)
    with statements(database) as seen:
        get_outline(reading, first.id)
    assert len(seen) == 1
