"""Nothing grows past what one screen of attention holds (docs/architecture.md). An exception is one line with its reason."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FUNCTION_LINES, MODULE_LINES, TEMPLATE_LINES, CSS_LINES, TYPESCRIPT_LINES = 40, 300, 80, 150, 200

EXCEPTIONS: dict[str, str] = {}


def files(pattern: str) -> list[Path]:
    found = [
        path for path in (ROOT / "app").rglob(pattern) if not {"node_modules", "static"} & set(path.parts)
    ]
    return [path for path in found if str(path.relative_to(ROOT)) not in EXCEPTIONS]


@pytest.mark.parametrize(
    ("pattern", "most"),
    [("*.py", MODULE_LINES), ("*.html", TEMPLATE_LINES), ("*.css", CSS_LINES), ("*.ts", TYPESCRIPT_LINES)],
)
def test_no_file_is_longer_than_its_kind_allows(pattern: str, most: int) -> None:
    lengths = {path.relative_to(ROOT): len(path.read_text("utf-8").splitlines()) for path in files(pattern)}
    assert {str(path): length for path, length in lengths.items() if length > most} == {}


def test_no_function_is_longer_than_forty_lines() -> None:
    too_long = {
        f"{path.relative_to(ROOT)}:{name}": length
        for path in files("*.py")
        for name, length in functions(path)
        if length > FUNCTION_LINES
    }
    assert too_long == {}


def functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno is not None
            yield node.name, node.end_lineno - node.lineno + 1


def test_every_exception_still_needs_to_be_one() -> None:
    assert [name for name in EXCEPTIONS if not (ROOT / name).exists()] == []
