"""What the studio does by itself, by the schedule of the kernel's jobs."""

from app.kernel.db import Database
from app.kernel.jobs import every
from app.studio.link_looking import look
from app.studio.services.links import look_at_waiting


def keep_schedules() -> None:
    """Name what runs when; called once, by the wiring."""
    every("*", "look_at_links", outside=True)(look_at_links)


def look_at_links(database: Database) -> None:
    """Asks the addresses that authors wanted tried; each minute, most of which find nothing to do."""
    look_at_waiting(database, look)
