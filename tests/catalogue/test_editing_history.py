"""What was done to a draft, and the ways back."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.catalogue.differences import compare_texts, differences
from app.catalogue.history import list_changes
from app.catalogue.models import Change
from app.catalogue.services import editing
from app.catalogue.services.editing import ChangedSince
from app.kernel.errors import Denied, NotFound
from tests.cast import Cast
from tests.catalogue.conftest import SLUG, Publish
from tests.catalogue.editing import FIRST, Edit, codes, row
from tests.catalogue.samples import SCIE
from tests.conftest import Hands

pytestmark = pytest.mark.postgres


def changes(session: Session, cast: Cast, **words: Any) -> list[Change]:
    session.rollback()
    return list_changes(session, cast.author.actor, SLUG, **words)


def write(edit: Edit, session: Session, body: str) -> None:
    edit(
        editing.save_block,
        block="suite",
        language="fr",
        fields={"title": None, "body": body},
        required=False,
        revision=row(session, "suite").revision,
    )


def said(session: Session) -> str:
    body: str = row(session, "suite").source["fr"]["body"]
    return body


def test_the_history_tells_the_last_change_first_and_of_one_block(
    reading: Session, cast: Cast, edit: Edit
) -> None:
    write(edit, reading, "Un.")
    edit(editing.hide_block, block="vue", hidden=True)
    assert [change.verb for change in changes(reading, cast)] == [
        "block_hidden",
        "block_saved",
        "draft_replaced",
    ]
    assert [change.verb for change in changes(reading, cast, block="suite")] == ["block_saved"]
    last = changes(reading, cast, limit=1)[0]
    assert changes(reading, cast, after=last.id)[0].verb == "block_saved"


def test_the_history_is_for_those_who_edit(reading: Session, cast: Cast, opened: None) -> None:
    for person in (cast.learner, cast.other_author):
        with pytest.raises((NotFound, Denied)):
            list_changes(reading, person.actor, SLUG)


VERBS: list[tuple[Any, dict[str, Any]]] = [
    (editing.add_block, {"unit": "la-scie", "after": "vue", "type": "text"}),
    (editing.copy_block, {"block": "reglage"}),
    (editing.move_block, {"block": "avant", "unit": "au-banc", "after": "reglage"}),
    (editing.hide_block, {"block": "suite", "hidden": True}),
    (editing.remove_block, {"block": "suite"}),
    (
        editing.save_block,
        {
            "block": "suite",
            "language": "fr",
            "fields": {"body": "Autre."},
            "required": True,
            "revision": FIRST,
        },
    ),
    (editing.add_unit, {"place": "remote"}),
    (editing.copy_unit, {"unit": "la-scie"}),
    (editing.move_unit, {"unit": "au-banc", "after": None}),
    (editing.hide_unit, {"unit": "la-scie", "hidden": True}),
    (editing.remove_unit, {"unit": "la-scie"}),
    (
        editing.save_unit,
        {"unit": "la-scie", "language": "en", "words": {"title": "The saw"}, "revision": FIRST},
    ),
    (editing.save_head, {"head": {"title": "Autre"}, "revision": FIRST}),
]


@pytest.mark.parametrize(("verb", "words"), VERBS, ids=lambda value: getattr(value, "__name__", ""))
def test_every_change_is_undone_and_the_undoing_too(
    reading: Session, cast: Cast, edit: Edit, verb: Any, words: dict[str, Any]
) -> None:
    before = whole(reading)
    edit(verb, **words)
    after = whole(reading)
    assert before != after
    edit(editing.undo, change_id=changes(reading, cast, limit=1)[0].id)
    assert whole(reading) == before
    edit(editing.undo, change_id=changes(reading, cast, limit=1)[0].id)
    assert whole(reading) == after


def whole(session: Session) -> Any:
    from app.catalogue.models import ModuleVersion
    from app.catalogue.services.editing.drafts_whole import draft_state
    from tests.catalogue.editing import draft_id

    session.rollback()
    session.expire_all()
    state = draft_state(session, session.get_one(ModuleVersion, draft_id(session)))
    for unit in state["units"]:
        codes(session, unit["code"])
    return state


def test_a_change_that_others_have_followed_is_not_undone(reading: Session, cast: Cast, edit: Edit) -> None:
    write(edit, reading, "Un.")
    first = changes(reading, cast)[0].id
    edit(editing.hide_block, block="suite", hidden=True)
    edit(editing.undo, change_id=first)
    assert said(reading) == "Le texte continue."
    write(edit, reading, "Deux.")
    with pytest.raises(ChangedSince):
        edit(editing.undo, change_id=first)


def test_a_removed_block_comes_back_to_a_unit_that_is_still_there(
    reading: Session, cast: Cast, edit: Edit
) -> None:
    removed = edit(editing.remove_block, block="suite").id
    edit(editing.remove_block, block="alerte-lame")
    edit(editing.undo, change_id=removed)
    assert codes(reading, "la-scie")[-1] == "suite"
    again = edit(editing.remove_block, block="suite").id
    edit(editing.remove_unit, unit="la-scie")
    with pytest.raises(ChangedSince):
        edit(editing.undo, change_id=again)


def test_an_earlier_text_is_taken_up_again_and_the_later_stays_in_the_history(
    clock: Hands, reading: Session, cast: Cast, edit: Edit
) -> None:
    for body in ("Un.", "Deux.", "Trois."):
        write(edit, reading, body)
        clock.move(minutes=10)
    first = changes(reading, cast, block="suite")[-1].id
    edit(editing.restore, change_id=first)
    assert said(reading) == "Un."
    assert changes(reading, cast, limit=1)[0].before["source"]["fr"]["body"] == "Trois."
    edit(editing.restore, change_id=first, before=True)
    assert said(reading) == "Le texte continue."


def test_files_that_take_the_place_of_a_draft_give_it_back(
    reading: Session, cast: Cast, edit: Edit, save: Publish
) -> None:
    write(edit, reading, "Un travail de la matinée.")
    edit(editing.remove_block, block="avant")
    before = whole(reading)
    save(scie=SCIE.replace("Le texte continue", "Rien de cela"))
    assert said(reading) == "Rien de cela."
    imported = changes(reading, cast, limit=1)[0]
    assert (imported.verb, imported.by) == ("draft_replaced", cast.author.actor.id)
    edit(editing.undo, change_id=imported.id)
    assert whole(reading) == before


def test_who_typed_before_files_came_is_told(reading: Session, edit: Edit, save: Publish) -> None:
    read = row(reading, "suite").revision
    save(scie=SCIE.replace("Le texte continue", "Rien de cela"))
    with pytest.raises(editing.BlockMoved) as told:
        edit(
            editing.save_block,
            block="suite",
            language="fr",
            fields={"body": "Le mien."},
            required=False,
            revision=read,
        )
    assert told.value.facts["fields"]["body"] == "Rien de cela."


def test_differences_are_told_word_by_word_where_they_are() -> None:
    before = {"body": "Un texte court.", "hints": ["a", "b"], "tries": None, "same": 1}
    after = {"body": "Un texte long.", "hints": ["z", "a", "b"], "tries": 2, "same": 1}
    found = {each.label_key: each.pieces for each in differences(before, after)}
    assert found == {
        "body": [("same", "Un texte "), ("del", "court"), ("ins", "long"), ("same", ".")],
        "hints.0": [("ins", "z")],
        "tries": [("ins", "2")],
    }


def test_a_text_without_end_is_told_as_replaced() -> None:
    assert compare_texts("a " * 4000, "b") == [("del", "a " * 4000), ("ins", "b")]
