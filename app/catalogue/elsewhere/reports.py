"""What became of each part of a file: kept as it is, changed and how, or not taken and why."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from app.catalogue.content.faults import Fact, Fault
from app.catalogue.elsewhere.sentences import SENTENCES

Gettext = Callable[[str], str]
LONGEST_PLACE = 80


class Fate(StrEnum):
    KEPT = "kept"
    CHANGED = "changed"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Where:
    """A place of the file: `line` counts from 1, 0 where lines mean nothing; `place` is a name or a heading."""

    line: int = 0
    place: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """One part and its fate; `fault` says why our own format does not take it."""

    fate: Fate
    code: str
    where: Where
    facts: dict[str, Fact] = field(default_factory=dict)
    fault: Fault | None = None

    def message(self, gettext: Gettext) -> str:
        said = gettext(SENTENCES[self.code]) % self.facts
        return f"{said} {self.fault.message(gettext)}" if self.fault else said


@dataclass(slots=True)
class Report:
    """`figures` counts what was taken, by the names of `FIGURES`."""

    format: str
    figures: Counter[str] = field(default_factory=Counter)
    notes: list[Note] = field(default_factory=list)

    def of(self, fate: Fate) -> list[Note]:
        return [note for note in self.notes if note.fate is fate]

    def add(self, fate: Fate, code: str, where: Where, facts: dict[str, Fact] | None = None) -> None:
        """The same thing said twice of one place is said once."""
        self.note(Note(fate, code, where, facts or {}))

    def note(self, note: Note) -> None:
        note = replace(note, where=Where(note.where.line, _shortened(note.where.place)))
        if note not in self.notes[-20:]:
            self.notes.append(note)


def _shortened(place: str) -> str:
    return place if len(place) <= LONGEST_PLACE else place[:LONGEST_PLACE].rsplit(" ", 1)[0] + "…"


#: What is counted: types of questions and blocks as our format calls them, and what a document is made of.
FIGURES = (
    "choice",
    "multiple",
    "short",
    "number",
    "match",
    "cloze",
    "order",
    "open-answer",
    "headings",
    "texts",
    "procedures",
    "steps",
    "tables",
    "pictures",
    "footnotes",
)
