"""What staff did, when, to whom: append-only, and the database holds to it (`docs/decisions`)."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.kernel.clock import now
from app.kernel.db import Base, Id, Json, Moment
from app.kernel.installation import Mark

#: While this mark stands in a transaction, lines may be changed in it; the triggers of the table look for it.
REWRITTEN = "audit_rewritten"

Facts = dict[str, Any]


class AuditLine(Base):
    """One act of a person who has rights over others, or of the house itself where there is no actor.

    `person_id` is whom it was done to, `centre_id` the centre whose manager reads it. `before` and `after` hold what
    the act changed, as ids, codes, days and figures; of people, names and addresses as their own page shows them.
    `once` is a key under which one line alone is kept.
    """

    __tablename__ = "kernel_audit_line"
    __table_args__ = (
        Index("ix_kernel_audit_line_when", "at", "id"),
        Index("ix_kernel_audit_line_actor", "actor_id", "at"),
        Index("ix_kernel_audit_line_person", "person_id", "at"),
        Index("ix_kernel_audit_line_centre", "centre_id", "at"),
    )

    id: Mapped[Id]
    at: Mapped[Moment]
    actor_id: Mapped[uuid.UUID | None]
    act: Mapped[str] = mapped_column(String(64))
    object_id: Mapped[str] = mapped_column(String(64))
    facts: Mapped[Facts] = mapped_column(Json)
    person_id: Mapped[uuid.UUID | None]
    centre_id: Mapped[uuid.UUID | None]
    before: Mapped[Facts | None] = mapped_column(Json)
    after: Mapped[Facts | None] = mapped_column(Json)
    once: Mapped[str | None] = mapped_column(String(120), unique=True)


def record(
    session: Session,
    actor_id: uuid.UUID | None,
    act: str,
    object_id: object,
    *,
    person_id: uuid.UUID | None = None,
    centre_id: uuid.UUID | None = None,
    before: Facts | None = None,
    after: Facts | None = None,
    **facts: Any,
) -> None:
    """Add a line in the transaction of the act itself.

    What it holds are ids, codes, days and figures: no secret, and no free text but names as a person's own page shows
    them and what a centre says of itself to everybody.
    """
    session.add(
        AuditLine(
            at=now(),
            actor_id=actor_id,
            act=act,
            object_id=str(object_id),
            person_id=person_id,
            centre_id=centre_id,
            before=before,
            after=after,
            facts=facts,
        )
    )


@contextmanager
def rewriting(session: Session) -> Iterator[None]:
    """Inside, lines may be changed or taken away: for erasing a person and for the end of their keeping, nothing else.

    The mark begins and ends in the caller's transaction, so that nobody else's is ever open.
    """
    session.flush()
    mark = Mark(name=REWRITTEN, value=now().isoformat())
    session.add(mark)
    session.flush()
    yield
    session.flush()
    session.delete(mark)
    session.flush()
