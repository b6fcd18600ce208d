from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.db import Base, Code, Moment


class TermRun(Base):
    """What was taken away of one kind because its time was over: everything from before `until_on`, so many rows."""

    __tablename__ = "people_term_run"

    kind: Mapped[Code] = mapped_column(primary_key=True)
    until_on: Mapped[date] = mapped_column(primary_key=True)
    at: Mapped[Moment]
    count: Mapped[int]
