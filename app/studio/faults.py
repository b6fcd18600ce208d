"""What a block still misses before it can be published, in the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext

from app.catalogue.content.faults import Fault
from app.studio.plain_faults import SENTENCES


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing to complete: `code` is the fault's, `message` its sentence."""

    code: str
    message: str


def missing_in(faults: Iterable[Fault]) -> tuple[Missing, ...]:
    """Each sentence once, whatever number of lines it holds for."""
    return tuple(dict.fromkeys(Missing(fault.code, _said(fault)) for fault in faults))


def _said(fault: Fault) -> str:
    plain = SENTENCES.get(fault.code)
    return str(plain) % fault.facts if plain else fault.message(gettext)


def say_plainly(code: str, message: str) -> str:
    """The sentence of a fault of which no more is known; its own where the plain one wants facts."""
    plain = str(SENTENCES.get(code, ""))
    return plain if plain and "%(" not in plain else message
