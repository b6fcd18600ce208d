"""The nightly work: kind by kind, in batches that each hold the writer's place for a moment, with a log that adds up."""

from datetime import date

from sqlalchemy.orm import Session

from app.kernel.clock import now
from app.kernel.db import Database, inserting
from app.kernel.installation import find_mark, set_mark
from app.kernel.runtime import Runtime
from app.people.erasing.act import erase_person
from app.people.erasing.requests import list_due
from app.people.keeping import from_the_top
from app.people.terms.models import TermRun
from app.people.terms.term import Term, beginning_of

#: Rows of one batch: some ten milliseconds of the writer's place.
BATCH = 500
#: From this hour on (UTC), and once a day; where the server rested at night, as soon as it works again.
NIGHT = 1
#: The mark that holds the last day it was done.
DONE_ON = "terms_done_on"


def hold_to_terms_at_night(running: Runtime) -> None:
    day = now().date()
    if now().hour < NIGHT or _done_on(running.database) == day.isoformat():
        return
    hold_to_terms(running)
    with running.database.writing() as session:
        set_mark(session, DONE_ON, day.isoformat())


def _done_on(database: Database) -> str | None:
    with database.reading() as session:
        return find_mark(session, DONE_ON)


def hold_to_terms(running: Runtime) -> None:
    """Whatever is over goes, and whoever waited a month for an answer is erased. The same again changes nothing."""
    day = now().date()
    for kept in from_the_top():
        for term in kept.end.terms:
            _hold_to(running, kept.name, term, day)
    with running.database.reading() as session:
        due = list_due(session)
    for person_id in due:
        erase_person(running, person_id, by=None)


def _hold_to(running: Runtime, kind: str, term: Term, day: date) -> None:
    until_on = term.until_on(running.settings, day)
    before = beginning_of(until_on)
    while True:
        with running.database.reading() as session:
            keys = term.find(session, before, BATCH)
        if not keys:
            return
        with running.database.writing() as session:
            note_taken(session, kind, until_on, term.take(session, keys))


def note_taken(session: Session, kind: str, until_on: date, count: int) -> None:
    """Add to the log, in the transaction of the batch: a run that was cut counts on."""
    line = inserting(session, TermRun).values(kind=kind, until_on=until_on, at=now(), count=count)
    session.execute(
        line.on_conflict_do_update(
            index_elements=["kind", "until_on"],
            set_={"count": TermRun.count + line.excluded.count, "at": line.excluded.at},
        )
    )
