from app.kernel.db import Database
from app.kernel.jobs import every
from app.tutoring.services.accompaniments import seat_substitutes
from app.tutoring.services.signals import has_news, keep_signals, list_followed_by, list_tutor_ids


def keep_schedules() -> None:
    """Have the rounds below made; called once, by the wiring."""
    every("*/5", "keep_signals")(keep_every_signal)


def keep_every_signal(database: Database) -> None:
    """What the passing of time brings: a silence, a session that is near, a promise that has passed."""
    with database.writing() as session:
        seat_substitutes(session)
    with database.reading() as session:
        news = [tutor_id for tutor_id in list_tutor_ids(session) if has_news(session, tutor_id)]
    for tutor_id in news:
        with database.writing() as session:
            keep_signals(session, list_followed_by(session, tutor_id))
