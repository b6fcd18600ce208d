import uuid
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.db import Base, Id, Json, Line, Moment


class Brought(Base):
    """What one file of another installation says of someone (`reading.Carried`); a newer one takes its place.

    `origin` is the address of that installation, `whom` the person's id there. `fingerprint` is of the file's content.
    """

    __tablename__ = "learning_brought"
    __table_args__ = (UniqueConstraint("person_id", "origin", "whom"),)

    id: Mapped[Id]
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people_person.id"))
    origin: Mapped[Line]
    whom: Mapped[str] = mapped_column(String(64))
    name: Mapped[Line]
    made_at: Mapped[Moment]
    fingerprint: Mapped[str] = mapped_column(String(64))
    taken_at: Mapped[Moment]
    taken_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people_person.id"))
    carried: Mapped[dict[str, Any]] = mapped_column(Json)
