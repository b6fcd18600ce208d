import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.db import Base, Id, Moment


class Record(Base):
    """A copy that someone asked for; `key` is its file in the store, which goes `asking.KEPT` after it was made."""

    __tablename__ = "people_record"

    id: Mapped[Id]
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people_person.id"), index=True)
    asked_at: Mapped[Moment]
    made_at: Mapped[datetime | None]
    key: Mapped[str] = mapped_column(String(80), default="")
    size: Mapped[int] = mapped_column(default=0)
