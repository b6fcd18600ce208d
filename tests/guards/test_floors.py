"""Templates and foreign keys obey the floors too: import contracts do not see them."""

import re
from pathlib import Path

import pytest

APP = Path(__file__).parents[2] / "app"
FLOORS = [
    {"kernel", "questions"},
    {"ui"},
    {"network"},
    {"people"},
    {"catalogue", "chat"},
    {"learning"},
    {"in_centre"},
    {"tutoring"},
    {"studio"},
    {"centres"},
    {"home", "operation", "search"},
    {"demo"},
]
HEIGHT = {domain: height for height, floor in enumerate(FLOORS) for domain in floor}
TEMPLATE_USE = re.compile(r"{%-?\s*(?:include|import|extends|from)\s+[\"']([^\"'/]+)/")
URL_USE = re.compile(r"url_for\(\s*[\"']([a-z_]+)\.")
KEY_USE = re.compile(r"ForeignKey\([\"']([a-z_]+?)_[a-z_]+\.")
# Prefixes of tables and of template folders that are not simply a domain's name.
PREFIXES = {"in": "in_centre", "base": "ui"}


def domain_of(path: Path) -> str:
    return path.relative_to(APP).parts[0]


def uses(pattern: re.Pattern[str], glob: str) -> list[tuple[str, str, str]]:
    found = []
    for path in APP.rglob(glob):
        if "node_modules" in path.parts or domain_of(path) not in HEIGHT:
            continue
        for name in pattern.findall(path.read_text("utf-8")):
            blueprint = name.removesuffix("_api")
            found.append((str(path.relative_to(APP)), domain_of(path), PREFIXES.get(blueprint, blueprint)))
    return found


@pytest.mark.parametrize(
    ("pattern", "glob"),
    [(TEMPLATE_USE, "*.html"), (URL_USE, "*.html"), (URL_USE, "*.py"), (KEY_USE, "models.py")],
    ids=["templates include", "templates link", "views link", "tables refer"],
)
def test_only_to_its_own_floor_or_one_below(pattern: re.Pattern[str], glob: str) -> None:
    upward = [
        f"{place} uses {used}"
        for place, domain, used in uses(pattern, glob)
        if used in HEIGHT and used != domain and HEIGHT[used] >= HEIGHT[domain]
    ]
    assert upward == []


def test_every_domain_has_a_floor() -> None:
    folders = {path.name for path in APP.iterdir() if path.is_dir() and (path / "__init__.py").exists()}
    assert folders - HEIGHT.keys() == set()
