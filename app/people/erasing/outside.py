"""Who was erased, told outside the database: whatever backup is restored, they are erased again.

A line for each, with the id alone: `{"person": "…", "at": "…"}`. Lines are added, never changed. The database knows the
same of itself; the file follows it, at each start and each backup at the latest.
"""

import json
import os
import uuid
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from app.kernel.db import Database
from app.people.models import Person

FILE = "erased.jsonl"
Erased = dict[uuid.UUID, datetime]


class ListUnreadable(Exception):
    """A line is no erasure; says which."""


def read_list(path: Path) -> Erased:
    """Everyone that the file names; nobody where there is none. Raises ListUnreadable."""
    return parse_list(path.read_text("utf-8")) if path.exists() else {}


def parse_list(text: str) -> Erased:
    found: Erased = {}
    lines = text.splitlines()
    for number, line in enumerate(lines, 1):
        try:
            told = json.loads(line)
            found[uuid.UUID(told["person"])] = datetime.fromisoformat(told["at"])
        except (ValueError, KeyError, TypeError) as error:
            # The last line may be one that was cut when the power went; its person is told again.
            if number == len(lines) and not text.endswith("\n"):
                break
            raise ListUnreadable(f"line {number} of the list of erased people") from error
    return found


def write_list(erased: Erased) -> str:
    lines = (json.dumps({"person": str(person_id), "at": at.isoformat()}) for person_id, at in erased.items())
    return "".join(f"{line}\n" for line in lines)


def remember(instance: Path, erased: Erased) -> Erased:
    """Add whom the file does not name yet; everyone it names then."""
    path = instance / FILE
    known = read_list(path)
    fresh = {person_id: at for person_id, at in erased.items() if person_id not in known}
    if fresh:
        _mend(path)
        with path.open("a", encoding="utf-8") as file:
            os.chmod(path, 0o600)
            file.write(write_list(fresh))
            file.flush()
            os.fsync(file.fileno())
    return known | fresh


def _mend(path: Path) -> None:
    """A line that was cut is taken away before another one follows it."""
    text = path.read_text("utf-8") if path.exists() else ""
    if text and not text.endswith("\n"):
        whole = text[: text.rfind("\n") + 1]
        os.truncate(path, len(whole.encode("utf-8")))


def list_erased(session: Session) -> Erased:
    """Everyone whom this database knows as erased."""
    rows = session.execute(select(Person.id, Person.erased_at).where(Person.erased_at.is_not(None)))
    return {person_id: at for person_id, at in rows if at}


def list_outside(database: Database, instance: Path) -> Erased:
    """The same with whom the file alone names."""
    path = instance / FILE
    with database.reading() as session:
        columns = {each["name"] for each in inspect(session.connection()).get_columns(Person.__tablename__)}
        # A backup is made before an upgrade too: an older schema knows nobody as erased.
        known = list_erased(session) if "erased_at" in columns else {}
    return read_list(path) | known


def list_present(session: Session, ids: Iterable[uuid.UUID]) -> list[uuid.UUID]:
    """Which of these people are in this database as if nothing had been."""
    return list(
        session.scalars(select(Person.id).where(Person.id.in_(list(ids)), Person.erased_at.is_(None)))
    )
