"""`module.yaml`: what the module is, and the order of its units."""

import re
from dataclasses import dataclass
from datetime import date

from app.catalogue.content.decoding import decode
from app.catalogue.content.faults import FileFaults
from app.catalogue.content.fields import Fields
from app.catalogue.content.yaml_reader import read_mapping

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
    units: tuple[tuple[int, str], ...]


def read_head(data: bytes, faults: FileFaults) -> ModuleHead | None:
    text = decode(data, faults)
    values = read_mapping(text, 1, faults) if text is not None else None
    if values is None:
        return None
    fields = Fields(values, 1, faults)
    fields.expect(KEYS)
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
        units=_unit_names(fields, faults),
    )


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
