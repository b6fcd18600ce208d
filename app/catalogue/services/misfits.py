"""What the files of a module may say, but not here: at this address, in our tables."""

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext

from app.catalogue.content import ModuleSource, UnitSource
from app.catalogue.content.module_file import NAME

LONGEST_TITLE = 250  # app.kernel.db.Line


def find_misfits(module: ModuleSource, slug: str | None) -> Iterator[dict[str, Any]]:
    """Faults as a person reads them, {file, line, code, message}; none when everything fits."""
    if slug is not None and module.slug != slug:
        sentence = gettext(
            "Ces fichiers sont ceux de « %(slug)s », mais l’adresse est celle de « %(address)s ». "
            "Corrigez slug, ou envoyez-les à leur adresse.",
            slug=module.slug,
            address=slug,
        )
        yield _fault(NAME, 1, "slug_differs", sentence)
    titles = (module.title, *(each.title for each in module.translations))
    if any(len(title) > LONGEST_TITLE for title in titles):
        yield _too_long(NAME, 2)
    for unit in module.units_in_every_language():
        yield from _long_titles(unit, module.language)


def _long_titles(unit: UnitSource, language: str) -> Iterator[dict[str, Any]]:
    suffix = "" if unit.language == language else f".{unit.language}"
    file = f"units/{unit.name}{suffix}.md"
    if len(unit.title) > LONGEST_TITLE:
        yield _too_long(file, 3)
    for block in unit.blocks:
        if len(getattr(block, "title", None) or "") > LONGEST_TITLE:
            yield _too_long(file, block.line)


def _too_long(file: str, line: int) -> dict[str, Any]:
    sentence = gettext("Ce titre dépasse %(most)s caractères. Raccourcissez-le.", most=LONGEST_TITLE)
    return _fault(file, line, "title_too_long", sentence)


def _fault(file: str, line: int, code: str, message: str) -> dict[str, Any]:
    return {"file": file, "line": line, "code": code, "message": message}
