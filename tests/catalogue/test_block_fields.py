"""Blocks as JSON, to be edited."""

import pytest
from hypothesis import given

from app.catalogue.content import parse
from app.catalogue.content.block_checking import check_block, empty_fields, read_back
from app.catalogue.content.block_fields import QUESTIONS, Fields, FieldsUnfit, from_fields, to_fields
from app.catalogue.content.compiling import compile_block
from app.catalogue.content.showing import compile_leniently
from app.catalogue.content.sources import ATTRIBUTES, BlockSource, block_type
from tests.catalogue.newer_samples import newer_sample
from tests.catalogue.strategies import blocks

KINDS = [(word, None) for word in ATTRIBUTES if word != "question"] + [
    ("question", word) for word in QUESTIONS
]


@given(blocks("b"))
def test_a_block_is_the_same_after_its_fields(block: BlockSource) -> None:
    fields = to_fields(block)
    assert from_fields(block_type(block), "b", block.required, fields) == block
    assert check_block(block_type(block), fields) == ()


@given(blocks("b"))
def test_a_block_without_a_fault_shows_as_it_will_be_published(block: BlockSource) -> None:
    assert compile_leniently(block, "fr") == compile_block(block, "fr")
    assert read_back(block).block == block


@pytest.mark.parametrize(("word", "question"), KINDS)
def test_a_new_block_of_each_type_shows_and_has_its_faults(word: str, question: str | None) -> None:
    fields = empty_fields(word, question)
    assert check_block(word, fields) != ()
    shown = compile_leniently(from_fields(word, "b", True, fields), "fr")
    assert shown.type == word


def test_fields_have_no_id_and_nothing_that_follows_from_another() -> None:
    module = parse(newer_sample()).module
    assert module is not None
    fields = {block.id: to_fields(block) for unit in module.units for block in unit.blocks}
    assert fields["suite"] == {"title": None, "body": "Le texte continue."}
    assert next(iter(fields["completer"])) == "type"
    assert {"id", "required", "hidden", "line", "gaps", "multiple"} & {
        key for each in fields.values() for key in each
    } == set()
    assert fields["reglage"]["criteria"][0] == {
        "id": "debrancher",
        "text": "Débranche la scie",
        "critical": True,
    }


@pytest.mark.parametrize(
    ("word", "fields", "at"),
    [
        ("text", {"body": 1}, "body"),
        ("text", {"colour": ""}, "?"),
        ("steps", {"steps": "x"}, "steps"),
        ("steps", {"steps": ["x"] * 101}, "steps"),
        ("in-centre", {"minutes": "many"}, "minutes"),
        ("question", {"type": "choice", "answers": [{"right": "no"}]}, "answers.0.right"),
        ("question", {"type": "choice", "answers": [{"colour": ""}]}, "answers.0"),
        ("question", {"type": "quiz"}, "type"),
        ("poem", {}, "type"),
    ],
)
def test_a_value_of_another_shape_is_refused_with_its_place(word: str, fields: Fields, at: str) -> None:
    with pytest.raises(FieldsUnfit) as refused:
        from_fields(word, "b", True, fields)
    assert refused.value.facts["at"] == at


@pytest.mark.parametrize(
    ("word", "fields"),
    [
        ("text", {"title": "Un", "body": "Avant.\n\n## Autre {#autre}\n\nAprès."}),
        ("callout", {"kind": "tip", "title": "Un", "body": "Avant.\n:::\nAprès."}),
        ("checklist", {"title": "Un", "introduction": "- [ ] a", "items": ["b"]}),
        (
            "comparison",
            {
                "title": "Un",
                "columns": [{"heading": "a", "body": "### b\n\nc"}, {"heading": "d", "body": "e"}],
            },
        ),
    ],
)
def test_words_that_files_would_not_give_back_are_a_fault(word: str, fields: Fields) -> None:
    assert check_block(word, fields) != ()


def test_marks_of_the_format_inside_a_text_are_told() -> None:
    fields = {"title": "Un", "introduction": "- [ ] a", "items": ["b"]}
    assert [fault.code for fault in check_block("checklist", fields)] == ["read_otherwise"]


def test_a_layout_of_ones_own_is_no_fault_and_becomes_canonical() -> None:
    block = from_fields(
        "text", "b", True, {"title": "  Un\n titre ", "body": "* a\r\n* b  \n\n\n\nfin\nde ligne"}
    )
    read = read_back(block)
    assert read.faults == ()
    assert to_fields(read.block) == {"title": "Un titre", "body": "- a\n- b\n\nfin de ligne"}
