"""The source of a draft as its checks read it: from its rows, faults and all, without what is hidden."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.catalogue.content.sources import BlockSource, MediaFile, ModuleSource, UnitSource
from app.catalogue.models import Block, Medium, Module, ModuleVersion, Unit, VersionMedium
from app.catalogue.services.editing.writing import sources_of
from app.catalogue.services.sources import read_source
from app.kernel.errors import NotFound
from app.kernel.storage import Store

# Of these the checks read what is inside; of a film its weight is enough.
READ = ("image/", "text/")
Sizes = dict[str, int]


def draft_source(session: Session, store: Store, draft: ModuleVersion) -> tuple[ModuleSource, Sizes]:
    """The module, and what each of its files weighs."""
    if not draft.head:
        # Of a release that kept what authors wrote in the archive alone.
        source = read_source(store, draft)
        return source, {medium.name: len(medium.data) for medium in source.media}
    media, sizes = _media(session, store, draft)
    module = session.get_one(Module, draft.module_id)
    head = draft.head
    source = ModuleSource(
        slug=module.slug,
        title=head["title"],
        language=head["language"],
        summary=head["summary"],
        sector=head["sector"],
        licence=head["licence"],
        origin_version=head["origin_version"],
        review_on=date.fromisoformat(head["review_on"]),
        outcomes=tuple(head["outcomes"]),
        sources=tuple(head["sources"]),
        units=tuple(_units(session, draft)),
        media=media,
    )
    return source, sizes


def _units(session: Session, draft: ModuleVersion) -> list[UnitSource]:
    rows = session.execute(
        select(Unit, Block)
        .join(Block, Block.unit_id == Unit.id, isouter=True)
        .where(Unit.version_id == draft.id, Unit.is_hidden.is_(False))
        .order_by(Unit.position, Block.position)
    ).all()
    blocks: dict[str, list[dict[str, BlockSource]]] = {unit.code: [] for unit, _ in rows}
    for unit, block in rows:
        if block is not None and not block.is_hidden:
            blocks[unit.code].append(sources_of(block))
    units = {unit.code: unit for unit, _ in rows}
    return [_unit(unit, draft.head["language"], blocks[code]) for code, unit in units.items()]


def _unit(unit: Unit, language: str, blocks: list[dict[str, BlockSource]]) -> UnitSource:
    variants = tuple(_in_language(unit, other, blocks, unit.words[other]) for other in sorted(unit.words))
    own: dict[str, object] = {
        "title": unit.title,
        "outcomes": unit.outcomes,
        "bring": unit.bring,
        "resources": unit.resources,
    }
    return _in_language(unit, language, blocks, own, variants)


def _in_language(
    unit: Unit,
    language: str,
    blocks: list[dict[str, BlockSource]],
    words: Mapping[str, object],
    variants: tuple[UnitSource, ...] = (),
) -> UnitSource:
    def listed(name: str) -> tuple[str, ...]:
        found = words.get(name)
        return tuple(str(each) for each in found) if isinstance(found, list) else ()

    return UnitSource(
        name=unit.name,
        language=language,
        id=unit.code,
        title=str(words.get("title", "")),
        place=unit.place.value,
        minutes=unit.minutes,
        outcomes=listed("outcomes"),
        prerequisites=tuple(unit.prerequisites),
        bring=listed("bring"),
        resources=listed("resources"),
        blocks=tuple(block[language] for block in blocks if language in block),
        variants=variants,
    )


def _media(session: Session, store: Store, draft: ModuleVersion) -> tuple[tuple[MediaFile, ...], Sizes]:
    rows = session.execute(
        select(VersionMedium.name, Medium.sha256, Medium.media_type, Medium.size)
        .join(Medium, Medium.sha256 == VersionMedium.sha256)
        .where(VersionMedium.version_id == draft.id)
        .order_by(VersionMedium.name)
    ).all()
    media = tuple(MediaFile(name, kind, _data(store, sha256, kind)) for name, sha256, kind, _ in rows)
    return media, {name: size for name, _, _, size in rows}


def _data(store: Store, key: str, kind: str) -> bytes:
    if not kind.startswith(READ):
        return b""
    try:
        return store.get(key)
    except NotFound:
        return b""
