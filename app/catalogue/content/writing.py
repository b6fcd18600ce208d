"""From a module to files, in the one canonical form."""

import json
from collections.abc import Iterable, Iterator

import yaml

from app.catalogue.content.block_writing import write_block
from app.catalogue.content.module_file import NAME
from app.catalogue.content.sources import IN_CENTRE, ModuleSource, Translation, UnitSource


def write(module: ModuleSource) -> dict[str, bytes]:
    """Every file of the module by relative path, pictures as they came."""
    files = {NAME: _head(module).encode()}
    for unit in module.units:
        for written in (unit, *unit.variants):
            files[unit_file(written, module.language)] = _unit(written).encode()
    return files | {f"media/{item.name}": item.data for item in module.media}


def unit_file(unit: UnitSource, own: str) -> str:
    """The path of a unit in a module whose own language is `own`."""
    return f"units/{unit.name}.md" if unit.language == own else f"units/{unit.name}.{unit.language}.md"


def _head(module: ModuleSource) -> str:
    lines = [
        f"slug: {_scalar(module.slug)}",
        f"title: {_scalar(module.title)}",
        f"language: {_scalar(module.language)}",
        f"summary: >-\n  {module.summary}",
        f"sector: {_scalar(module.sector)}",
        f"licence: {_scalar(module.licence)}",
        f"origin_version: {_scalar(module.origin_version) if module.origin_version else 'null'}",
        f"review_on: {module.review_on.isoformat()}",
        *_list("outcomes", module.outcomes),
        *_list("sources", module.sources),
        *_translations(module.translations),
        *_list("units", (unit.name for unit in module.units)),
    ]
    return "\n".join(lines) + "\n"


def _translations(translations: Iterable[Translation]) -> Iterator[str]:
    """Nothing at all for a module of one language."""
    for number, each in enumerate(translations):
        if number == 0:
            yield "translations:"
        yield f"  {_scalar(each.language)}:"
        yield f"    title: {_scalar(each.title)}"
        yield f"    summary: >-\n      {each.summary}"
        yield from (f"    {line}" for line in _list("outcomes", each.outcomes))


def _unit(unit: UnitSource) -> str:
    return "\n\n".join(write_unit_parts(unit)) + "\n"


def write_unit_parts(unit: UnitSource) -> list[str]:
    """The front matter, then each block; a blank line stands between two."""
    lines = [
        "---",
        f"id: {_scalar(unit.id)}",
        f"title: {_scalar(unit.title)}",
        f"place: {unit.place}",
        f"minutes: {unit.minutes}",
        *(["hidden: yes"] if unit.hidden else []),
        *_list("outcomes", unit.outcomes),
    ]
    if unit.place == IN_CENTRE:
        lines += _list("prerequisites", unit.prerequisites)
        lines += _list("bring", unit.bring)
        lines += _list("resources", unit.resources)
    front = "\n".join([*lines, "---"])
    return [front, *(write_block(block) for block in unit.blocks)]


def _list(key: str, items: Iterable[str]) -> list[str]:
    lines = [f"  - {_scalar(item)}" for item in items]
    return [f"{key}:", *lines] if lines else [f"{key}: []"]


def _scalar(text: str) -> str:
    """Plain where a YAML reader gets the very same text back, else between double quotes."""
    try:
        if yaml.safe_load(f"key:\n  - {text}\n") == {"key": [text]}:
            return text
    except (yaml.YAMLError, ValueError):
        pass
    return json.dumps(text, ensure_ascii=False)
