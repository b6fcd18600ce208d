"""Units and the head of a draft edited in place, and modules begun from nothing."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.catalogue.models import Block, ModuleVersion, Unit
from app.catalogue.queries import find_module, get_outline
from app.catalogue.services import editing
from app.catalogue.services.editing import HeadMoved, LastUnit, UnitMoved
from app.catalogue.services.modules import LanguageFixed
from app.kernel.db import Database
from tests.cast import Cast
from tests.catalogue.conftest import SLUG, Publish
from tests.catalogue.editing import FIRST, Edit, codes, draft_id

pytestmark = pytest.mark.postgres


def units(session: Session) -> list[Unit]:
    session.rollback()
    rows = select(Unit).where(Unit.version_id == draft_id(session)).order_by(Unit.position)
    found = list(session.scalars(rows))
    assert [unit.position for unit in found] == list(range(1, len(found) + 1))
    return found


def names(session: Session) -> list[str]:
    return [unit.code for unit in units(session)]


def words(title: str) -> dict[str, Any]:
    return {"title": title, "outcomes": [" Nommer\nles parties ", ""], "bring": [], "resources": []}


def test_a_unit_says_something_else_of_itself(reading: Session, edit: Edit) -> None:
    saved = edit(
        editing.save_unit,
        unit="la-scie",
        language="fr",
        words=words("La grande scie"),
        minutes=45,
        revision=FIRST,
    )
    assert (saved.title, saved.minutes, saved.outcomes) == ("La grande scie", 45, ["Nommer les parties"])
    assert saved.revision > FIRST


def test_another_language_of_a_unit_begins_with_its_words(reading: Session, edit: Edit) -> None:
    edit(editing.save_unit, unit="la-scie", language="en", words=words("The saw"), revision=FIRST)
    assert units(reading)[0].title == "La scie"
    fields = {"title": None, "body": "The text goes on."}
    edit(editing.save_block, block="suite", language="en", fields=fields, required=False, revision=FIRST)
    outline = get_outline(reading, draft_id(reading), "en")
    assert outline.units[0].title == "The saw"


def test_the_second_author_of_a_unit_is_told_what_the_first_wrote(edit: Edit) -> None:
    edit(editing.save_unit, unit="la-scie", language="fr", words=words("Une"), revision=FIRST)
    with pytest.raises(UnitMoved) as told:
        edit(editing.save_unit, unit="la-scie", language="fr", words=words("Deux"), revision=FIRST)
    assert told.value.facts["words"]["title"] == "Une"
    edit(editing.save_unit, unit="la-scie", language="en", words=words("Two"), revision=FIRST)


def test_units_are_added_moved_copied_hidden_and_removed(reading: Session, edit: Edit) -> None:
    added = edit(editing.add_unit, place="in_centre", title="L’établi").code
    assert names(reading) == ["la-scie", "au-banc", added]
    assert len(codes(reading, added)) == 1
    edit(editing.move_unit, unit=added, after=None)
    assert names(reading) == [added, "la-scie", "au-banc"]
    copy = edit(editing.copy_unit, unit="la-scie")
    assert names(reading) == [added, "la-scie", copy.code, "au-banc"]
    assert len(codes(reading, copy.code)) == len(codes(reading, "la-scie"))
    assert len({unit.name for unit in units(reading)}) == 4
    edit(editing.hide_unit, unit=copy.code, hidden=True)
    assert [unit.is_hidden for unit in units(reading)] == [False, False, True, False]
    edit(editing.remove_unit, unit=added)
    assert names(reading) == ["la-scie", copy.code, "au-banc"]


def test_a_module_keeps_one_unit(edit: Edit) -> None:
    edit(editing.remove_unit, unit="la-scie")
    with pytest.raises(LastUnit):
        edit(editing.remove_unit, unit="au-banc")


def test_a_unit_may_lose_its_last_block_while_it_is_written(reading: Session, edit: Edit) -> None:
    edit(editing.remove_block, block="reglage")
    assert codes(reading, "au-banc") == []
    edit(editing.add_block, unit="au-banc", after=None, type="in-centre")
    assert len(codes(reading, "au-banc")) == 1


def test_what_a_module_says_of_itself_shows_at_once_before_its_first_publication(
    reading: Session, edit: Edit
) -> None:
    edit(editing.save_head, head={"title": "Atelier", "outcomes": ["Régler"]}, revision=FIRST)
    module = find_module(reading, SLUG)
    assert module is not None
    assert module.title == "Atelier"
    with pytest.raises(HeadMoved) as told:
        edit(editing.save_head, head={"title": "Autre"}, revision=FIRST)
    assert told.value.facts["head"]["title"] == "Atelier"


def test_the_language_of_a_draft_may_be_put_right(reading: Session, edit: Edit) -> None:
    edit(editing.save_head, head={"language": "nl"}, revision=FIRST)
    draft = reading.get_one(ModuleVersion, draft_id(reading))
    assert draft.head["language"] == "nl"
    rows = reading.scalars(select(Block).where(Block.version_id == draft.id))
    assert {tuple(block.source) for block in rows} == {("nl",)}
    assert get_outline(reading, draft.id).language == "nl"


def test_the_language_of_a_published_module_stays(
    app: Flask, database: Database, cast: Cast, store: Any, publish: Publish
) -> None:
    publish()
    with app.app_context(), database.writing() as session:
        draft = editing.open_draft(session, cast.author.actor, store=store, slug=SLUG)
        with pytest.raises(LanguageFixed):
            editing.save_head(
                session,
                cast.author.actor,
                slug=SLUG,
                head={"language": "nl"},
                revision=draft.head_revision,
            )


def test_a_module_begins_with_its_title(app: Flask, database: Database, cast: Cast, reading: Session) -> None:
    with app.app_context(), database.writing() as session:
        for _ in range(2):
            editing.begin_module(
                session, cast.author.actor, title="La scie à ruban", language="fr", sector="wood"
            )
    module = find_module(reading, "la-scie-a-ruban")
    assert module is not None
    assert (module.centre_id, module.current_number) == (cast.centre_id, 0)
    draft = reading.scalars(select(ModuleVersion).where(ModuleVersion.module_id == module.id)).one()
    assert [(unit.place.value, len(unit.blocks)) for unit in get_outline(reading, draft.id).units] == [
        ("remote", 1)
    ]
