"""The rows of one version, written whole."""

import uuid
from collections.abc import Collection
from typing import Any

from sqlalchemy import Insert, insert
from sqlalchemy.orm import Session

from app.catalogue.content import CompiledBlock, ModuleSource, UnitSource
from app.catalogue.content.block_fields import to_fields
from app.catalogue.content.module_file import ModuleHead
from app.catalogue.content.sources import block_type
from app.catalogue.models import (
    Block,
    BlockText,
    Medium,
    Module,
    ModuleVersion,
    Unit,
    VersionMedium,
)
from app.catalogue.pictures import Size, picture_size
from app.catalogue.sanitising import SANITISER_VERSION
from app.catalogue.services.pooling import pools_of
from app.catalogue.services.preparing import Prepared
from app.catalogue.translations import HEAD, Marks, Said, words_of_head
from app.kernel.clock import now
from app.kernel.db import inserting
from app.kernel.ids import new_id

LONGEST_LABEL, LONGEST_TITLE = 120, 250


def write_draft(
    session: Session,
    module: Module,
    prepared: Prepared,
    by: uuid.UUID | None,
    *,
    revision: int = 0,
    known: Collection[str] = (),
    marks: Marks | None = None,
) -> ModuleVersion:
    """Every row of a new draft. The caller holds the module's lock, and has removed the former one.

    `known` are digests of media that have their rows, `marks` what its translations are behind of.
    """
    draft = ModuleVersion(
        id=new_id(),
        module_id=module.id,
        number=0,
        checksum=prepared.checksum,
        archive=prepared.archive,
        head=head_of(prepared.source),
        behind=(marks or {}).get(HEAD, {}),
        revision=revision,
        head_revision=revision,
        title=prepared.source.title,
        words=words_of(prepared.source),
        outcomes=list(prepared.source.outcomes),
        required_blocks=prepared.required_blocks,
        saved_by=by,
        saved_at=now(),
    )
    session.add(draft)
    session.flush()
    fill_version(session, draft, prepared, known=known, marks=marks)
    return draft


def fill_version(
    session: Session,
    draft: ModuleVersion,
    prepared: Prepared,
    *,
    known: Collection[str] = (),
    marks: Marks | None = None,
) -> None:
    """The rows below the version's own."""
    block_ids = _write_units(session, draft, prepared.source.units, marks or {})
    sizes = _write_media(session, draft.id, prepared, known)
    texts = [text_values(block_ids[block.code], block, sizes) for block in prepared.blocks]
    if texts:
        session.execute(insert(BlockText), texts)


#: What a draft keeps of `module.yaml` beside its units, in the order of the file.
HEAD_KEYS = ("title", "language", "summary", "sector", "licence", "origin_version")
HEAD_LISTS = ("outcomes", "sources")


def words_of(source: ModuleSource | ModuleHead) -> dict[str, Any]:
    """What a module says of itself in each of its other languages."""
    return {
        each.language: {"title": each.title, "summary": each.summary, "outcomes": list(each.outcomes)}
        for each in source.translations
    }


def head_of(source: ModuleSource) -> dict[str, Any]:
    head = {key: getattr(source, key) for key in HEAD_KEYS}
    lists = {key: list(getattr(source, key)) for key in HEAD_LISTS}
    return {**head, "review_on": source.review_on.isoformat(), **lists, "words": words_of(source)}


def _write_units(
    session: Session, draft: ModuleVersion, units: tuple[UnitSource, ...], marks: Marks
) -> dict[str, uuid.UUID]:
    """Units and blocks; returns the ids of the blocks by code."""
    unit_rows: list[dict[str, Any]] = []
    block_rows: list[dict[str, Any]] = []
    for position, unit in enumerate(units, start=1):
        unit_rows.append(_unit_values(draft, position, unit) | {"behind": marks.get(f"unit/{unit.id}", {})})
        pools, sources = pools_of(unit), sources_in(unit)
        for place, block in enumerate(unit.blocks, start=1):
            pool = pools.get(block.id, {})
            block_rows.append(
                {
                    "id": new_id(),
                    "version_id": draft.id,
                    "unit_id": unit_rows[-1]["id"],
                    "code": block.id,
                    "position": place,
                    "type": block_type(block),
                    "is_required": block.required,
                    "is_hidden": block.hidden,
                    "source": sources[block.id],
                    "behind": marks.get(f"block/{block.id}", {}),
                    "revision": draft.revision,
                    "pool": pool,
                    "is_surplus": bool(pool) and block.id in pool["codes"][pool["pick"] :],
                }
            )
    session.execute(insert(Unit), unit_rows)
    session.execute(insert(Block), block_rows)
    return {row["code"]: row["id"] for row in block_rows}


def said_in(source: ModuleSource) -> Said:
    """Everything that a module says, by language."""
    said: Said = {HEAD: words_of_head(head_of(source))}
    for unit in source.units:
        said[f"unit/{unit.id}"] = {each.language: _words(each) for each in (unit, *unit.variants)}
        said |= {f"block/{code}": words for code, words in sources_in(unit).items()}
    return said


def sources_in(unit: UnitSource) -> dict[str, dict[str, Any]]:
    """What each block of a unit says, by code and language."""
    found: dict[str, dict[str, Any]] = {}
    for written in (unit, *unit.variants):
        for block in written.blocks:
            found.setdefault(block.id, {})[written.language] = to_fields(block)
    return found


def _unit_values(draft: ModuleVersion, position: int, unit: UnitSource) -> dict[str, Any]:
    return {
        "id": new_id(),
        "version_id": draft.id,
        "revision": draft.revision,
        "code": unit.id,
        "name": unit.name,
        "is_hidden": unit.hidden,
        "position": position,
        "title": unit.title,
        "place": unit.place,
        "minutes": unit.minutes,
        "outcomes": list(unit.outcomes),
        "prerequisites": list(unit.prerequisites),
        "bring": list(unit.bring),
        "resources": list(unit.resources),
        "words": {variant.language: _words(variant) for variant in unit.variants},
    }


def _words(unit: UnitSource) -> dict[str, Any]:
    return {
        "title": unit.title,
        "outcomes": list(unit.outcomes),
        "bring": list(unit.bring),
        "resources": list(unit.resources),
    }


def _write_media(
    session: Session, version_id: uuid.UUID, prepared: Prepared, known: Collection[str]
) -> dict[str, Size]:
    """The pictures, each kept once in the network; returns their sizes by name."""
    sizes: dict[str, Size] = {}
    media: dict[str, dict[str, Any]] = {}
    uses: list[dict[str, Any]] = []
    for medium in prepared.source.media:
        sha256, size = prepared.digests[medium.name], picture_size(medium.content_type, medium.data)
        if size:
            sizes[medium.name] = size
        width, height = size or (None, None)
        media[sha256] = {
            "sha256": sha256,
            "media_type": medium.content_type,
            "size": len(medium.data),
            "width": width,
            "height": height,
        }
        uses.append({"version_id": version_id, "name": medium.name, "sha256": sha256})
    # In one order, so that two drafts with the same pictures never wait for each other.
    rows = [media[sha256] for sha256 in sorted(media) if sha256 not in known]
    if rows:
        session.execute(unless_there(session, Medium), rows)
    if uses:
        session.execute(insert(VersionMedium), uses)
    return sizes


def unless_there(session: Session, table: type[Medium]) -> Insert:
    return inserting(session, table).on_conflict_do_nothing()


def text_values(block_id: uuid.UUID, block: CompiledBlock, sizes: dict[str, Size]) -> dict[str, Any]:
    """The row of a compiled block; who shows a picture learns its size, so that nothing jumps.

    A title of a draft that no column holds is cut here; it is a fault of the draft.
    """
    data = dict(block.data)
    title = (block.title or "")[:LONGEST_TITLE]
    size = sizes.get(str(data.get("src", "")).removeprefix("media:"))
    if size and "alt" in data:
        data["width"], data["height"] = size
    return {
        "block_id": block_id,
        "language": block.language,
        "title": title,
        "label": title or _shortened(block.plain_text),
        "html": str(block.html),
        "data": data,
        "plain_text": block.plain_text,
        "sanitiser_version": SANITISER_VERSION,
    }


def _shortened(text: str) -> str:
    if len(text) <= LONGEST_LABEL:
        return text
    return text[:LONGEST_LABEL].rsplit(" ", 1)[0] + "…"
