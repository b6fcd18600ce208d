"""The modules that ship give enough to read, to look at and to answer for the minutes they announce."""

import re
from pathlib import Path

import pytest

from app.catalogue.content import UnitSource, parse, read_folder
from app.catalogue.content.sources import block_type

FOLDERS = sorted(path for path in (Path(__file__).parents[2] / "content").iterdir() if path.is_dir())
#: Learners of A2–B1 level read about this many words aloud in a minute.
WORDS_A_MINUTE = 130
LEAST_SHARE_OF_WORDS = 0.5
#: Two questions for every eight minutes, so that nobody only reads.
LEAST_QUESTIONS_A_MINUTE = 2 / 8
LEAST_DRAWINGS = 6

OPENING = re.compile(r"^:::.*$|\{#[^}\n]*\}", re.MULTILINE)
FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
WORD = re.compile(r"[^\W_][\w’-]*")


def word_count(text: str) -> int:
    return len(WORD.findall(OPENING.sub("", FRONT_MATTER.sub("", text))))


def remote_units(folder: Path) -> list[UnitSource]:
    module = parse(read_folder(folder)).module
    assert module
    return [unit for unit in module.units if unit.place == "remote"]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_reading_a_shipped_unit_aloud_fills_half_of_its_minutes(folder: Path) -> None:
    units = remote_units(folder)
    assert units
    for unit in units:
        words = word_count((folder / "units" / f"{unit.name}.md").read_text())
        assert words >= unit.minutes * WORDS_A_MINUTE * LEAST_SHARE_OF_WORDS, unit.id


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_shipped_unit_asks_two_questions_for_every_eight_minutes(folder: Path) -> None:
    for unit in remote_units(folder):
        questions = [block for block in unit.blocks if block_type(block) == "question"]
        assert len(questions) >= unit.minutes * LEAST_QUESTIONS_A_MINUTE, unit.id


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_shipped_module_shows_drawings_of_its_own(folder: Path) -> None:
    assert len(list((folder / "media").glob("*.svg"))) >= LEAST_DRAWINGS
