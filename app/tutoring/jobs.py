from app.kernel.db import Database
from app.kernel.jobs import every
from app.tutoring.services.hints import tell_companions
from app.tutoring.services.seats import is_anyone_misplaced, seat_companions
from app.tutoring.services.signals import has_news, keep_signals, list_followed_by, list_tutor_ids
from app.tutoring.services.substitutes import end_past, is_anything_over


def keep_schedules() -> None:
    """Have the rounds below made; called once, by the wiring."""
    every("*", "keep_seats")(keep_every_seat)
    every("*/5", "keep_signals")(keep_every_signal)


def keep_every_seat(database: Database) -> None:
    """Who accompanies changes with the hour: a substitution begins or ends, a role ended last night."""
    with database.reading() as session:
        if not is_anything_over(session) and not is_anyone_misplaced(session):
            return
    with database.writing() as session:
        end_past(session)
        for enrolment_id in seat_companions(session):
            tell_companions(session, enrolment_id)


def keep_every_signal(database: Database) -> None:
    """What the passing of time brings: a silence, a session that is near, a promise that has passed."""
    keep_every_seat(database)
    with database.reading() as session:
        news = [tutor_id for tutor_id in list_tutor_ids(session) if has_news(session, tutor_id)]
    for tutor_id in news:
        with database.writing() as session:
            keep_signals(session, list_followed_by(session, tutor_id))
