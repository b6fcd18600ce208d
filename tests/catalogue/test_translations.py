"""A translation is marked when what it was made from has changed since, and only then."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.catalogue.content import parse
from app.catalogue.history import list_changes
from app.catalogue.models import Unit
from app.catalogue.queries import find_draft, find_module
from app.catalogue.services import editing
from app.catalogue.services.drafting import faults_of, files_of
from app.catalogue.services.drafts import replace_draft
from app.catalogue.services.publishing import publish_version
from app.kernel.db import Database
from app.kernel.errors import NotFound
from app.kernel.storage import Store
from tests.cast import Cast
from tests.catalogue.conftest import SLUG
from tests.catalogue.editing import FIRST, Edit, draft_id, row
from tests.catalogue.samples import SCIE, sample

pytestmark = pytest.mark.postgres
ENGLISH = SCIE.replace("title: La scie", "title: The saw").replace(
    "La lame, le guide", "The blade, the guide"
)
FIRST_TEXT = {"title": "Les parties", "body": "La lame, le guide et la table.\n\n### Le guide\n\n- Il tient."}
LATER_TEXT = {"title": "Les parties", "body": "La lame et le guide."}
Bring = Callable[..., None]


@pytest.fixture
def bring(app: Flask, database: Database, cast: Cast, store: Store) -> Bring:
    """Import the sample with its first unit in English too, and open it for editing."""

    def act(*, french: str = SCIE, english: str = ENGLISH) -> None:
        files = sample(scie=french) | {"units/01-la-scie.en.md": english.encode()}
        with app.app_context(), database.writing() as session:
            replace_draft(session, cast.author.actor, store=store, slug=SLUG, files=files)
            editing.open_draft(session, cast.author.actor, store=store, slug=SLUG)

    return act


@pytest.fixture
def edit(app: Flask, database: Database, cast: Cast, bring: Bring) -> Edit:
    bring()

    def act(verb: Any, **words: Any) -> Any:
        with app.app_context(), database.writing() as session:
            return verb(session, cast.author.actor, slug=SLUG, **words)

    return act


def save(edit: Edit, language: str, fields: dict[str, Any], **more: Any) -> Any:
    words = {"required": True, "revision": 999} | more
    return edit(editing.save_block, block="parties", language=language, fields=fields, **words)


def unit(session: Session, code: str = "la-scie") -> Unit:
    session.rollback()
    rows = select(Unit).where(Unit.version_id == draft_id(session), Unit.code == code)
    return session.scalars(rows).one()


def test_a_text_that_changes_leaves_its_translation_behind_what_it_was_made_from(
    reading: Session, edit: Edit
) -> None:
    made_from = row(reading, "parties").source["fr"]
    assert row(reading, "parties").behind == {}
    save(edit, "fr", FIRST_TEXT)
    save(edit, "fr", LATER_TEXT)
    assert row(reading, "parties").behind == {"en": made_from}
    assert row(reading, "alerte-lame").behind == {}


def test_what_comes_back_to_what_it_was_leaves_nothing_behind(reading: Session, edit: Edit) -> None:
    made_from = row(reading, "parties").source["fr"]
    save(edit, "fr", LATER_TEXT)
    save(edit, "fr", made_from)
    assert row(reading, "parties").behind == {}


def test_saving_the_translation_brings_it_up_to_date_and_undoing_that_puts_the_mark_back(
    reading: Session, cast: Cast, edit: Edit
) -> None:
    made_from = row(reading, "parties").source["fr"]
    save(edit, "fr", LATER_TEXT)
    save(edit, "en", {"title": "The parts", "body": "The blade and the guide."})
    assert row(reading, "parties").behind == {}
    saved = list_changes(reading, cast.author.actor, SLUG, limit=1)[0]
    edit(editing.undo, change_id=saved.id)
    assert row(reading, "parties").behind == {"en": made_from}
    edit(editing.restore, change_id=saved.id)
    assert row(reading, "parties").behind == {}


def test_undoing_a_change_of_the_text_takes_the_mark_away_again(
    reading: Session, cast: Cast, edit: Edit
) -> None:
    save(edit, "fr", LATER_TEXT)
    edit(editing.undo, change_id=list_changes(reading, cast.author.actor, SLUG, limit=1)[0].id)
    assert row(reading, "parties").behind == {}


def test_a_translation_restored_from_before_is_behind_of_what_it_was_made_from(
    reading: Session, cast: Cast, edit: Edit
) -> None:
    save(edit, "en", {"title": "The parts", "body": "Blade, guide, table."})
    older = list_changes(reading, cast.author.actor, SLUG, limit=1)[0]
    made_from = row(reading, "parties").source["fr"]
    save(edit, "fr", LATER_TEXT)
    save(edit, "en", {"title": "The parts", "body": "The blade and the guide."})
    edit(editing.restore, change_id=older.id)
    assert row(reading, "parties").behind == {"en": made_from}


def test_a_text_that_changes_while_it_is_being_translated_leaves_the_translation_behind(
    reading: Session, edit: Edit
) -> None:
    seen = row(reading, "parties").source["fr"]
    save(edit, "fr", LATER_TEXT)
    save(edit, "en", {"title": "The parts", "body": "Blade, guide, table."}, seen=FIRST)
    assert row(reading, "parties").behind == {"en": seen}
    fresh = row(reading, "parties").revision
    save(edit, "en", {"title": "The parts", "body": "The blade and the guide."}, seen=fresh)
    assert row(reading, "parties").behind == {}


def test_a_translation_that_is_still_right_is_said_to_be_and_that_is_undone(
    reading: Session, cast: Cast, edit: Edit
) -> None:
    save(edit, "fr", LATER_TEXT)
    text = row(reading, "parties").source["en"]
    edit(editing.confirm_block, block="parties", language="en", seen=row(reading, "parties").revision)
    assert (row(reading, "parties").behind, row(reading, "parties").source["en"]) == ({}, text)
    edit(editing.undo, change_id=list_changes(reading, cast.author.actor, SLUG, limit=1)[0].id)
    assert row(reading, "parties").behind.keys() == {"en"}


def test_nobody_confirms_a_translation_of_a_text_that_they_have_not_seen(
    reading: Session, edit: Edit
) -> None:
    save(edit, "fr", FIRST_TEXT)
    seen = row(reading, "parties").revision
    save(edit, "fr", LATER_TEXT)
    with pytest.raises(editing.SourceMoved):
        edit(editing.confirm_block, block="parties", language="en", seen=seen)
    assert row(reading, "parties").behind.keys() == {"en"}


def test_what_a_unit_says_of_itself_is_marked_like_a_block(reading: Session, edit: Edit) -> None:
    words = {"title": "La scie à ruban", "outcomes": ["Nommer les parties"]}
    edit(editing.save_unit, unit="la-scie", language="fr", words=words, revision=999)
    assert unit(reading).behind["en"]["title"] == "La scie"
    edit(editing.confirm_unit, unit="la-scie", language="en", seen=unit(reading).revision)
    assert unit(reading).behind == {}
    edit(editing.save_unit, unit="la-scie", language="fr", words=words | {"title": "Scie"}, revision=999)
    edit(editing.save_unit, unit="la-scie", language="en", words={"title": "Band saw"}, revision=999)
    assert unit(reading).behind == {}


def test_a_language_begins_with_nothing_said_and_nothing_in_the_way_of_publishing(
    app: Flask, database: Database, cast: Cast, store: Store, reading: Session, edit: Edit
) -> None:
    edit(editing.begin_language, language="nl")
    reading.rollback()
    assert unit(reading, "au-banc").words == {"nl": {}}
    assert unit(reading).words["nl"] == {}
    draft = find_draft(reading, _module_id(reading))
    assert draft is not None
    assert draft.head["words"] == {"nl": {}}
    assert faults_of(reading, draft) == []
    assert not any(".nl." in path for path in files_of(reading, store, draft))
    save(edit, "nl", {"title": "De delen", "body": "Het blad."})
    reading.rollback()
    draft = find_draft(reading, _module_id(reading))
    assert draft is not None
    assert faults_of(reading, draft) == []
    files = files_of(reading, store, draft)
    assert b"De delen" in files["units/01-la-scie.nl.md"]
    assert parse(files).faults == ()
    with app.app_context(), database.writing() as session:
        version = publish_version(session, cast.author.actor, store=store, slug=SLUG)
        assert version.number == 1


def _module_id(session: Session) -> Any:
    module = find_module(session, SLUG)
    assert module is not None
    return module.id


def test_a_block_is_written_only_in_a_language_that_was_begun(edit: Edit) -> None:
    with pytest.raises(NotFound):
        save(edit, "de", {"title": "Die Teile", "body": "Das Blatt."})


def test_marks_outlive_publication(
    app: Flask, database: Database, cast: Cast, store: Store, reading: Session, edit: Edit
) -> None:
    made_from = row(reading, "parties").source["fr"]
    save(edit, "fr", LATER_TEXT)
    with app.app_context(), database.writing() as session:
        publish_version(session, cast.author.actor, store=store, slug=SLUG)
    with app.app_context(), database.writing() as session:
        editing.open_draft(session, cast.author.actor, store=store, slug=SLUG)
    assert row(reading, "parties").behind == {"en": made_from}


def test_files_that_change_a_text_and_not_its_translation_leave_that_behind(
    reading: Session, bring: Bring
) -> None:
    bring()
    changed = SCIE.replace("La lame, le guide et la table.", "La lame et la table.")
    bring(french=changed)
    assert row(reading, "parties").behind["en"]["body"].startswith("La lame, le guide et la table.")
    assert row(reading, "suite").behind == {}
    bring(french=changed, english=ENGLISH.replace("The blade, the guide", "The blade"))
    assert row(reading, "parties").behind == {}


def test_files_are_compared_with_the_published_version_where_there_is_no_draft(
    app: Flask, database: Database, cast: Cast, store: Store, reading: Session, bring: Bring
) -> None:
    bring()
    with app.app_context(), database.writing() as session:
        publish_version(session, cast.author.actor, store=store, slug=SLUG)
    bring(french=SCIE.replace("La lame, le guide et la table.", "La lame et la table."))
    assert row(reading, "parties").behind["en"]["body"].startswith("La lame, le guide et la table.")


def test_what_the_module_says_of_itself_is_marked_too(reading: Session, edit: Edit) -> None:
    english = {"en": {"title": "Wood workshop", "summary": "Set a saw.", "outcomes": ["Set the guide"]}}
    edit(editing.save_head, head={"words": english}, revision=999)
    edit(editing.save_head, head={"summary": "Régler une scie à ruban."}, revision=999)
    draft = find_draft(reading, _module_id(reading))
    assert draft is not None
    assert draft.behind["en"]["summary"] == "Régler une scie : sans rien risquer."
    assert (draft.words, draft.title_in("en", "fr")) == (english, "Wood workshop")
    edit(editing.confirm_head, language="en", seen=draft.head_revision)
    reading.rollback()
    draft = find_draft(reading, _module_id(reading))
    assert draft is not None
    assert draft.behind == {}
