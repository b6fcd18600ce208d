"""What kind of installation this is, written into it at its first start."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.kernel.db import Base


class Mark(Base):
    """One lasting fact about the installation itself."""

    __tablename__ = "kernel_mark"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    value: Mapped[str] = mapped_column(String(250))


#: When this copy was restored from a backup. While the mark stands nothing goes out (`outbox`, `jobs`).
HELD = "held"


class WrongKind(Exception):
    """A demo instance started as a real one, or the reverse."""


def set_mark(session: Session, name: str, value: str) -> None:
    session.merge(Mark(name=name, value=value))


def find_mark(session: Session, name: str) -> str | None:
    mark = session.get(Mark, name)
    return mark.value if mark else None


def forget_mark(session: Session, name: str) -> None:
    mark = session.get(Mark, name)
    if mark:
        session.delete(mark)


def claim_kind(session: Session, *, is_demo: bool) -> None:
    """Stamp a new instance; refuse one of the other kind, whose accounts and passwords would mix."""
    wanted, found = "demo" if is_demo else "real", find_mark(session, "kind")
    if found is None:
        set_mark(session, "kind", wanted)
    elif found != wanted:
        raise WrongKind(
            "This instance holds demo data: start it with `make run`, or choose another INSTANCE."
            if found == "demo"
            else "This instance holds real data: start it with `make serve`, or choose another INSTANCE."
        )


def held_since(session: Session) -> datetime | None:
    """Since when this copy keeps to itself; None in an installation that is live."""
    found = find_mark(session, HELD)
    return datetime.fromisoformat(found) if found else None
