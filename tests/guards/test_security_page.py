"""The pages on security and on faults name tests that exist."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("page", ["security.md", "faults.md"])
def test_every_test_that_the_page_names_exists(page: str) -> None:
    named = set(re.findall(r"`(test_[a-z0-9_]+)`", (ROOT / "docs" / page).read_text("utf-8")))
    there = {
        name
        for path in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", path.read_text("utf-8"), re.M)
    }
    assert len(named) > 15
    assert named - there == set()


def test_every_fault_that_is_struck_stands_on_the_page() -> None:
    page = (ROOT / "docs" / "faults.md").read_text("utf-8")
    struck = {
        name
        for path in (ROOT / "tests" / "faults").glob("test_*.py")
        if path.name != "test_behind_nginx.py"
        for name in re.findall(r"^def (test_\w+)", path.read_text("utf-8"), re.M)
    }
    assert {name for name in struck if f"`{name}`" not in page} == set()
