"""Brings an instance to what the demonstration always holds; the same again changes nothing."""

from app.demo.network import add_centres
from app.demo.people import accounts_text, add_people
from app.kernel.db import Database
from app.kernel.storage import Store

__all__ = ["accounts_text", "top_up"]


def top_up(database: Database, store: Store) -> None:
    """One transaction a part, so that a first start that is cut goes on at the next."""
    with database.writing() as session:
        add_centres(session)
    with database.writing() as session:
        add_people(session)
