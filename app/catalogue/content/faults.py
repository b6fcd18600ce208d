"""What stops a module from being imported, gathered until everything has been read."""

from collections.abc import Callable
from dataclasses import dataclass, field

from app.catalogue.content.sentences import SENTENCES

Fact = str | int


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong at one place. `line` counts from 1; None when the file as a whole is meant."""

    file: str
    line: int | None
    code: str
    facts: dict[str, Fact] = field(default_factory=dict)

    def message(self, gettext: Callable[[str], str]) -> str:
        """The sentence a person reads, translated by `gettext` from its French source."""
        return gettext(SENTENCES[self.code]) % self.facts


class FaultLog:
    """Gathers faults of every file, so that an author gets them all at once."""

    def __init__(self) -> None:
        self._faults: dict[tuple[object, ...], Fault] = {}

    def of(self, file: str) -> "FileFaults":
        return FileFaults(self, file)

    def add(self, fault: Fault) -> None:
        key = (fault.file, fault.line, fault.code, *fault.facts.items())
        self._faults.setdefault(key, fault)

    def in_order(self) -> tuple[Fault, ...]:
        faults = self._faults.values()
        return tuple(sorted(faults, key=lambda fault: (fault.file, fault.line or 0)))


@dataclass(frozen=True, slots=True)
class FileFaults:
    """The fault log of one file."""

    log: FaultLog
    file: str

    def add(self, line: int | None, code: str, **facts: Fact) -> None:
        self.log.add(Fault(self.file, line, code, facts))
