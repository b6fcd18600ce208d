"""From rows to what readers get (`outlines.py`)."""

import uuid
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from markupsafe import Markup

from app.catalogue.content.media import MEDIA_SCHEME
from app.catalogue.models import Block, BlockText, Unit
from app.catalogue.outlines import BlockOutline, BlockView, Outline, UnitOutline

MEDIA_PREFIX = "/media"


def outline_of(rows: Sequence[Any]) -> Outline:
    """Rows of (version, slug, language, unit, block, title, label), in order, at least one."""
    version, slug, language = rows[0][:3]
    grouped = groupby(((row[3], row[4:]) for row in rows), key=lambda pair: pair[0])
    return Outline(
        version_id=version.id,
        module_id=version.module_id,
        slug=slug,
        title=version.title,
        number=version.number,
        language=language,
        units=tuple(_unit(unit, (pair[1] for pair in pairs)) for unit, pairs in grouped),
    )


def _unit(unit: Unit, blocks: Iterable[tuple[Block, str | None, str | None]]) -> UnitOutline:
    return UnitOutline(
        id=unit.id,
        code=unit.code,
        position=unit.position,
        title=unit.title,
        place=unit.place,
        minutes=unit.minutes,
        outcomes=tuple(unit.outcomes),
        prerequisites=tuple(unit.prerequisites),
        bring=tuple(unit.bring),
        resources=tuple(unit.resources),
        blocks=tuple(
            BlockOutline(block.code, block.type, block.is_required, block.position, title or "", label or "")
            for block, title, label in blocks
        ),
    )


def block_view(block: Block, text: BlockText, version_id: uuid.UUID) -> BlockView:
    return BlockView(
        code=block.code,
        type=block.type,
        is_required=block.is_required,
        title=text.title,
        label=text.label,
        html=Markup(text.html),  # noqa: S704  cleaned when it was compiled
        language=text.language,
        data=_with_addresses(text.data, version_id),
    )


MEDIA_KEYS = ("src", "captions", "poster")


def _with_addresses(data: dict[str, Any], version_id: uuid.UUID) -> dict[str, Any]:
    named = {key: data[key] for key in MEDIA_KEYS if str(data.get(key, "")).startswith(MEDIA_SCHEME)}
    addresses = {
        key: media_address(version_id, name.removeprefix(MEDIA_SCHEME)) for key, name in named.items()
    }
    return data | addresses if addresses else data


def media_address(version_id: uuid.UUID, name: str) -> str:
    """The address that `views.py` serves; names of media are plain by the content format."""
    return f"{MEDIA_PREFIX}/{version_id}/{name}"
