"""`module.yaml`: what the module is, and the order of its units."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.catalogue.content.decoding import decode
from app.catalogue.content.faults import FileFaults
from app.catalogue.content.fields import Fields
from app.catalogue.content.sources import Translation
from app.catalogue.content.yaml_reader import Value, read_mapping

NAME = "module.yaml"
KEYS = (
    "slug",
    "title",
    "language",
    "summary",
    "sector",
    "licence",
    "origin_version",
    "review_on",
    "outcomes",
    "sources",
    "units",
)
TRANSLATED = ("title", "summary", "outcomes")
LANGUAGE = r"[a-z]{2}"
ORIGIN = r"[a-z0-9]+(?:-[a-z0-9]+)*@[1-9][0-9]{0,8}"
LICENCE = r"[A-Za-z0-9.+-]{1,64}"
UNIT_NAME = re.compile(r"\d{2}-[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class ModuleHead:
    """What `module.yaml` says; `units` are names of files with the line that names them."""

    slug: str
    title: str
    language: str
    summary: str
    sector: str
    licence: str
    origin_version: str | None
    review_on: date
    outcomes: tuple[str, ...]
    sources: tuple[str, ...]
    translations: tuple[Translation, ...]
    units: tuple[tuple[int, str], ...]


def read_head(data: bytes, faults: FileFaults) -> ModuleHead | None:
    text = decode(data, faults)
    values = read_mapping(text, 1, faults) if text is not None else None
    if values is None:
        return None
    fields = Fields(values, 1, faults)
    fields.expect(KEYS, optional=("translations",))
    return ModuleHead(
        slug=fields.slug("slug"),
        title=fields.text("title"),
        language=fields.matching("language", LANGUAGE, "bad_language"),
        summary=fields.text("summary"),
        sector=fields.slug("sector"),
        licence=fields.matching("licence", LICENCE, "bad_licence"),
        origin_version=None
        if fields.is_null("origin_version")
        else fields.matching("origin_version", ORIGIN, "bad_origin"),
        review_on=fields.day("review_on"),
        outcomes=fields.texts("outcomes"),
        sources=fields.texts("sources"),
        translations=tuple(_translations(fields, faults)),
        units=_unit_names(fields, faults),
    )


def _translations(fields: Fields, faults: FileFaults) -> Iterator[Translation]:
    """By language; the module's own is none of them."""
    given = fields.values.get("translations")
    if given is None:
        return
    if not isinstance(given.data, dict):
        faults.add(given.line, "yaml_not_mapping")
        return
    for language, told in sorted(given.data.items()):
        if not re.fullmatch(LANGUAGE, language):
            faults.add(told.line, "bad_language", value=language)
        elif language == fields.text("language"):
            faults.add(told.line, "variant_same_language", language=language)
        else:
            yield _translation(language, told, faults)


def _translation(language: str, told: Value, faults: FileFaults) -> Translation:
    if not isinstance(told.data, dict):
        faults.add(told.line, "yaml_not_mapping")
        return Translation(language, "", "", ())
    fields = Fields(told.data, told.line, faults)
    fields.expect(TRANSLATED)
    return Translation(language, fields.text("title"), fields.text("summary"), fields.texts("outcomes"))


def _unit_names(fields: Fields, faults: FileFaults) -> tuple[tuple[int, str], ...]:
    names = fields.texts_with_lines("units")
    first: dict[str, int] = {}
    for line, name in names:
        if name and not UNIT_NAME.fullmatch(name):
            faults.add(line, "bad_unit_name", name=name)
        if name in first:
            faults.add(line, "unit_named_twice", name=name, first=first[name])
        first.setdefault(name, line)
    if not names and "units" in fields.values:
        faults.add(fields.line("units"), "no_units")
    return tuple((first[name], name) for name in first if name)
