"""Brings an instance to what the demonstration always holds; the same again changes nothing."""

from app.demo.histories import import_content, keep_a_question, keep_dates, tell_histories
from app.demo.network import add_centres
from app.demo.people import accounts_text, add_people
from app.kernel.db import Database
from app.kernel.storage import Store

__all__ = ["accounts_text", "top_up"]


def top_up(database: Database, store: Store) -> None:
    """One transaction a part, so that a first start that is cut goes on at the next."""
    for part in (
        add_centres,
        add_people,
        lambda session: import_content(session, store),
        tell_histories,
        keep_dates,
        keep_a_question,
    ):
        with database.writing() as session:
            part(session)
