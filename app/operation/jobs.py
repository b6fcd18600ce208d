"""What keeping an installation does by itself, by the schedule of the kernel's jobs."""

import json

from sqlalchemy import func, select

from app.chat.models import Message
from app.kernel.db import Database
from app.kernel.installation import set_mark
from app.kernel.jobs import every
from app.kernel.runtime import runtime
from app.learning.models import Step
from app.operation.queries import SIZES
from app.people.models import Person
from app.people.services.seeing import end_lapsed


def keep_schedules() -> None:
    """Name what runs when; called once, by the wiring."""
    every("7", "measure")(measure)
    every("*/5", "end_seeings")(end_seeings)


def end_seeings(database: Database) -> None:
    """Seeing as someone that ran out, or whose browser signed out, is told in the journal."""
    with database.writing() as session:
        end_lapsed(session)


def measure(database: Database) -> None:
    """What would be too slow to count for a page: the files of the store, and the largest tables."""
    files = [kept.size for kept in runtime().store.list()]
    found = {"files": len(files), "bytes": sum(files)}
    with database.reading() as session:
        for name, column in (("people", Person.id), ("steps", Step.id), ("messages", Message.id)):
            found[name] = session.scalar(select(func.count(column))) or 0
    with database.writing() as session:
        set_mark(session, SIZES, json.dumps(found))
