"""Which translations of a draft were made from words that have changed since.

A thing that is said in several languages (a block, what a unit or the module says of itself) has its words by language,
and beside them `behind`: by language, the words of the module's own language that the translation was made from, where
these are no longer what stands there. Nothing is kept for what is up to date. `{}` means that it was made from nothing.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.catalogue.content.block_fields import Fields
from app.catalogue.content.sources import ModuleSource
from app.catalogue.models import Block, ModuleVersion, Unit

#: Words by language.
Words = Mapping[str, Fields]
#: By what it is about: "" is the module, `unit/<code>` and `block/<code>` the rest.
Said = dict[str, Words]
Marks = dict[str, dict[str, Fields]]

HEAD = ""
OF_HEAD = ("title", "summary", "outcomes")
OF_UNIT = ("title", "outcomes", "bring", "resources")


def behind_after(own: str, before: Words, behind: Words, after: Words) -> dict[str, Fields]:
    """What is behind once `after` has taken the place of `before`. A translation that changed is up to date."""
    kept: dict[str, Fields] = {}
    for language in after.keys() - {own}:
        if language not in before or after[language] != before[language]:
            continue
        made_from = behind.get(language, before.get(own))
        if made_from is not None and made_from != after.get(own):
            kept[language] = made_from
    return kept


def put_behind(
    own: str, behind: Words, wanted: Mapping[str, Fields | None], words: Words
) -> dict[str, Fields]:
    """`behind` with other entries for some languages; None for one that is up to date."""
    told = {**behind, **wanted}
    return {
        language: made_from
        for language, made_from in told.items()
        if made_from is not None and language in words and made_from != words.get(own)
    }


def words_of_unit(unit: Unit, own: str) -> dict[str, Fields]:
    return {own: {key: getattr(unit, key) for key in OF_UNIT}, **unit.words}


def words_of_head(head: Mapping[str, Any]) -> dict[str, Fields]:
    return {head["language"]: {key: head[key] for key in OF_HEAD}, **head.get("words", {})}


def said_in_state(state: Mapping[str, Any]) -> Said:
    """Everything that a whole draft says, as its history keeps it."""
    own = state["head"]["language"]
    said: Said = {HEAD: words_of_head(state["head"])}
    for unit in state["units"]:
        said[f"unit/{unit['code']}"] = {own: {key: unit[key] for key in OF_UNIT}, **unit["words"]}
        said |= {f"block/{block['code']}": block["source"] for block in unit["blocks"]}
    return said


def marks_in_state(state: Mapping[str, Any]) -> Marks:
    marks = {HEAD: state.get("behind", {})}
    for unit in state["units"]:
        marks[f"unit/{unit['code']}"] = unit.get("behind", {})
        marks |= {f"block/{block['code']}": block.get("behind", {}) for block in unit["blocks"]}
    return marks


def marks_of(session: Session, version: ModuleVersion) -> Marks:
    """The marks of any version, published ones too; one statement."""
    rows = session.execute(
        select(Unit.code, Unit.behind, Block.code, Block.behind)
        .join(Block, Block.unit_id == Unit.id, isouter=True)
        .where(Unit.version_id == version.id)
    )
    marks: Marks = {HEAD: version.behind}
    for unit, of_unit, block, of_block in rows:
        marks[f"unit/{unit}"] = of_unit
        marks[f"block/{block}"] = of_block or {}
    return marks


def carry(own: str, before: Said, marks: Marks, after: Said) -> Marks:
    """The marks of what takes the place of `before` as a whole: an import, say."""
    return {
        key: behind_after(own, before.get(key, {}), marks.get(key, {}), words) for key, words in after.items()
    }


def has_several_languages(source: ModuleSource) -> bool:
    return bool(source.translations) or any(unit.variants for unit in source.units)


def languages_of(head: Mapping[str, Any], units: Iterable[Unit]) -> list[str]:
    """Those that have been begun, beside the module's own."""
    begun = {*head.get("words", {}), *(language for unit in units for language in unit.words)}
    return sorted(begun - {head["language"]})
