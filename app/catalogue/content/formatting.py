"""What `flask compagnon format` writes: missing ids made, everything in canonical form."""

from dataclasses import dataclass

from app.catalogue.content.faults import Fault
from app.catalogue.content.parsing import Files, parse
from app.catalogue.content.writing import write


@dataclass(frozen=True, slots=True)
class Formatted:
    """Canonical files, or the faults that no formatting mends."""

    files: dict[str, bytes] | None
    faults: tuple[Fault, ...]


def format_files(files: Files) -> Formatted:
    parsed = parse(files, mend=True)
    return Formatted(write(parsed.module) if parsed.module else None, parsed.faults)
