"""What the nightly work did, for who cares for the installation; and how long things are kept, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext, ngettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.people.keeping import Kept, parts
from app.people.terms.models import TermRun
from app.people.terms.term import Term, Unit
from app.settings import Settings


@dataclass(frozen=True, slots=True)
class TermTold:
    """One kind that has an end: what it is, how long it is kept, and when something of it went last."""

    what: Any
    lengths: Sequence[str]
    last: TermRun | None


def list_terms(session: Session, settings: Settings) -> list[TermTold]:
    """Every kind whose end comes by itself; one statement."""
    last: dict[str, TermRun] = {}
    for run in session.scalars(select(TermRun).order_by(TermRun.until_on)):
        last[run.kind] = run
    return [
        TermTold(kept.what, say_terms(kept, settings), last.get(kept.name))
        for kept in parts()
        if kept.end.terms
    ]


def say_terms(kept: Kept, settings: Settings) -> list[str]:
    """« 90 jours », « 10 ans » : each length once."""
    return list(dict.fromkeys(say_length(term, settings) for term in kept.end.terms))


def say_length(term: Term, settings: Settings) -> str:
    length = term.length(settings)
    if term.unit is Unit.YEARS:
        return str(
            ngettext("%(num)s an après l’année de la fin", "%(num)s ans après l’année de la fin", length)
        )
    if length == 365:
        return str(gettext("1 an"))
    return str(ngettext("%(num)s jour", "%(num)s jours", length))


def keeping_table() -> str:
    """Every kind with its tables, the settings that end it, and what erasing does; as `docs/privacy.md` holds it."""
    rows = [
        f"| {kept.name} | {', '.join(f'`{each.__tablename__}`' for each in kept.tables)} "
        f"| {', '.join(dict.fromkeys(f'`{term.setting.upper()}`' for term in kept.end.terms))} "
        f"| {'stays without a name' if kept.end.stays else 'goes'} |"
        for kept in parts()
    ]
    return "\n".join(["| kind | tables | ends by itself after | when erased |", "|---|---|---|---|", *rows])
