"""What this domain does by itself, by the schedule of the kernel's jobs."""

from app.kernel.db import Database
from app.kernel.jobs import every
from app.kernel.runtime import runtime
from app.people.terms.running import hold_to_terms_at_night


def keep_schedules() -> None:
    """Name what runs when; called once, by the wiring."""
    every("27", "hold_to_terms")(_hold_to_terms)


def _hold_to_terms(_database: Database) -> None:
    hold_to_terms_at_night(runtime())
