"""Drafts as files: what the editing verbs make is exported, checked and published like any folder."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.catalogue.content import read_folder
from app.catalogue.content.block_fields import to_fields
from app.catalogue.content.question_sources import Question, question_type
from app.catalogue.content.sources import BlockSource, block_type
from app.catalogue.models import Block, ModuleVersion
from app.catalogue.queries import get_outline
from app.catalogue.services import editing
from app.catalogue.services.drafting import faults_of, figures_of, files_of
from app.catalogue.services.drafts import put_draft, replace_draft
from app.catalogue.services.editing.desk import Desk
from app.catalogue.services.editing.drafts_whole import draft_state
from app.catalogue.services.modules import lock_module
from app.catalogue.services.preparing import FaultsFound, prepare
from app.catalogue.services.publishing import publish_version
from app.catalogue.services.readying import make_ready
from app.kernel.db import Database
from app.kernel.storage import Store
from tests.cast import Cast
from tests.catalogue.conftest import SLUG, Publish
from tests.catalogue.editing import FIRST, Edit, draft_id
from tests.catalogue.newer_samples import newer_sample
from tests.catalogue.samples import sample
from tests.catalogue.strategies import blocks

CONTENT = Path(__file__).parents[2] / "content"


def the_draft(session: Session) -> ModuleVersion:
    session.rollback()
    session.expire_all()
    return session.get_one(ModuleVersion, draft_id(session))


@pytest.mark.postgres
def test_an_edited_draft_is_the_same_files_with_the_change(
    reading: Session, store: Store, edit: Edit
) -> None:
    fields = {"title": None, "body": "Autre chose."}
    edit(editing.save_block, block="suite", language="fr", fields=fields, required=False, revision=FIRST)
    edit(editing.hide_block, block="vue", hidden=True)
    files, scie = sample(), "units/01-la-scie.md"
    changed = files[scie].decode().replace("Le texte continue.", "Autre chose.")
    files[scie] = changed.replace('au milieu"}', 'au milieu" hidden="yes"}').encode()
    draft = the_draft(reading)
    assert files_of(reading, store, draft) == files
    with_all = prepare(store, files)
    assert figures_of(reading, draft).checksum == with_all.checksum
    assert figures_of(reading, draft).required_blocks == with_all.required_blocks


@pytest.mark.postgres
def test_every_fault_of_a_draft_names_its_block(reading: Session, edit: Edit) -> None:
    assert faults_of(reading, the_draft(reading)) == []
    question = edit(
        editing.add_block, unit="au-banc", after="reglage", type="question", question_type="choice"
    )
    fields = {"title": "Les parties", "body": "Avant.\n\n## Autre {#autre}\n\nAprès."}
    edit(editing.save_block, block="parties", language="fr", fields=fields, required=True, revision=FIRST)
    edit(editing.save_unit, unit="la-scie", language="en", words={"title": "The saw"}, revision=FIRST)
    found = {
        (fault.unit, fault.block, fault.language, fault.code)
        for fault in faults_of(reading, the_draft(reading))
    }
    assert ("au-banc", question.code, "fr", "feedback_missing") in found
    assert not any(language == "en" for _unit, _block, language, _code in found)
    edit(editing.save_unit, unit="la-scie", language="fr", words={"title": "La scie"}, revision=99)


@pytest.mark.postgres
def test_words_that_files_would_give_back_as_several_blocks_are_a_fault(reading: Session, edit: Edit) -> None:
    fields = {"title": "Les parties", "body": "Avant.\n\n## Autre {#autre}\n\nAprès."}
    edit(editing.save_block, block="parties", language="fr", fields=fields, required=True, revision=FIRST)
    faults = faults_of(reading, the_draft(reading))
    assert [(fault.block, fault.code) for fault in faults] == [("parties", "read_otherwise")]


@pytest.mark.postgres
def test_a_draft_with_faults_is_not_published_and_keeps_everything(
    app: Flask, database: Database, cast: Cast, store: Store, reading: Session, edit: Edit
) -> None:
    edit(editing.add_block, unit="la-scie", after=None, type="text")
    before = draft_state(reading, the_draft(reading))
    with app.app_context(), database.writing() as session, pytest.raises(FaultsFound) as refused:
        publish_version(session, cast.author.actor, store=store, slug=SLUG)
    assert {fault["code"] for fault in refused.value.facts["faults"]} == {"block_empty"}
    assert draft_state(reading, the_draft(reading)) == before


@pytest.mark.postgres
@pytest.mark.parametrize("beforehand", [True, False])
def test_what_is_hidden_is_left_out_of_a_version_and_kept_in_its_files(
    app: Flask, database: Database, cast: Cast, store: Store, reading: Session, edit: Edit, beforehand: bool
) -> None:
    edit(editing.hide_block, block="suite", hidden=True)
    files = files_of(reading, store, the_draft(reading))
    reading.rollback()
    actor = cast.author.actor
    with app.app_context(), database.writing() as session:
        ready = make_ready(session, actor, store=store, slug=SLUG) if beforehand else None
        version = publish_version(session, actor, store=store, slug=SLUG, ready=ready)
    outline = get_outline(reading, version.id)
    assert outline.block("suite") is None
    assert [block.position for block in outline.units[0].blocks] == list(range(1, 10))
    assert files_of(reading, store, version) == files
    rows = reading.scalars(select(Block).where(Block.version_id == version.id))
    assert [block.source for block in rows] == [{}] * 10
    with app.app_context(), database.writing() as session:
        draft = editing.open_draft(session, actor, store=store, slug=SLUG)
        found = get_outline(session, draft.id).block("suite")
        assert found is not None
        assert found.is_hidden


@pytest.mark.postgres
def test_what_was_made_ready_of_an_earlier_draft_is_made_again(
    app: Flask, database: Database, cast: Cast, store: Store, reading: Session, edit: Edit
) -> None:
    edit(editing.hide_block, block="suite", hidden=True)
    actor = cast.author.actor
    with app.app_context(), database.session(writes=True) as session:
        ready = make_ready(session, actor, store=store, slug=SLUG)
    edit(editing.hide_block, block="suite", hidden=False)
    with app.app_context(), database.writing() as session:
        version = publish_version(session, actor, store=store, slug=SLUG, ready=ready)
    assert get_outline(reading, version.id).block("suite") is not None


@pytest.mark.postgres
def test_a_draft_that_came_back_to_the_current_version_publishes_nothing(
    app: Flask, database: Database, cast: Cast, store: Store, publish: Publish
) -> None:
    version, actor = publish(), cast.author.actor
    with app.app_context(), database.writing() as session:
        editing.open_draft(session, actor, store=store, slug=SLUG)
        editing.hide_block(session, actor, slug=SLUG, block="vue", hidden=True)
        editing.hide_block(session, actor, slug=SLUG, block="vue", hidden=False)
    with app.app_context(), database.writing() as session:
        assert publish_version(session, actor, store=store, slug=SLUG).id == version.id


BLOCKS = st.lists(blocks("x"), min_size=1, max_size=4)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(BLOCKS, st.randoms(use_true_random=False))
def test_what_the_verbs_make_is_exported_and_comes_back_identical(
    app: Flask, database: Database, cast: Cast, store: Store, made: list[BlockSource], choice: Any
) -> None:
    with app.app_context(), database.session(writes=True) as session:
        actor = cast.author.actor
        replace_draft(session, actor, store=store, slug=SLUG, files=newer_sample())
        for block in made:
            write_one(session, actor, block, choice)
        draft = editing.open_draft(session, actor, store=store, slug=SLUG)
        assert faults_of(session, draft) == []
        told, files = draft_state(session, draft), files_of(session, store, draft)
        module = lock_module(session, SLUG)
        assert module is not None
        back = put_draft(session, store, module, prepare(store, files), by=None)
        assert files_of(session, store, back) == files
        assert draft_state(session, back) == told
        session.rollback()


def write_one(session: Session, actor: Any, block: BlockSource, choice: Any) -> None:
    unit = choice.choice(["la-scie", "le-tour"])
    kind = question_type(block) if isinstance(block, Question) else None
    row = editing.add_block(
        session, actor, slug=SLUG, unit=unit, after=None, type=block_type(block), question_type=kind
    )
    editing.save_block(
        session,
        actor,
        slug=SLUG,
        block=row.code,
        language="fr",
        fields=to_fields(block),
        required=block.required,
        revision=row.revision,
    )
    if choice.random() < 0.5:
        editing.move_block(session, actor, slug=SLUG, block=row.code, unit="la-scie", after="vue")
    if choice.random() < 0.3:
        editing.hide_block(session, actor, slug=SLUG, block=row.code, hidden=True)
    if choice.random() < 0.3:
        editing.copy_block(session, actor, slug=SLUG, block=row.code)
    if choice.random() < 0.2:
        unit = editing.copy_unit(session, actor, slug=SLUG, unit="la-scie").code
        editing.move_unit(session, actor, slug=SLUG, unit=unit, after=None)


@pytest.mark.parametrize("folder", sorted(CONTENT.iterdir()), ids=lambda folder: folder.name)
def test_a_shipped_module_opened_as_a_draft_is_exported_byte_for_byte(
    session: Session, cast: Cast, store: Store, folder: Path
) -> None:
    files, actor = read_folder(folder), cast.author.actor
    draft = replace_draft(session, actor, store=store, slug=folder.name, files=files)
    module = lock_module(session, folder.name)
    assert module is not None
    # What was changed and changed back leaves the draft without an archive: its rows alone tell what it says.
    Desk(session, actor.id, module, draft).touch()
    assert files_of(session, store, draft) == files
    assert faults_of(session, draft) == []
