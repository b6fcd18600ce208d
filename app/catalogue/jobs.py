"""What the catalogue does by itself, by the schedule of the kernel's jobs."""

from app.catalogue.services.sweeping import sweep_store
from app.kernel.clock import now
from app.kernel.db import Database
from app.kernel.jobs import every
from app.kernel.runtime import runtime

#: Every file of the store is looked at: once a night, in UTC.
NIGHT = 2


def keep_schedules() -> None:
    """Name what runs when; called once, by the wiring."""
    every("47", "sweep_store")(sweep_at_night)
    every("17", "sweep_incoming")(sweep_incoming)


def sweep_at_night(database: Database) -> None:
    """What nobody uses any more goes after 30 days."""
    if now().hour == NIGHT:
        sweep_store(database, runtime().store)


def sweep_incoming(_database: Database) -> None:
    """What is on its way in, and to which nothing came for a day, goes."""
    runtime().incoming.sweep()
