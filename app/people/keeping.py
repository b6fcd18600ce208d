"""What is kept about people: each domain tells it once, for their page, their export and the end of its keeping."""

import enum
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, func, literal, select
from sqlalchemy.orm import Session

from app.kernel.db import Base
from app.kernel.i18n import iso
from app.people.erasing.ground import Erase
from app.people.terms.term import Term

Row = dict[str, Any]
Statement = Select[*tuple[Any, ...]]
Rows = Sequence[Statement]


class Group(enum.StrEnum):
    """Under which heading a person reads of it."""

    ACCOUNT = "account"
    LEARNING = "learning"
    HELP = "help"
    CENTRE = "centre"
    WORK = "work"


class KeptFile(NamedTuple):
    """A file of the store that belongs to a person: its name in their export, and its key."""

    name: str
    key: str


def no_files(_session: Session, _person_id: uuid.UUID) -> list[KeptFile]:
    return []


@dataclass(frozen=True, slots=True)
class End:
    """How the keeping of one kind ends: when its person is erased, and by itself when its time is over.

    `erase` may be shared by kinds of one domain. `stays` is a lazy sentence on what is left without a name, and why.
    """

    erase: Erase
    stays: Any = ""
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """One kind of thing that is kept about people.

    `name` is its key in the export; `tables` are all those it answers for. The four texts are lazy sentences in the words
    of a learner. `rows` gives statements whose every row is one thing kept of that person, with the columns of the export
    by name: never a secret, and of other people what the person reads on their own screens. `words` names codes, by column.
    """

    name: str
    group: Group
    tables: tuple[type[Base], ...]
    what: Any
    why: Any
    until: Any
    seen_by: Any
    end: End
    rows: Callable[[uuid.UUID], Rows]
    words: Mapping[str, Mapping[Any, Any]] = field(default_factory=dict)
    files: Callable[[Session, uuid.UUID], list[KeptFile]] = no_files

    def read(self, session: Session, person_id: uuid.UUID) -> list[Row]:
        """Everything kept of this kind."""
        return [
            dict(row._mapping) for statement in self.rows(person_id) for row in session.execute(statement)
        ]

    def gather(self, session: Session, person_id: uuid.UUID) -> list[Row]:
        """The same, ready for JSON."""
        return [{key: plain(value) for key, value in row.items()} for row in self.read(session, person_id)]


_parts: dict[str, Kept] = {}


def keep(*told: Kept) -> None:
    for part in told:
        _parts[part.name] = part


def from_the_top() -> list[Kept]:
    """From the highest floor down: rows that name others go before these."""
    return list(_parts.values())[::-1]


def parts() -> list[Kept]:
    """In the order of their headings, then as they were told."""
    order = list(Group)
    return sorted(_parts.values(), key=lambda part: order.index(part.group))


def what_stays() -> list[Any]:
    """What is left of someone who was erased, each sentence once."""
    return list(dict.fromkeys(part.end.stays for part in parts() if part.end.stays))


def count_kept(session: Session, person_id: uuid.UUID) -> dict[str, int]:
    """How many things of each kind are kept of a person, in one statement."""
    told = parts()
    counts = [_count(statement).label(None) for part in told for statement in part.rows(person_id)]
    found = iter(session.execute(select(*counts)).one())
    return {part.name: sum(next(found) for _ in part.rows(person_id)) for part in told}


def _count(statement: Statement) -> Any:
    bare = statement.order_by(None).with_only_columns(literal(1).label("one"), maintain_column_froms=True)
    return select(func.count()).select_from(bare.subquery()).scalar_subquery()


def plain(value: Any) -> Any:
    """A value of the database as JSON has it."""
    if isinstance(value, datetime):
        return iso(value)
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, date | uuid.UUID):
        return str(value)
    return value


def tables_of(told: Iterable[Kept]) -> list[str]:
    return [table.__tablename__ for part in told for table in part.tables]
