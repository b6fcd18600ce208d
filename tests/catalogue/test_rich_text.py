"""What the rich text of the studio writes is read here as what its author saw: the table that its own tests drive too
(app/ui/frontend/src/features/studio/rich/content.test.ts)."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from app.catalogue.content.faults import FaultLog
from app.catalogue.content.gaps import mask
from app.catalogue.content.markdown_check import check_markdown
from app.catalogue.content.passages import Passage
from app.catalogue.content.rendering import render
from app.catalogue.content.scanning import scan
from app.catalogue.content.tidying import tidy

TEXTS: list[dict[str, Any]] = json.loads((Path(__file__).parent / "rich_text.json").read_text("utf-8"))[
    "texts"
]


def passage_of(text: str) -> Passage:
    return Passage(1, tuple(text.split("\n")))


def shown(case: dict[str, Any], text: str) -> str:
    """What learners see, but for blanks: how wide, and whether a mark ends before or after."""
    passage = mask(passage_of(text)) if case.get("gaps") else passage_of(text)
    return re.sub(r" (</strong>) ", r"\1 ", re.sub(r"\s+", " ", render(passage.text, "text")))


@pytest.mark.parametrize("case", TEXTS, ids=lambda case: str(case["name"]))
def test_what_is_written_shows_what_was_read(case: dict[str, Any]) -> None:
    assert shown(case, case["written"]) == shown(case, case["read"])


@pytest.mark.parametrize("case", TEXTS, ids=lambda case: str(case["name"]))
def test_what_is_written_has_no_fault_and_stays_in_its_block(case: dict[str, Any]) -> None:
    faults = FaultLog()
    written = passage_of(case["written"])
    check_markdown(written, faults.of("units/01-a.md"), headings=True)
    blocks = scan(written, faults.of("units/01-a.md"))
    assert faults.in_order() == ()
    assert [block.type for block in blocks] == (["text"] if case["written"] else [])


@pytest.mark.parametrize("case", TEXTS, ids=lambda case: str(case["name"]))
def test_what_is_written_is_in_canonical_form(case: dict[str, Any]) -> None:
    assert tidy(case["written"]) == case["written"]
