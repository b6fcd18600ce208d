"""What the audit's codes are called: acts, what they change, and the values that stand there."""

import enum
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session

Names = Callable[[Session, Iterable[uuid.UUID]], dict[uuid.UUID, str]]


class Family(enum.StrEnum):
    """Acts of one kind, as the journal is filtered by."""

    ACCOUNTS = "accounts"
    ROLES = "roles"
    ACCESS = "access"
    GROUPS = "groups"
    TUTORING = "tutoring"
    LEARNING = "learning"
    WORKSHOP = "workshop"
    MODULES = "modules"
    CENTRE = "centre"
    LOOKS = "looks"
    INSTALLATION = "installation"


FAMILY_NAMES = {
    Family.ACCOUNTS: _("Comptes"),
    Family.ROLES: _("Rôles"),
    Family.ACCESS: _("Moyens de se connecter"),
    Family.GROUPS: _("Groupes"),
    Family.TUTORING: _("Tutorat"),
    Family.LEARNING: _("Modules suivis"),
    Family.WORKSHOP: _("Séances"),
    Family.MODULES: _("Modules écrits"),
    Family.CENTRE: _("Centre"),
    Family.LOOKS: _("Regards d’ailleurs"),
    Family.INSTALLATION: _("Installation"),
}


class Shown(enum.Enum):
    """How a value of `before`, `after` or the facts is said."""

    PLAIN = enum.auto()
    DAY = enum.auto()
    MOMENT = enum.auto()
    YES = enum.auto()
    LIST = enum.auto()
    COUNT = enum.auto()
    NAMED = enum.auto()


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that lines tell: its name; words for its codes, or whose name its id stands for."""

    label: Any
    shown: Shown = Shown.PLAIN
    words: Mapping[Any, Any] | None = None
    names: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    family: Family
    #: With %(who)s, %(person)s and the parts that the line has among its facts.
    sentence: Any


acts: dict[str, Act] = {}
parts: dict[str, Part] = {}
namers: dict[str, Names] = {}


def learn_acts(family: Family, sentences: Mapping[str, Any]) -> None:
    acts.update({code: Act(family, sentence) for code, sentence in sentences.items()})


def learn_parts(told: Mapping[str, Part]) -> None:
    parts.update(told)


def name_with(kind: str, names: Names) -> None:
    """`names(session, ids)` gives the names of things of this kind, in one statement."""
    namers[kind] = names


def codes_of(family: Family) -> list[str]:
    return [code for code, act in acts.items() if act.family is family]
