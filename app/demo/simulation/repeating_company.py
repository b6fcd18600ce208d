"""Everyone else's company: the same words with their own tutor, the same dates in their own workshop."""

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.chat.models import Conversation, Message, Participant
from app.demo.simulation.people import People
from app.demo.simulation.repeating import Repeated
from app.demo.simulation.rows import row_of, write_rows
from app.kernel.db import Base
from app.kernel.ids import new_id
from app.learning.models import Enrolment
from app.tutoring.models import Accompaniment, HelpRequest, Intervention

Rows = list[dict[str, Any]]


def repeat_company(
    session: Session, people: People, repeated: Sequence[Repeated]
) -> dict[uuid.UUID, uuid.UUID]:
    """Accompaniments and conversations, with their questions; the conversation of each enrolment."""
    found: dict[uuid.UUID, uuid.UUID] = {}
    kept: dict[type[Base], Rows] = {
        kind: [] for kind in (Accompaniment, Conversation, Participant, Message, HelpRequest, Intervention)
    }
    for each in repeated:
        lived = _read(session, each.source)
        found[each.source.id] = lived[Conversation][0].id
        for copy in each.copies:
            ids: dict[uuid.UUID, uuid.UUID] = {each.source.id: copy.enrolment_id}
            ids |= each.persons(people, copy)
            for kind, rows in lived.items():
                kept[kind] += [_renamed(row, ids) for row in rows]
            found[copy.enrolment_id] = ids[lived[Conversation][0].id]
    for kind, rows in kept.items():
        write_rows(session, kind, iter(rows))
    return found


def _read(session: Session, source: Enrolment) -> dict[type[Base], list[Any]]:
    """In the order in which they refer to each other."""
    conversation = session.scalars(select(Conversation).where(Conversation.subject == source.id)).one()
    here = Conversation.id == conversation.id
    return {
        Accompaniment: [session.get_one(Accompaniment, source.id)],
        Conversation: [conversation],
        Participant: list(session.scalars(select(Participant).join(Conversation).where(here))),
        Message: list(session.scalars(select(Message).join(Conversation).where(here))),
        HelpRequest: list(session.scalars(select(HelpRequest).where(HelpRequest.enrolment_id == source.id))),
        Intervention: list(
            session.scalars(select(Intervention).where(Intervention.enrolment_id == source.id))
        ),
    }


def _renamed(row: Base, ids: dict[uuid.UUID, uuid.UUID]) -> dict[str, Any]:
    """The row with an id of its own, referring to this copy's rows and people wherever the other did to its own."""
    given = row_of(row)
    if "id" in given:
        ids.setdefault(given["id"], new_id())
    return {
        name: ids.get(value, value) if isinstance(value, uuid.UUID) else value
        for name, value in given.items()
    }
