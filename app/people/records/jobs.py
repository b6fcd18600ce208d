"""What becomes of copies by themselves, by the schedule of the kernel's jobs."""

from app.kernel.db import Database
from app.kernel.jobs import every
from app.kernel.runtime import runtime
from app.people.records.asking import forget_over, list_waiting
from app.people.records.making import make_record


def keep_schedules() -> None:
    """Name what runs when; called once, by the wiring."""
    every("*", "make_records")(make_records)
    every("41", "forget_records")(forget_records)


def make_records(database: Database) -> None:
    """Those that someone waits for."""
    running = runtime()
    with database.reading() as session:
        waiting = list_waiting(session)
    for record_id in waiting:
        make_record(database, running.store, record_id, address=running.settings.address)


def forget_records(database: Database) -> None:
    """After seven days the file goes, and that it was asked for too."""
    with database.writing() as session:
        keys = forget_over(session)
    for key in keys:
        runtime().store.delete(key)
