"""The files of a draft as its authors look at them: what each is, and which blocks show it, with which words."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.catalogue.models import Block, BlockText, Medium, ModuleVersion, Unit, VersionMedium
from app.catalogue.queries import find_draft, get_editable_module
from app.catalogue.renditions import is_raster, widths_of
from app.catalogue.row_reading import MEDIA_KEYS, media_address
from app.kernel.errors import NotFound
from app.people.actor import Actor


@dataclass(frozen=True, slots=True)
class Use:
    """A block that names a file; `alt` is what it says of a picture, empty where it says nothing yet."""

    unit: str
    unit_title: str
    block: str
    label: str
    alt: str


@dataclass(frozen=True, slots=True)
class DraftFile:
    """A file of a draft. `size` in bytes; `thumbnail` is the address of a small picture of it, where there is one."""

    name: str
    sha256: str
    media_type: str
    size: int
    width: int | None
    height: int | None
    url: str
    thumbnail: str
    uses: tuple[Use, ...]


def list_media(session: Session, actor: Actor, slug: str) -> list[DraftFile]:
    """The files of the draft, by name; none before the draft was opened. Raises NotFound, Denied."""
    draft = find_draft(session, get_editable_module(session, actor, slug).id)
    if draft is None or not draft.head:
        return []
    uses = _uses(session, draft)
    rows = session.execute(
        select(VersionMedium.name, Medium)
        .join(Medium, Medium.sha256 == VersionMedium.sha256)
        .where(VersionMedium.version_id == draft.id)
        .order_by(VersionMedium.name)
    )
    return [_file(draft.id, name, medium, tuple(uses.get(name, ()))) for name, medium in rows]


def _file(version_id: uuid.UUID, name: str, medium: Medium, uses: tuple[Use, ...]) -> DraftFile:
    url = media_address(version_id, name)
    thumbnail = url if medium.media_type == "image/svg+xml" else ""
    if medium.width and is_raster(name):
        thumbnail = f"{url}/{widths_of(medium.width)[0]}.webp"
    return DraftFile(
        name=name,
        sha256=medium.sha256,
        media_type=medium.media_type,
        size=medium.size,
        width=medium.width,
        height=medium.height,
        url=url,
        thumbnail=thumbnail,
        uses=uses,
    )


def get_file(session: Session, actor: Actor, slug: str, name: str) -> DraftFile:
    """A file of the draft, without its uses. Raises NotFound, Denied."""
    draft = find_draft(session, get_editable_module(session, actor, slug).id)
    medium = (
        draft
        and session.scalars(
            select(Medium)
            .join(VersionMedium, VersionMedium.sha256 == Medium.sha256)
            .where(VersionMedium.version_id == draft.id, VersionMedium.name == name)
        ).first()
    )
    if not draft or not medium:
        raise NotFound
    return _file(draft.id, name, medium, ())


def _uses(session: Session, draft: ModuleVersion) -> dict[str, list[Use]]:
    own = draft.head.get("language", "")
    rows = session.execute(
        select(Unit, Block, BlockText.label)
        .join(Block, Block.unit_id == Unit.id)
        .join(BlockText, BlockText.block_id == Block.id, isouter=True)
        .where(Block.version_id == draft.id)
        # The words of the module's own language first: they name the block.
        .order_by(Unit.position, Block.position, BlockText.language != own)
    )
    found: dict[str, dict[str, Use]] = {}
    for unit, block, label in rows:
        for name, fields in named_in(block, own):
            alt = str(fields.get("alt") or "")
            use = Use(unit.code, unit.title, block.code, label or "", alt)
            found.setdefault(name, {}).setdefault(block.code, use)
    return {name: list(uses.values()) for name, uses in found.items()}


def blocks_by_medium(session: Session, draft_id: uuid.UUID) -> dict[str, list[Block]]:
    """For the verbs that change files, which have asked whether they may."""
    found: dict[str, list[Block]] = {}
    for block in session.scalars(select(Block).where(Block.version_id == draft_id)):
        for name in dict.fromkeys(name for name, _ in named_in(block)):
            found.setdefault(name, []).append(block)
    return found


def named_in(block: Block, own: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Each file that a block of a draft names in some language, with the fields that name it; the language `own` first."""
    for _, fields in sorted(block.source.items(), key=lambda told: told[0] != own):
        for key in MEDIA_KEYS:
            if fields.get(key):
                yield str(fields[key]), fields
