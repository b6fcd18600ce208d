"""A form of a block, filled in and read back, says what it said; a form that is not ours is refused in words."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, render_template
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from app.catalogue.content import parse
from app.catalogue.content.block_fields import to_fields
from app.catalogue.content.folders import read_folder
from app.catalogue.content.sources import BlockSource, block_type
from app.kernel.errors import DomainError, TextTooLong
from app.kernel.sentences import sentence_for
from app.studio.forms.reading import read_form, read_required
from app.studio.forms.refusals import FormUnfit, NotWhole, TooManyRows
from app.studio.forms.rows import asks_for_rows, with_rows
from app.studio.forms.samples import samples
from app.studio.forms.shapes import ASKED, PLAIN
from tests.catalogue.strategies import blocks
from tests.studio.controls import successful_controls

SHIPPED = sorted(path for path in (Path(__file__).parents[2] / "content").iterdir() if path.is_dir())
MEDIA = [{"name": "scie.svg", "type": "image/svg+xml"}, {"name": "film.vtt", "type": "text/vtt"}]


@pytest.fixture
def page(app: Flask) -> Iterator[Flask]:
    with app.test_request_context("/"):
        yield app


def rendered(kind: str, fields: dict[str, Any]) -> str:
    return render_template(f"studio/forms/{kind}.html", fields=fields, media=MEDIA, terms=["VAT"])


def typed(kind: str, fields: dict[str, Any]) -> MultiDict[str, str]:
    return successful_controls(rendered(kind, fields))


def form(*sent: tuple[str, str]) -> MultiDict[str, str]:
    return MultiDict(sent)


def assert_comes_back(block: BlockSource) -> None:
    kind, fields = block_type(block), to_fields(block)
    assert read_form(kind, typed(kind, fields)) == fields


@given(block=blocks("un"))
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_block_shown_in_its_form_and_read_back_is_the_same(page: Flask, block: BlockSource) -> None:
    assert_comes_back(block)


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda folder: folder.name)
def test_every_block_of_the_shipped_modules_comes_back_from_its_form(page: Flask, folder: Path) -> None:
    module = parse(read_folder(folder)).module
    assert module
    for unit in module.units_in_every_language():
        for block in unit.blocks:
            assert_comes_back(block)


def test_every_type_has_a_form_and_a_sample(page: Flask) -> None:
    shown = [fields.get("type", kind) for kind, fields in samples()]
    assert sorted(shown) == sorted([*PLAIN, *ASKED])
    for kind, fields in samples():
        assert rendered(kind, fields)


def test_rows_stand_in_the_order_in_which_they_were_sent() -> None:
    sent = form(("title", "Ordre"), ("steps.7", "Couper"), ("steps.0", "Verrouiller"), ("steps.3", ""))
    assert read_form("steps", sent)["steps"] == ["Couper", "Verrouiller"]


def test_an_empty_row_between_two_stays() -> None:
    sent = form(("steps.0", "Couper"), ("steps.1", ""), ("steps.2", "Mesurer"))
    assert read_form("steps", sent)["steps"] == ["Couper", "", "Mesurer"]


def test_what_is_missing_is_empty() -> None:
    assert read_form("callout", form()) == {"kind": "", "title": "", "body": ""}
    assert read_form("text", form())["title"] is None


def test_one_answer_of_a_choice_is_right_and_several_of_a_multiple() -> None:
    rows = [("answers.0.text", "Oui"), ("answers.1.text", "Non")]
    marks = [("answers.0.right", "1"), ("answers.1.right", "1")]
    one = read_form("question", form(("type", "choice"), *rows, ("answers.right", "1")))
    both = read_form("question", form(("type", "multiple"), *rows, *marks))
    changed = read_form("question", form(("type", "choice"), *rows, *marks))
    assert [answer["right"] for answer in one["answers"]] == [False, True]
    assert [answer["right"] for answer in both["answers"]] == [True, True]
    assert [answer["right"] for answer in changed["answers"]] == [True, False]


def test_numbers_are_typed_with_a_comma_and_kept_with_a_point() -> None:
    sent = form(("type", "number"), ("answer", "1\u00a0250,5"), ("tolerance", "à peu près"))
    fields = read_form("question", sent)
    assert (fields["answer"], fields["tolerance"]) == ("1250.5", "à peu près")


def test_gaps_take_what_their_rows_say_wherever_the_sentence_moved_them() -> None:
    sent = form(
        ("type", "cloze"),
        ("statement", "Une {{neuf}} puis {{b}} et {{a}}."),
        *[("gaps.0.texts.0", "a"), ("gaps.0.texts.1", "A"), ("gaps.0.is_picked", "1")],
        *[("gaps.1.texts.0", "b"), ("gaps.1.texts.1", "x | y {"), ("gaps.1.is_picked", "")],
        *[("wrong_gaps.0.gap", "1"), ("wrong_gaps.0.value", "A")],
    )
    fields = read_form("question", sent)
    assert fields["statement"] == "Une {{neuf}} puis {{b|x y}} et {{=a|A}}."
    assert fields["wrong_gaps"] == [{"gap": 3, "value": "A", "feedback": ""}]


def test_a_gap_whose_word_was_changed_keeps_its_row() -> None:
    sent = form(
        ("type", "cloze"),
        ("statement", "Une {{source}}."),
        *[("gaps.0.texts.0", "sourc"), ("gaps.0.texts.1", "alimentation")],
    )
    assert read_form("question", sent)["statement"] == "Une {{source|alimentation}}."


def test_an_error_of_a_gap_that_went_is_kept_and_names_none() -> None:
    sent = form(
        ("type", "cloze"),
        ("statement", "Une {{source}}."),
        *[("gaps.0.texts.0", "lampe"), ("gaps.1.texts.0", "source"), ("wrong_gaps.0.gap", "1")],
        ("wrong_gaps.0.value", "bougie"),
    )
    assert read_form("question", sent)["wrong_gaps"][0] == {"gap": 0, "value": "bougie", "feedback": ""}


@pytest.mark.parametrize(
    ("kind", "sent", "refusal"),
    [
        ("inconnu", [], FormUnfit),
        ("question", [], FormUnfit),
        ("question", [("type", "devinette")], FormUnfit),
        ("callout", [("title.0", "x")], FormUnfit),
        ("callout", [("titre", "x")], FormUnfit),
        ("callout", [("", "x")], FormUnfit),
        ("callout", [("title.a.b.c.d.e.f", "x")], FormUnfit),
        ("steps", [("steps", "x")], FormUnfit),
        ("steps", [("steps.1000", "x")], FormUnfit),
        ("steps", [("steps.-1", "x")], FormUnfit),
        ("steps", [("steps.²", "x")], FormUnfit),
        ("steps", [("steps.0", "x"), ("steps.0.text", "x")], FormUnfit),
        ("steps", [("steps.0.text", "x"), ("steps.0", "x")], FormUnfit),
        ("steps", [(f"steps.{number}", "x") for number in range(51)], TooManyRows),
        ("in-centre", [("criteria.0.line", "3")], FormUnfit),
        ("in-centre", [("minutes", "45,5")], NotWhole),
        ("in-centre", [("minutes", "9" * 5000)], NotWhole),
        ("text", [("body", "x" * 20_001)], TextTooLong),
    ],
)
def test_a_form_that_fits_no_block_is_refused_in_words(
    page: Flask, kind: str, sent: list[tuple[str, str]], refusal: type[DomainError]
) -> None:
    with pytest.raises(refusal) as refused:
        read_form(kind, form(*sent))
    assert "n’a pas pu être traitée" not in sentence_for(refused.value.code, refused.value.facts)


@given(
    st.sampled_from(sorted(PLAIN)), st.dictionaries(st.text(max_size=12), st.text(max_size=12), max_size=5)
)
@settings(max_examples=100, deadline=None)
def test_whatever_is_sent_is_read_or_refused(kind: str, sent: dict[str, str]) -> None:
    try:
        read_form(kind, MultiDict(sent))
    except DomainError:
        return


def test_the_fields_of_the_page_around_are_no_fields_of_the_block() -> None:
    sent = form(("csrf_token", "x"), ("revision", "3"), ("required", "1"), ("title", "Un titre"))
    assert read_form("text", sent) == {"title": "Un titre", "body": ""}
    assert read_required(sent)
    assert not read_required(form(("title", "x")))


@pytest.mark.parametrize(
    ("act", "value", "after"),
    [
        ("add", "steps", ["a", "b", "c", ""]),
        ("remove", "steps.1", ["a", "c"]),
        ("up", "steps.1", ["b", "a", "c"]),
        ("up", "steps.0", ["a", "b", "c"]),
        ("down", "steps.1", ["a", "c", "b"]),
        ("down", "steps.2", ["a", "b", "c"]),
        ("remove", "steps.9", ["a", "b", "c"]),
    ],
)
def test_rows_come_go_and_move_without_script(act: str, value: str, after: list[str]) -> None:
    sent = form(*[(f"steps.{number}", text) for number, text in enumerate("abc")], (act, value))
    assert asks_for_rows(sent)
    assert with_rows("steps", read_form("steps", sent), sent)["steps"] == after


def test_a_gap_gets_another_text_without_script(page: Flask) -> None:
    fields = {"type": "cloze", "statement": "Une {{source}}.", "spelling": "plain"}
    sent = form(*fields.items(), ("gaps.0.texts.0", "source"), ("add", "gaps.0.texts"))
    shown = rendered("question", with_rows("question", read_form("question", sent), sent))
    assert 'name="gaps.0.texts.1" value=""' in shown


@pytest.mark.parametrize("value", ["titre", "title", "steps.0.x", "answers", ""])
def test_rows_of_nothing_are_refused(value: str) -> None:
    sent = form(("steps.0", "a"), ("add", value))
    with pytest.raises(FormUnfit):
        with_rows("steps", read_form("steps", sent), sent)
