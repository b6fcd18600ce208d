"""What a block shows after an answer, and what its form sends, without script."""

from html.parser import HTMLParser
from typing import Any

import pytest
from flask import Flask, render_template

from app.catalogue.answers import Standing, read_form, standing
from app.catalogue.outlines import BlockView
from app.catalogue.queries import get_block_data
from app.questions.marking import mark
from tests.catalogue.conftest import Publish

CODES = ["lame-immobile", "protections", "ordre", "tours", "avant"]


@pytest.fixture
def blocks(reading, publish: Publish) -> dict[str, BlockView]:
    return get_block_data(reading, publish().id, CODES)


class Form(HTMLParser):
    """What a browser without script would send, and what a person would read of it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.fields: dict[str, list[str]] = {}
        self.results: dict[str, str] = {}
        self.buttons, self.words, self._select, self._result = 0, "", "", ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "button":
            self.buttons += 1
        if tag == "label":
            self._result = found.get("data-result") or ""
        if tag == "select":
            self._select = found["name"] or ""
        if tag == "option" and "selected" in found:
            self.fields[self._select] = [found["value"] or ""]
        if tag == "input" and found["type"] in {"radio", "checkbox"}:
            self.results[found["value"] or ""] = self._result
            if "checked" in found:
                self.fields.setdefault("response", []).append(found["value"] or "")
        if tag == "input" and found["type"] == "text":
            self.fields["response"] = [found["value"] or ""]

    def handle_data(self, data: str) -> None:
        self.words += " " + data.strip()


def shown(app: Flask, block: BlockView, state: Standing | None, form_action: str | None = "/answers") -> Form:
    with app.test_request_context():
        html = render_template(
            f"catalogue/blocks/{block.type.value}.html", block=block, state=state, form_action=form_action
        )
    return Form(html)


def after(block: BlockView, response: object, *, is_done: bool = False, tries: int = 1) -> Standing:
    return standing(block.data, is_done=is_done, tries=tries, response=response)


def test_a_fresh_question_has_one_button_and_no_feedback(app: Flask, blocks) -> None:
    for code in CODES:
        form = shown(app, blocks[code], None)
        assert form.buttons == 1
        assert "Valider" in form.words
        assert "Pas encore" not in form.words


def test_a_wrong_choice_is_explained_and_not_sent_again_by_itself(app: Flask, blocks) -> None:
    form = shown(app, blocks["lame-immobile"], after(blocks["lame-immobile"], "a2"))
    assert form.results == {"a1": "", "a2": "again"}
    assert form.fields == {}
    assert "La dent reste tranchante." in form.words
    assert "Elle coupe sans tourner." not in form.words
    assert "Il vous reste 1 essai." in form.words
    assert "Essayer encore" in form.words


def test_a_right_choice_ends_the_question(app: Flask, blocks) -> None:
    form = shown(app, blocks["lame-immobile"], after(blocks["lame-immobile"], "a1", is_done=True))
    assert form.results == {"a1": "right", "a2": "left"}
    assert "C’est juste" in form.words
    assert "Elle coupe sans tourner." in form.words
    assert form.buttons == 0


def test_when_the_tries_are_used_up_the_right_answer_is_shown_with_its_reason(app: Flask, blocks) -> None:
    form = shown(app, blocks["lame-immobile"], after(blocks["lame-immobile"], "a2", is_done=True, tries=2))
    assert form.results == {"a1": "right", "a2": "again"}
    assert "Elle coupe sans tourner." in form.words
    assert "C’est juste" not in form.words
    assert form.buttons == 0


def test_an_incomplete_answer_says_that_some_is_missing_not_which(app: Flask, blocks) -> None:
    form = shown(app, blocks["protections"], after(blocks["protections"], ["a1"]))
    assert form.results == {"a1": "", "a2": "", "a3": ""}
    assert form.fields == {"response": ["a1"]}
    assert "Il en manque encore." in form.words


def test_an_order_keeps_the_places_a_person_gave(app: Flask, blocks) -> None:
    form = shown(app, blocks["ordre"], after(blocks["ordre"], ["i2", "i1", "i3"]))
    assert form.fields == {"place-i1": ["2"], "place-i2": ["1"], "place-i3": ["3"]}
    assert "Débranchez avant de toucher." in form.words


@pytest.mark.parametrize(
    ("code", "response", "words"),
    [("ordre", ["i2", "i1", "i3"], "Débrancher → Desserrer → Régler"), ("tours", "7", "2,5\xa0m")],
)
def test_used_up_tries_show_the_answer_that_no_choice_shows(app, blocks, code, response, words) -> None:
    form = shown(app, blocks[code], after(blocks[code], response, is_done=True, tries=2))
    assert words in form.words


def test_a_preview_sends_nothing(app: Flask, blocks) -> None:
    for code in CODES:
        form = shown(app, blocks[code], None, form_action=None)
        assert form.buttons == 0


def test_an_unreadable_response_shows_as_no_answer(blocks) -> None:
    assert not after(blocks["tours"], "douze").has_answered


@pytest.mark.parametrize(
    ("code", "fields", "response"),
    [
        ("lame-immobile", {"response": ["a1"]}, "a1"),
        ("lame-immobile", {}, ""),
        ("protections", {"response": ["a1", "a2"]}, ["a1", "a2"]),
        ("protections", {}, []),
        ("tours", {"response": ["2,5"]}, "2,5"),
        ("avant", {"response": ["i1", "i2"]}, ["i1", "i2"]),
        ("ordre", {"place-i1": ["1"], "place-i2": ["3"], "place-i3": ["2"]}, ["i1", "i3", "i2"]),
        ("ordre", {"place-i1": ["1"], "place-i2": ["1"], "place-i3": ["2"]}, ["i1", "i3"]),
        ("ordre", {"place-i1": ["²"], "place-i2": [""], "place-i3": ["2"]}, ["i3"]),
    ],
)
def test_a_form_carries_the_response_that_marking_reads(
    blocks, code: str, fields: Any, response: object
) -> None:
    assert read_form(blocks[code].data, fields) == response


def test_what_the_forms_send_can_be_right(blocks) -> None:
    right: dict[str, dict[str, list[str]]] = {
        "lame-immobile": {"response": ["a1"]},
        "protections": {"response": ["a1", "a2"]},
        "ordre": {"place-i1": ["1"], "place-i2": ["2"], "place-i3": ["3"]},
        "tours": {"response": ["2,5"]},
        "avant": {"response": ["i1", "i2"]},
    }
    for code, fields in right.items():
        assert mark(blocks[code].data, read_form(blocks[code].data, fields)).right
