import enum
import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.db import Base, Code, Id, Moment


class Gender(enum.StrEnum):
    WOMAN = "woman"
    MAN = "man"
    OTHER = "other"
    UNTOLD = "untold"


class ToldGender(Base):
    """What someone said when asked, apart from their account: no tutor, trainer or manager reads it of a person."""

    __tablename__ = "people_told_gender"

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people_person.id"), primary_key=True)
    gender: Mapped[Gender]
    told_at: Mapped[Moment]


class Consent(Base):
    """That someone agreed, to which text, and until when. `text` is the number of the words they read (`asking.TEXTS`)."""

    __tablename__ = "people_consent"
    __table_args__ = (Index("ix_people_consent_person", "person_id", "purpose"),)

    id: Mapped[Id]
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people_person.id"))
    purpose: Mapped[Code]
    text: Mapped[int]
    given_at: Mapped[Moment]
    withdrawn_at: Mapped[datetime | None]
