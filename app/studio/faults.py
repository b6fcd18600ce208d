"""What a block still misses before it can be published, in the reader's language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext

from app.catalogue.content.faults import Fault
from app.catalogue.outlines import Outline
from app.catalogue.services.drafting import PlacedFault
from app.studio.changes_told import label_of
from app.studio.plain_faults import FIELDS, SENTENCES


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing to complete: `code` is the fault's, `message` its sentence."""

    code: str
    message: str


def missing_in(faults: Iterable[Fault]) -> tuple[Missing, ...]:
    """Each sentence once, whatever number of lines it holds for."""
    return tuple(dict.fromkeys(Missing(fault.code, _said(fault)) for fault in faults))


def _said(fault: Fault) -> str:
    return said_plainly(fault.code, fault.facts) or fault.message(gettext)


def said_plainly(code: str, facts: Mapping[str, Any]) -> str:
    """In the words of the forms; empty where the sentence of the files is as good."""
    if code in FIELDS and "key" in facts:
        return str(FIELDS[code]) % {**facts, "key": label_of(str(facts["key"]))}
    plain = str(SENTENCES.get(code, ""))
    # Of some faults no more is known than their sentence.
    return plain % facts if facts or "%(" not in plain else ""


def plainly(fault: PlacedFault) -> str:
    return said_plainly(fault.code, fault.facts) or fault.message


def told_by_place(faults: Iterable[PlacedFault], outline: Outline) -> list[dict[str, Any]]:
    """As the list of an archive's faults, by what the author sees instead of by file."""
    return [{"file": _place(fault, outline), "line": None, "message": plainly(fault)} for fault in faults]


def _place(fault: PlacedFault, outline: Outline) -> str:
    unit, block = outline.unit(fault.unit), outline.block(fault.block)
    if unit is None:
        return str(gettext("Le module"))
    return f"{unit.title}, {block.label}" if block and block.label else unit.title
