"""A lazy sentence holds no value: Flask-Babel's lazy strings call themselves HTML, so a template does not escape them."""

import ast
from collections.abc import Iterator
from pathlib import Path

APP = Path(__file__).parents[2] / "app"


def test_no_lazy_sentence_is_given_a_value() -> None:
    found = [
        f"{path.relative_to(APP)}:{line}"
        for path in APP.rglob("*.py")
        for line in lines_of(path.read_text("utf-8"))
    ]
    assert found == [], "say it with gettext, where the value is known"


def lines_of(source: str) -> Iterator[int]:
    tree = ast.parse(source)
    lazy = {
        name.asname or name.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "flask_babel"
        for name in node.names
        if name.name.startswith("lazy_")
    }
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in lazy
            and any(not isinstance(given.value, ast.Constant) for given in node.keywords)
        ):
            yield node.lineno


def test_the_guard_sees_one() -> None:
    source = 'from flask_babel import lazy_gettext as _\n\nSAID = _("%(name)s manque", name=typed)\n'
    assert list(lines_of(source)) == [3]
