"""From files to a module. Nothing is given back while one fault remains."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from app.catalogue.content.faults import Fault, FaultLog
from app.catalogue.content.media import read_media
from app.catalogue.content.mending import mend_drafts
from app.catalogue.content.module_file import NAME, ModuleHead, read_head
from app.catalogue.content.sources import MediaFile, ModuleSource, UnitSource
from app.catalogue.content.units import FILE, UnitDraft, read_draft, read_unit
from app.catalogue.content.variants import check_variant
from app.catalogue.content.whole import ReadUnit, check_ids, check_media, check_pools, check_prerequisites

Files = Mapping[str, bytes]

UNITS, MEDIA = "units/", "media/"


@dataclass(frozen=True, slots=True)
class Parsed:
    """Either a module, or the faults that keep it from being one."""

    module: ModuleSource | None
    faults: tuple[Fault, ...]


def parse(files: Files, *, mend: bool = False, media: Iterable[MediaFile] = ()) -> Parsed:
    """Reads a module from its files by relative path, and notes every fault of all of them.

    With `mend`, missing ids are made and text in no block gets one, as `format` does. `media` are files that were looked
    at before, of which the type alone counts.
    """
    log = FaultLog()
    head = _read_head(files, log)
    _note_unexpected(files, log)
    drafts = _read_drafts(files, head, log)
    read = _read_units(mend_drafts(drafts) if mend else drafts, log)
    every = [*_read_media(files, log), *media]
    main = [item for item in read if not item.draft.is_variant]
    check_ids(main, log)
    check_prerequisites(main, log)
    check_pools(main, log)
    check_media(read, every, log)
    if head is None:
        return Parsed(None, log.in_order())
    _note_units(files, head, log)
    if main and all(item.unit.hidden for item in main):
        log.of(NAME).add(None, "no_units")
    units = [_with_variants(item.unit, read, head, log) for item in main]
    _note_lone_variants(read, main, log)
    faults = log.in_order()
    return Parsed(None if faults else _module(head, units, every), faults)


def _read_head(files: Files, log: FaultLog) -> ModuleHead | None:
    if NAME in files:
        return read_head(files[NAME], log.of(NAME))
    nested = sorted(path for path in files if path.endswith(f"/{NAME}"))
    if nested:
        log.of(NAME).add(None, "module_file_nested", path=nested[0])
    else:
        log.of(NAME).add(None, "module_file_missing")
    return None


def _note_unexpected(files: Files, log: FaultLog) -> None:
    for path in files:
        if path == NAME or FILE.fullmatch(path) or _is_media(path):
            continue
        if path.startswith(UNITS) and path.endswith(".md"):
            log.of(path).add(None, "unit_file_name")
        else:
            log.of(path).add(None, "unexpected_file")


def _is_media(path: str) -> bool:
    return path.startswith(MEDIA) and "/" not in path.removeprefix(MEDIA)


def _read_drafts(files: Files, head: ModuleHead | None, log: FaultLog) -> dict[str, UnitDraft]:
    """The unit files that could be cut, in the order of the module."""
    order = {name: rank for rank, (_, name) in enumerate(head.units if head else ())}
    drafts: dict[str, UnitDraft] = {}
    for path in sorted(files):
        match = FILE.fullmatch(path)
        if match:
            language = match["language"] or (head.language if head else "")
            draft = read_draft(match["name"], language, files[path], log.of(path))
            if draft:
                drafts[path] = replace(draft, is_variant=match["language"] is not None)
    return dict(sorted(drafts.items(), key=lambda item: order.get(item[1].name, len(order))))


def _read_units(drafts: dict[str, UnitDraft], log: FaultLog) -> list[ReadUnit]:
    return [ReadUnit(file, read_unit(draft, log.of(file)), draft) for file, draft in drafts.items()]


def _read_media(files: Files, log: FaultLog) -> list[MediaFile]:
    return [
        read_media(path.removeprefix(MEDIA), files[path], log.of(path))
        for path in sorted(files)
        if _is_media(path)
    ]


def _note_units(files: Files, head: ModuleHead, log: FaultLog) -> None:
    listed = {name for _, name in head.units}
    for line, name in head.units:
        if f"{UNITS}{name}.md" not in files:
            log.of(NAME).add(line, "unit_file_missing", name=name)
    for path in files:
        match = FILE.fullmatch(path)
        if match and not match["language"] and match["name"] not in listed:
            log.of(path).add(None, "unit_not_listed", name=match["name"])


def _with_variants(unit: UnitSource, read: list[ReadUnit], head: ModuleHead, log: FaultLog) -> UnitSource:
    variants = [item for item in read if item.draft.is_variant and item.unit.name == unit.name]
    for item in variants:
        if item.unit.language == head.language:
            log.of(item.file).add(None, "variant_same_language", language=head.language)
        check_variant(unit, item.unit, log.of(item.file))
    return replace(unit, variants=tuple(item.unit for item in variants))


def _note_lone_variants(read: list[ReadUnit], main: list[ReadUnit], log: FaultLog) -> None:
    names = {item.unit.name for item in main}
    for item in read:
        if item.draft.is_variant and item.unit.name not in names:
            log.of(item.file).add(None, "variant_alone", name=item.unit.name)


def _module(head: ModuleHead, units: list[UnitSource], media: list[MediaFile]) -> ModuleSource:
    return ModuleSource(
        slug=head.slug,
        title=head.title,
        language=head.language,
        summary=head.summary,
        sector=head.sector,
        licence=head.licence,
        origin_version=head.origin_version,
        review_on=head.review_on,
        outcomes=head.outcomes,
        sources=head.sources,
        translations=head.translations,
        units=tuple(units),
        media=tuple(media),
    )
