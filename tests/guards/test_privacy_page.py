"""The page on privacy tells of every kind that is kept."""

import re
from pathlib import Path

from app.people.terms.reading import keeping_table
from app.wiring import connect

PAGE = Path(__file__).parents[2] / "docs" / "privacy.md"


def test_the_page_holds_every_kind_with_its_tables_and_its_end() -> None:
    connect()
    held = re.search(r"<!-- kept[^>]*-->\n(.*?)\n?<!-- /kept -->", PAGE.read_text("utf-8"), re.DOTALL)
    assert held
    assert held[1] == keeping_table()
