"""The modules that ship are in the form we ask of everyone."""

from pathlib import Path
from typing import Any

import pytest

from app.catalogue.content import compile_module, parse, read_folder, write
from app.questions.marking import mark
from app.questions.wording import right_response

FOLDERS = sorted(path for path in (Path(__file__).parents[2] / "content").iterdir() if path.is_dir())


def test_a_module_ships() -> None:
    assert FOLDERS


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_shipped_module_has_no_fault_and_is_canonical(folder: Path) -> None:
    files = read_folder(folder)
    parsed = parse(files)
    assert [f"{fault.file}:{fault.line} {fault.message(str)}" for fault in parsed.faults] == []
    assert parsed.module
    assert parsed.module.slug == folder.name
    written = write(parsed.module)
    assert [path for path in files if written.get(path) != files[path]] == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_block_of_a_shipped_module_shows_something(folder: Path) -> None:
    module = parse(read_folder(folder)).module
    assert module
    compiled = list(compile_module(module))
    assert compiled
    assert [block.code for block in compiled if not block.plain_text or not (block.html or block.data)] == []


def named_wrong_response(data: dict[str, Any], wrong: dict[str, str]) -> object:
    """The right response, but for the one wrong part that has a sentence of its own."""
    response = right_response(data)
    if not isinstance(response, list):
        return wrong["value"]
    parts, part = ("lefts", "left") if data["type"] == "match" else ("gaps", "gap")
    at = [one["id"] for one in data[parts]].index(wrong[part])
    response[at] = wrong["right" if data["type"] == "match" else "value"]
    return response


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_shipped_question_is_marked_right_for_its_own_answer(folder: Path) -> None:
    module = parse(read_folder(folder)).module
    assert module
    questions = [block for block in compile_module(module) if block.type == "question"]
    assert questions
    for question in questions:
        data: dict[str, Any] = question.data
        assert mark(data, right_response(data)).right, question.code
        for number, wrong in enumerate(data.get("wrong", [])):
            marking = mark(data, named_wrong_response(data, wrong))
            assert not marking.right, question.code
            assert [said.html for said in marking.feedback] == [wrong["feedback_html"]], number
