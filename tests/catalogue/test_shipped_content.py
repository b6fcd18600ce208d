"""The modules that ship are in the form we ask of everyone."""

from pathlib import Path

import pytest

from app.catalogue.content import compile_module, parse, read_folder, write

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
