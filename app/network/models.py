import enum
import uuid
from datetime import date, time
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.db import Base, Code, Id, Json, Line


class CentreKind(enum.StrEnum):
    PHYSICAL = "physical"
    VIRTUAL = "virtual"


class ClosureKind(enum.StrEnum):
    """Why a centre is closed, where the reason has a name in every language."""

    LEAVE = "leave"
    BRIDGE = "bridge"
    TEAM = "team"
    WORKS = "works"
    OTHER = "other"


class Centre(Base):
    """A skill centre: workshops, trainers, a team of tutors, and hours at which someone answers.

    A virtual one has a team and no workshop: its learners come to sessions of other centres.
    `opening_hours` maps a weekday ("0" is Monday) to periods in local time: {"0": [["08:00", "17:00"]]}.
    Where `keeps_holidays`, the public holidays of Belgium are closed days too.
    Where `reviews_first`, one of its modules is published once another trainer has approved that very draft.
    """

    __tablename__ = "network_centre"

    id: Mapped[Id]
    code: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[Line]
    kind: Mapped[CentreKind] = mapped_column(default=CentreKind.PHYSICAL)
    sectors: Mapped[list[str]] = mapped_column(Json, default=list)
    address: Mapped[Line] = mapped_column(default="")
    time_zone: Mapped[str] = mapped_column(String(64), default="Europe/Brussels")
    opening_hours: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    keeps_holidays: Mapped[bool] = mapped_column(default=True)
    contact_name: Mapped[Line] = mapped_column(default="")
    contact_phone: Mapped[str] = mapped_column(String(40), default="")
    contact_email: Mapped[Line] = mapped_column(default="")
    reviews_first: Mapped[bool] = mapped_column(default=False)


class Closure(Base):
    """Days on which a centre is closed, both ends included, besides public holidays.

    With `starts` or `ends`, these hours of each day alone; a missing one is the day's own end. `origin` is the
    fingerprint of the calendar's event it was taken from, so that the same file taken again changes nothing.
    """

    __tablename__ = "network_closure"
    __table_args__ = (CheckConstraint("first_on <= last_on", name="ends_after_it_begins"),)

    id: Mapped[Id]
    centre_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("network_centre.id"), index=True)
    first_on: Mapped[date]
    last_on: Mapped[date]
    starts: Mapped[time | None]
    ends: Mapped[time | None]
    kind: Mapped[ClosureKind] = mapped_column(default=ClosureKind.OTHER)
    reason: Mapped[Line] = mapped_column(default="")
    origin: Mapped[Code] = mapped_column(default="")
