"""A draft from its rows: as a source, as files, and with everything that keeps it from being published."""

import hashlib
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.catalogue.content import Fault, ModuleSource, UnitSource, parse, write
from app.catalogue.content.block_checking import read_back
from app.catalogue.content.block_fields import from_fields
from app.catalogue.content.checksums import checksum_of_digests
from app.catalogue.content.faults import FaultLog
from app.catalogue.content.sources import IN_CENTRE, BlockSource, MediaFile, Translation, media_used
from app.catalogue.content.writing import unit_file, write_unit_parts
from app.catalogue.models import Block, Medium, Module, ModuleVersion, Unit, VersionMedium
from app.catalogue.services.misfits import find_misfits
from app.catalogue.services.pooling import required_in
from app.catalogue.services.sources import read_files
from app.catalogue.services.version_rows import HEAD_KEYS
from app.kernel.blocking import run_blocking
from app.kernel.storage import Store

Files = dict[str, bytes]
NO_FACTS: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True)
class PlacedFault:
    """A fault of a draft where its author finds it: `unit` and `block` are empty where none is meant alone.

    `message` is said as of files; `facts` are what it is made of, for who says it otherwise.
    """

    unit: str
    block: str
    language: str
    file: str
    line: int | None
    code: str
    message: str
    facts: Mapping[str, Any] = field(default_factory=dict)


def source_of(session: Session, store: Store, draft: ModuleVersion) -> ModuleSource:
    """What the draft says, faults and all, with the media that it shows."""
    source, digests = read_rows(session, draft)
    media = (replace(medium, data=store.view(digests[medium.name])) for medium in source.media)
    return replace(source, media=tuple(media))


def files_of(session: Session, store: Store, version: ModuleVersion) -> Files:
    """The files of any version; those of a draft without a fault are canonical."""
    return read_files(store, version) if version.archive else write(source_of(session, store, version))


def read_rows(session: Session, draft: ModuleVersion) -> tuple[ModuleSource, dict[str, str]]:
    """The source, its media still without their bytes, and the digests of these by name. Three statements."""
    module = session.get_one(Module, draft.module_id)
    units = _read_units(session, draft)
    used = {
        name
        for unit in units
        for written in (unit, *unit.variants)
        for block in written.blocks
        for _, name in media_used(block)
    }
    rows = session.execute(
        select(VersionMedium.name, Medium.media_type, Medium.sha256)
        .join(Medium, Medium.sha256 == VersionMedium.sha256)
        .where(VersionMedium.version_id == draft.id)
        .order_by(VersionMedium.name)
    ).all()
    shown = [row for row in rows if row.name in used]
    media = tuple(MediaFile(row.name, row.media_type, b"") for row in shown)
    return _module(module.slug, draft.head, units, media), {row.name: row.sha256 for row in shown}


def _module(
    slug: str, head: dict[str, Any], units: list[UnitSource], media: tuple[MediaFile, ...]
) -> ModuleSource:
    lists = {key: tuple(head[key]) for key in ("outcomes", "sources")}
    told = (
        {key: head[key] for key in HEAD_KEYS} | lists | {"review_on": date.fromisoformat(head["review_on"])}
    )
    translations = tuple(_translations(head))
    return ModuleSource(slug=slug, **told, translations=translations, units=tuple(units), media=media)


def _translations(head: dict[str, Any]) -> Iterator[Translation]:
    """What is not translated yet is said in the module's own words; a language that says nothing is left out."""
    for language, words in sorted(head.get("words", {}).items()):
        if any(words.values()):
            title, summary = (words.get(key) or head[key] for key in ("title", "summary"))
            outcomes = words.get("outcomes") or head["outcomes"]
            yield Translation(language, title, summary, tuple(outcomes))


def _read_units(session: Session, draft: ModuleVersion) -> list[UnitSource]:
    rows = session.execute(
        select(Unit, Block)
        .join(Block, Block.unit_id == Unit.id, isouter=True)
        .where(Unit.version_id == draft.id)
        .order_by(Unit.position, Block.position)
    )
    told: dict[uuid.UUID, tuple[Unit, list[Block]]] = {}
    for unit, block in rows:
        blocks = told.setdefault(unit.id, (unit, []))[1]
        if block is not None:
            blocks.append(block)
    return [_unit(unit, blocks, draft.head["language"]) for unit, blocks in told.values()]


def _unit(unit: Unit, blocks: list[Block], own: str) -> UnitSource:
    words = {key: getattr(unit, key) for key in ("title", "outcomes", "bring", "resources")}
    variants = tuple(
        _in_language(unit, blocks, language, words | unit.words[language])
        for language in sorted(unit.words)
        if any(unit.words[language].values()) or any(language in block.source for block in blocks)
    )
    return replace(_in_language(unit, blocks, own, words), variants=variants)


def _in_language(unit: Unit, blocks: list[Block], language: str, words: dict[str, Any]) -> UnitSource:
    is_in_centre = unit.place.value == IN_CENTRE
    return UnitSource(
        name=unit.name,
        language=language,
        id=unit.code,
        title=words["title"] or unit.title,
        place=unit.place.value,
        minutes=unit.minutes,
        hidden=unit.is_hidden,
        outcomes=tuple(words["outcomes"]),
        prerequisites=tuple(unit.prerequisites) if is_in_centre else (),
        bring=tuple(words["bring"]) if is_in_centre else (),
        resources=tuple(words["resources"]) if is_in_centre else (),
        blocks=tuple(_block(block, language) for block in blocks if language in block.source),
    )


def _block(block: Block, language: str) -> BlockSource:
    fields = block.source[language]
    return replace(
        from_fields(block.type.value, block.code, block.is_required, fields), hidden=block.is_hidden
    )


@dataclass(frozen=True, slots=True)
class Figures:
    """What a version says of itself in figures; those of an edited draft are made when asked for."""

    checksum: str
    required_blocks: int


def figures_of(session: Session, version: ModuleVersion) -> Figures:
    if version.checksum:
        return Figures(version.checksum, version.required_blocks)
    source, digests = read_rows(session, version)
    files = {path: hashlib.sha256(data).hexdigest() for path, data in write(source).items()}
    files |= {f"media/{name}": digest for name, digest in digests.items()}
    return Figures(checksum_of_digests(files), sum(map(required_in, source.units)))


def faults_of(session: Session, draft: ModuleVersion) -> list[PlacedFault]:
    """Everything that publishing would refuse, in the order of the files. Some hundred milliseconds of CPU."""
    source, _ = read_rows(session, draft)
    return run_blocking(find_faults, source)


def find_faults(source: ModuleSource) -> list[PlacedFault]:
    """The same for a source whose media need no look: they were admitted one by one."""
    places = {unit_file(unit, source.language): _Places.of(unit) for unit in source.units_in_every_language()}
    bare = tuple(replace(medium, data=b"") for medium in source.media)
    source = replace(source, media=bare)
    parsed = parse(write(replace(source, media=())), media=bare)
    faults = parsed.faults
    if parsed.module is not None and parsed.module != source:
        faults = _read_otherwise(source)
    told = [
        _placed(fault.file, fault.line, fault.code, fault.message(gettext), places, fault.facts)
        for fault in faults
    ]
    misfits = find_misfits(parsed.module, None) if parsed.module else ()
    return told + [_placed(**misfit, places=places) for misfit in misfits]


def _read_otherwise(source: ModuleSource) -> tuple[Fault, ...]:
    """Blocks whose words would come back as others, or as several blocks."""
    log = FaultLog()
    for unit in source.units_in_every_language():
        faults, places = log.of(unit_file(unit, source.language)), _Places.of(unit)
        for block, line in zip(unit.blocks, places.lines, strict=True):
            for fault in read_back(block).faults:
                faults.add(line, fault.code, **fault.facts)
    return log.in_order()


@dataclass(frozen=True, slots=True)
class _Places:
    """Where each block of a unit's file opens, in order."""

    unit: UnitSource
    lines: tuple[int, ...]

    @classmethod
    def of(cls, unit: UnitSource) -> "_Places":
        front, *blocks = write_unit_parts(unit)
        lines, line = [], front.count("\n") + 3
        for block in blocks:
            lines.append(line)
            line += block.count("\n") + 2
        return cls(unit, tuple(lines))

    def block_at(self, line: int | None) -> str:
        before = [
            block.id
            for block, opens in zip(self.unit.blocks, self.lines, strict=True)
            if line is not None and opens <= line
        ]
        return before[-1] if before else ""


def _placed(
    file: str,
    line: int | None,
    code: str,
    message: str,
    places: dict[str, _Places],
    facts: Mapping[str, Any] = NO_FACTS,
) -> PlacedFault:
    place = places.get(file)
    if place is None:
        return PlacedFault("", "", "", file, line, code, message, facts)
    return PlacedFault(
        place.unit.id, place.block_at(line), place.unit.language, file, line, code, message, facts
    )
