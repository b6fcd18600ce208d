"""The modules that ship are in the form we ask of everyone."""

from pathlib import Path
from typing import Any

import pytest

from app.catalogue.content import CompiledBlock, compile_module, parse, read_folder, write
from app.questions.marking import mark

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


def right_response(block: CompiledBlock) -> object:
    data: dict[str, Any] = block.data
    if data["type"] == "number":
        return data["answer"]
    if data["type"] == "order":
        return [item["id"] for item in data["items"]]
    right = [answer["id"] for answer in data["answers"] if answer["right"]]
    return right[0] if data["type"] == "choice" else right


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_shipped_question_is_marked_right_for_its_own_answer(folder: Path) -> None:
    module = parse(read_folder(folder)).module
    assert module
    questions = [block for block in compile_module(module) if block.type == "question"]
    assert questions
    for question in questions:
        assert mark(question.data, right_response(question)).right, question.code
        for number, wrong in enumerate(question.data.get("wrong", [])):
            marking = mark(question.data, wrong["value"])
            assert not marking.right, question.code
            assert [said.html for said in marking.feedback] == [wrong["feedback_html"]], number
