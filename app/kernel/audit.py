"""What staff did, when, to whom: append-only."""

import uuid
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.kernel.clock import now
from app.kernel.db import Base, Id, Json, Moment


class AuditLine(Base):
    """One act of a person who has rights over others."""

    __tablename__ = "kernel_audit_line"

    id: Mapped[Id]
    at: Mapped[Moment]
    actor_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    act: Mapped[str] = mapped_column(String(64))
    object_id: Mapped[str] = mapped_column(String(64))
    facts: Mapped[dict[str, Any]] = mapped_column(Json)


def record(session: Session, actor_id: uuid.UUID | None, act: str, object_id: object, **facts: Any) -> None:
    """Add a line in the transaction of the act itself. Facts hold ids and codes, no free text
    but what a centre says of itself to everybody."""
    session.add(AuditLine(at=now(), actor_id=actor_id, act=act, object_id=str(object_id), facts=facts))
