"""What learning does by itself, by the schedule of the kernel's jobs."""

from app.kernel.db import Database
from app.kernel.jobs import every
from app.learning.services.centres import follow_learner, list_movers


def keep_schedules() -> None:
    """Name what runs when; called once, by the wiring."""
    every("11", "follow_centres")(follow_centres)


def follow_centres(database: Database) -> None:
    """What the passing of a night brings: a role has ended here, and begun there."""
    with database.reading() as session:
        movers = list_movers(session)
    for learner_id in movers:
        with database.writing() as session:
            follow_learner(session, learner_id)
