"""What learning does by itself, by the schedule of the kernel's jobs."""

from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.kernel.clock import now
from app.kernel.db import Database
from app.kernel.jobs import every
from app.learning.models import Presence
from app.learning.services.centres import follow_learner, list_movers

PRESENCE_KEPT = timedelta(days=90)


def keep_schedules() -> None:
    """Name what runs when; called once, by the wiring."""
    every("23", "purge_presence")(purge_presence)
    every("11", "follow_centres")(follow_centres)


def follow_centres(database: Database) -> None:
    """What the passing of a night brings: a role has ended here, and begun there."""
    with database.reading() as session:
        movers = list_movers(session)
    for learner_id in movers:
        with database.writing() as session:
            follow_learner(session, learner_id)


def purge_presence(database: Database) -> None:
    """Raw presence goes after 90 days; the study intervals folded from it stay."""
    with database.writing() as session:
        forget_old_presence(session)


def forget_old_presence(session: Session) -> None:
    session.execute(delete(Presence).where(Presence.counted_at < now() - PRESENCE_KEPT))
