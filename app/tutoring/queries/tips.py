"""Reading the tips proposed for a module."""

import uuid
from dataclasses import dataclass

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from app.catalogue.labels import last_label
from app.people.models import Person
from app.tutoring.models import Tip, TipState

MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class TipTold:
    """A tip, the block that it is about, and the given name of who proposed it; who asked is told to nobody."""

    tip: Tip
    label: str
    by: str


def list_tips(session: Session, module_id: uuid.UUID) -> list[TipTold]:
    """Of a module that the caller edits: those that wait first, then the newest; one statement."""
    rows = session.execute(
        select(Tip, func.coalesce(last_label(Tip.module_id, Tip.block), Tip.block), Person.given_name)
        .join(Person, Person.id == Tip.proposed_by)
        .where(Tip.module_id == module_id)
        .order_by(case((Tip.state == TipState.PROPOSED, 0), else_=1), Tip.proposed_at.desc())
        .limit(MOST_SHOWN)
    )
    return [TipTold(*row) for row in rows]
