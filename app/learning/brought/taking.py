"""Taking in what someone brings along, and reading it."""

import enum
import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.kernel import audit
from app.kernel.clock import now
from app.kernel.errors import Conflict
from app.learning.brought.models import Brought
from app.learning.brought.reading import Carried, Sheet


class RecordOfHere(Conflict):
    """It was made by this very installation, which knows it all."""

    code = "record_of_here"


class Taken(enum.Enum):
    NEW = "new"
    NEWER = "newer"
    NOTHING = "nothing"


def take_record(
    session: Session, *, person_id: uuid.UUID, sheet: Sheet, here: str, by: uuid.UUID | None
) -> Taken:
    """Keep beside the person what the file says; the same again, or an older one, changes nothing.

    `here` is this installation's address; the caller may act on the person. Flushes. Raises RecordOfHere.
    """
    record = sheet.record
    if record.origin.address == here:
        raise RecordOfHere
    found = session.scalars(
        select(Brought)
        .where(Brought.person_id == person_id, Brought.origin == record.origin.address)
        .where(Brought.whom == record.person.id)
        .with_for_update()
    ).first()
    if found is not None and (found.fingerprint == sheet.fingerprint or found.made_at >= record.made_at):
        return Taken.NOTHING
    row = found or Brought(person_id=person_id, origin=record.origin.address, whom=record.person.id)
    row.name, row.made_at, row.fingerprint = record.person.name, record.made_at, sheet.fingerprint
    row.taken_at, row.taken_by = now(), by
    row.carried = sheet.carried.model_dump(mode="json")
    session.add(row)
    session.flush()
    audit.record(session, by, "record_taken", row.id, person_id=person_id)
    return Taken.NEWER if found else Taken.NEW


def list_brought(session: Session, person_id: uuid.UUID) -> list[tuple[Brought, Carried]]:
    """What a person brought, the newest first; the caller may read about them."""
    rows = session.scalars(
        select(Brought).where(Brought.person_id == person_id).order_by(Brought.made_at.desc(), Brought.id)
    )
    return [(row, Carried.model_validate(row.carried)) for row in rows]
