"""The order in which rows are locked: person, then session. Everything that counts seats goes through here.

On SQLite a writing unit of work holds the one write lock from its first statement, and these are plain reads.
"""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.in_centre.models import InCentreSession
from app.kernel.errors import NotFound
from app.people.models import Person


def lock_person(session: Session, person_id: uuid.UUID) -> None:
    """One booking of a person at a time, so that two dates at the same hour cannot both pass."""
    session.execute(select(Person.id).where(Person.id == person_id).with_for_update(key_share=True))


def lock_session(session: Session, session_id: uuid.UUID) -> InCentreSession:
    """The row as it is now, held until the transaction ends. Raises NotFound."""
    found = session.scalars(
        select(InCentreSession)
        .where(InCentreSession.id == session_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).first()
    if found is None:
        raise NotFound
    return found
