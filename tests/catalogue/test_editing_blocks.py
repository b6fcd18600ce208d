"""A draft edited in place, block by block."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.catalogue.content.block_fields import FieldsUnfit
from app.catalogue.models import Block, Change, Unit
from app.catalogue.queries import list_blocks
from app.catalogue.services import editing
from app.catalogue.services.editing import BlockMoved
from app.kernel.db import Database
from app.kernel.errors import Denied, NotFound, TextTooLong
from app.network.models import Centre
from app.people.models import Role
from tests.cast import Cast, add_member
from tests.catalogue.conftest import SLUG, Publish
from tests.catalogue.editing import FIRST, Edit, codes, draft_id, html, row
from tests.conftest import Hands
from tests.counting import statements

pytestmark = pytest.mark.postgres


def text(body: str) -> dict[str, Any]:
    return {"title": None, "body": body}


def saved(edit: Edit, body: str, *, who: Any = None, revision: int = FIRST, code: str = "suite") -> Block:
    found: Block = edit(
        editing.save_block,
        who,
        block=code,
        language="fr",
        fields=text(body),
        required=False,
        revision=revision,
    )
    return found


def test_what_an_author_writes_is_kept_and_shown(reading: Session, edit: Edit) -> None:
    assert saved(edit, "Un *autre* texte.").revision == FIRST + 1
    assert html(reading, "suite") == "<p>Un <em>autre</em> texte.</p>"
    assert row(reading, "suite").source == {"fr": text("Un *autre* texte.")}


def test_a_draft_keeps_what_has_faults_and_shows_what_it_can(reading: Session, edit: Edit) -> None:
    added = edit(editing.add_block, unit="la-scie", after="vue", type="question", question_type="match")
    fields = {
        "type": "match",
        "statement": "Associez.",
        "pairs": [{"left": "Lame", "right": "Coupe"}],
        "wrong_pairs": [{"left": "Personne", "right": "Rien", "feedback": ""}],
    }
    edit(
        editing.save_block,
        block=added.code,
        language="fr",
        fields=fields,
        required=True,
        revision=added.revision,
    )
    assert row(reading, added.code).source["fr"]["wrong_pairs"][0]["left"] == "Personne"
    assert html(reading, added.code) == "<p>Associez.</p>"


def test_trap_21_the_second_author_of_a_block_is_told_and_sees_both_texts(
    app: Flask, database: Database, cast: Cast, reading: Session, edit: Edit
) -> None:
    with app.app_context(), database.writing() as session:
        centre = session.get_one(Centre, cast.centre_id)
        other = add_member(session, "Bruno", centre, Role.TRAINER)
    read = row(reading, "suite").revision
    saved(edit, "Le premier.", revision=read)
    with pytest.raises(BlockMoved) as told:
        saved(edit, "Le second.", who=other, revision=read)
    assert told.value.facts["fields"] == text("Le premier.")
    assert (told.value.facts["by"], told.value.facts["revision"]) == ("Fatou Test", read + 1)
    assert row(reading, "suite").source["fr"] == text("Le premier.")
    saved(edit, "Le premier. Le second.", who=other, revision=told.value.facts["revision"])
    assert row(reading, "suite").source["fr"] == text("Le premier. Le second.")


def test_two_authors_of_two_blocks_of_one_unit_both_save(reading: Session, edit: Edit) -> None:
    saved(edit, "Ici.", code="suite")
    fields = {"title": "Les parties", "body": "Là."}
    edit(editing.save_block, block="parties", language="fr", fields=fields, required=True, revision=FIRST)
    assert (html(reading, "suite"), html(reading, "parties")) == ("<p>Ici.</p>", "<p>Là.</p>")


def test_sending_the_same_again_changes_nothing(reading: Session, edit: Edit) -> None:
    saved(edit, "Une fois.")
    assert saved(edit, "Une fois.").revision == FIRST + 1
    assert len(list(reading.scalars(select(Change).where(Change.verb == "block_saved")))) == 1


def test_what_one_person_types_in_a_few_minutes_is_one_change(
    clock: Hands, reading: Session, edit: Edit
) -> None:
    saved(edit, "U")
    clock.move(minutes=4)
    saved(edit, "Un", revision=FIRST + 1)
    clock.move(minutes=2)
    saved(edit, "Un mot", revision=FIRST + 2)
    changes = list(reading.scalars(select(Change).where(Change.block != "").order_by(Change.id)))
    assert [change.after["source"]["fr"]["body"] for change in changes] == ["Un", "Un mot"]
    assert [change.before["source"]["fr"]["body"] for change in changes] == ["Le texte continue.", "Un"]


def test_a_new_block_stands_where_it_was_asked_for(reading: Session, edit: Edit) -> None:
    first = edit(editing.add_block, unit="la-scie", after=None, type="text").code
    later = edit(editing.add_block, unit="la-scie", after="vue", type="question", question_type="order").code
    found = codes(reading, "la-scie")
    assert found[0] == first
    assert found[found.index("vue") + 1] == later


def test_a_block_moves_within_its_unit_and_to_another(reading: Session, edit: Edit) -> None:
    edit(editing.move_block, block="avant", unit="la-scie", after="parties")
    assert codes(reading, "la-scie")[:3] == ["parties", "avant", "alerte-lame"]
    edit(editing.move_block, block="parties", unit="la-scie", after="alerte-lame")
    assert codes(reading, "la-scie")[:3] == ["avant", "alerte-lame", "parties"]
    edit(editing.move_block, block="avant", unit="au-banc", after="reglage")
    assert codes(reading, "au-banc") == ["reglage", "avant"]
    assert codes(reading, "la-scie")[:2] == ["alerte-lame", "parties"]


def test_a_copy_has_ids_of_its_own_criteria_too(reading: Session, edit: Edit) -> None:
    copy = edit(editing.copy_block, block="reglage")
    assert codes(reading, "au-banc") == ["reglage", copy.code]
    there, here = row(reading, "reglage").source["fr"], row(reading, copy.code).source["fr"]
    assert {item["id"] for item in there["criteria"]} & {item["id"] for item in here["criteria"]} == set()
    assert [item["text"] for item in there["criteria"]] == [item["text"] for item in here["criteria"]]


def test_a_new_criterion_gets_an_id_and_keeps_it(reading: Session, edit: Edit) -> None:
    fields = row(reading, "reglage").source["fr"]
    fields = {**fields, "criteria": [*fields["criteria"], {"text": "Range la scie"}]}
    edit(editing.save_block, block="reglage", language="fr", fields=fields, required=True, revision=FIRST)
    made = row(reading, "reglage").source["fr"]["criteria"]
    assert [item["id"] for item in made[:2]] == ["debrancher", "mesurer"]
    assert made[2]["id"]


def test_a_removed_block_is_gone_from_the_draft(reading: Session, edit: Edit) -> None:
    edit(editing.remove_block, block="suite")
    assert "suite" not in codes(reading, "la-scie")


def test_a_block_is_hidden_and_shown_again(reading: Session, edit: Edit) -> None:
    edit(editing.hide_block, block="suite", hidden=True)
    assert row(reading, "suite").is_hidden
    edit(editing.hide_block, block="suite", hidden=False)
    assert not row(reading, "suite").is_hidden


def test_fields_of_another_shape_and_texts_without_end_are_refused(edit: Edit) -> None:
    for fields in ({"body": ["x"]}, {"body": "x", "colour": "red"}):
        with pytest.raises(FieldsUnfit):
            edit(
                editing.save_block, block="suite", language="fr", fields=fields, required=True, revision=FIRST
            )
    with pytest.raises(TextTooLong):
        saved(edit, "x" * 20_001)


def test_only_the_trainers_of_the_centre_edit(cast: Cast, edit: Edit) -> None:
    for person in (cast.learner, cast.other_author):
        with pytest.raises((NotFound, Denied)):
            saved(edit, "Pas le mien.", who=person)


def test_saving_a_block_takes_few_statements(app: Flask, database: Database, cast: Cast, edit: Edit) -> None:
    with app.app_context(), statements(database) as seen, database.writing() as session:
        fields = {"src": "scie.svg", "alt": "La scie", "caption": "La scie, de face."}
        editing.save_block(
            session,
            cast.author.actor,
            slug=SLUG,
            block="vue",
            language="fr",
            fields=fields,
            required=True,
            revision=FIRST,
        )
    assert len(seen) <= 10, seen


def test_a_draft_is_opened_from_the_current_version_as_it_shows(
    app: Flask, database: Database, cast: Cast, store: Any, publish: Publish, reading: Session
) -> None:
    version = publish()
    with app.app_context(), database.writing() as session:
        editing.open_draft(session, cast.author.actor, store=store, slug=SLUG)
    draft = draft_id(reading)
    for unit in ("la-scie", "au-banc"):
        shown = [(view.code, view.html, view.label) for view in list_blocks(reading, draft, unit, "fr")]
        assert shown == [
            (view.code, view.html, view.label) for view in list_blocks(reading, version.id, unit, "fr")
        ]
    units_in_order = select(Unit).where(Unit.version_id == draft).order_by(Unit.position)
    assert [unit.name for unit in reading.scalars(units_in_order)] == [
        "01-la-scie",
        "02-au-banc",
    ]
