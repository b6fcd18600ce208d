"""How far each other language of a draft is: what is not said yet, and what was made from words that have changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from app.catalogue.models import Block, ModuleVersion, Unit
from app.catalogue.translations import Words, languages_of

MISSING, BEHIND, CURRENT = "missing", "behind", "current"


def standing_of(language: str, words: Words, behind: Words) -> str:
    """`missing`, `behind` or `current`."""
    if not words.get(language):
        return MISSING
    return BEHIND if language in behind else CURRENT


Units = list[tuple[Unit, list[Block]]]


@dataclass(frozen=True, slots=True)
class Text:
    """A text in one of the other languages. `unit` is empty for the module, `block` for what a unit says of itself."""

    unit: str
    block: str
    language: str
    standing: str


@dataclass(frozen=True, slots=True)
class Tally:
    """What a unit, or the module itself, counts in one language."""

    total: int = 0
    missing: int = 0
    behind: int = 0

    @property
    def is_begun(self) -> bool:
        return self.missing < self.total

    def with_one(self, standing: str) -> "Tally":
        return Tally(self.total + 1, self.missing + (standing == MISSING), self.behind + (standing == BEHIND))


def list_texts(session: Session, draft: ModuleVersion) -> list[Text]:
    """Everything that learners read, in each other language that was begun; one statement."""
    rows = session.execute(
        select(Unit, Block)
        .join(Block, and_(Block.unit_id == Unit.id, Block.is_hidden.is_(False)), isouter=True)
        .where(Unit.version_id == draft.id, Unit.is_hidden.is_(False))
        .order_by(Unit.position, Block.position)
    )
    units = [(unit, [row[1] for row in group if row[1]]) for unit, group in groupby(rows, lambda row: row[0])]
    languages = languages_of(draft.head, (unit for unit, _blocks in units))
    return [text for language in languages for text in _texts(draft, units, language)]


def _texts(draft: ModuleVersion, units: Units, language: str) -> Iterator[Text]:
    yield Text("", "", language, standing_of(language, draft.head.get("words", {}), draft.behind))
    for unit, blocks in units:
        yield Text(unit.code, "", language, standing_of(language, unit.words, unit.behind))
        for block in blocks:
            yield Text(unit.code, block.code, language, standing_of(language, block.source, block.behind))


def tallies(texts: list[Text]) -> dict[tuple[str, str], Tally]:
    """By unit and language."""
    found: dict[tuple[str, str], Tally] = {}
    for text in texts:
        key = text.unit, text.language
        found[key] = found.get(key, Tally()).with_one(text.standing)
    return found
