"""From rows to what readers get (`outlines.py`)."""

import uuid
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from markupsafe import Markup

from app.catalogue.content.media import MEDIA_SCHEME
from app.catalogue.models import Block, BlockText, Unit, words_in
from app.catalogue.outlines import BlockOutline, BlockView, Outline, UnitOutline
from app.catalogue.renditions import POSTER, is_raster, sources_of

MEDIA_PREFIX = "/media"


def outlines_of(rows: Sequence[Any]) -> dict[str, Outline]:
    """The outline in each language of the module, its own first; what a language lacks is said in the module's own.

    Rows of (version, slug, module's language, unit, block, language, title, label), in order, at least one.
    """
    version, slug, own = rows[0][:3]
    units = [_read_unit(unit, own, group) for unit, group in groupby(rows, key=lambda row: row[3])]
    others = (language for unit, _blocks in units for language in unit.words)
    languages = dict.fromkeys([own, *version.words, *others])
    return {
        language: Outline(
            version_id=version.id,
            module_id=version.module_id,
            slug=slug,
            title=words_in(language, "title", version.title, version.words, own),
            number=version.number,
            language=language,
            units=tuple(_unit(unit, blocks, language, own) for unit, blocks in units),
        )
        for language in languages
    }


Names = dict[str, tuple[str, str]]


def _read_unit(unit: Unit, own: str, rows: Iterable[Any]) -> tuple[Unit, list[tuple[Block, Names]]]:
    """The unit, and each of its blocks with (title, label) by language."""
    blocks = []
    for block, group in groupby(rows, key=lambda row: row[4]):
        if block is None:  # a unit of a draft that holds nothing yet
            continue
        names = {language: (title, label) for *_facts, language, title, label in group if language}
        blocks.append((block, {own: ("", "")} | names))
    return unit, blocks


def _unit(unit: Unit, blocks: Iterable[tuple[Block, Names]], language: str, own: str) -> UnitOutline:
    words = unit.words.get(language, {})
    return UnitOutline(
        id=unit.id,
        code=unit.code,
        position=unit.position,
        title=words_in(language, "title", unit.title, unit.words, own),
        place=unit.place,
        minutes=unit.minutes,
        outcomes=tuple(words.get("outcomes", unit.outcomes)),
        prerequisites=tuple(unit.prerequisites),
        bring=tuple(words.get("bring", unit.bring)),
        resources=tuple(words.get("resources", unit.resources)),
        blocks=tuple(
            BlockOutline(
                block.code,
                block.type,
                block.is_required,
                block.position,
                *names.get(language, names[own]),
                pool=block.pool,
                is_hidden=block.is_hidden,
            )
            for block, names in blocks
        ),
        is_hidden=unit.is_hidden,
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
        is_hidden=block.is_hidden,
    )


MEDIA_KEYS = ("src", "captions", "poster")


def _with_addresses(data: dict[str, Any], version_id: uuid.UUID) -> dict[str, Any]:
    named = {key: data[key] for key in MEDIA_KEYS if str(data.get(key, "")).startswith(MEDIA_SCHEME)}
    if not named:
        return data
    addresses = {
        key: media_address(version_id, name.removeprefix(MEDIA_SCHEME)) for key, name in named.items()
    }
    if is_raster(addresses.get("poster", "")):
        addresses["poster"] += f"/{POSTER}"
    # Only what is shown as a picture has its size; a photograph to download has not.
    if data.get("width") and is_raster(addresses.get("src", "")):
        return data | addresses | {"sources": sources_of(addresses["src"], data["width"])}
    return data | addresses


def media_address(version_id: uuid.UUID, name: str) -> str:
    """The address that `views.py` serves; names of media are plain by the content format."""
    return f"{MEDIA_PREFIX}/{version_id}/{name}"
