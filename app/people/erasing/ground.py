"""What every domain has in hands when it takes away what it keeps of one person."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, ColumnElement, Enum, String, select, update
from sqlalchemy.orm import Session

from app.kernel.db import Base
from app.people.erasing.words import Words

#: Rows read at once where texts are gone through.
AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Erasing:
    """One person, whose rows go or lose what says who they are. `files` are keys of the store that nobody may need
    any more; `email` is the address they had."""

    session: Session
    person_id: uuid.UUID
    words: Words
    at: datetime
    email: str | None = None
    files: set[str] = field(default_factory=set)

    def hide_in(self, model: type[Base], *where: ColumnElement[bool]) -> None:
        """Take the person's names out of every text of these rows."""
        table = Base.metadata.tables[model.__tablename__]
        columns = [each for each in table.columns if _is_text(each)]
        keys = list(table.primary_key.columns)
        rows = self.session.execute(select(*keys, *columns).where(*where)).partitions(AT_ONCE)
        changes = [
            (row[: len(keys)], changed)
            for part in rows
            for row in part
            if (changed := self._changed(columns, row[len(keys) :]))
        ]
        for place, changed in changes:
            which = [key == value for key, value in zip(keys, place, strict=True)]
            self.session.execute(update(model).where(*which).values(changed))

    def _changed(self, columns: list[Column[Any]], values: Any) -> dict[str, Any]:
        hidden = (
            (column.key, value, self.words.hide(value)) for column, value in zip(columns, values, strict=True)
        )
        return {name: after for name, before, after in hidden if after != before}


Erase = Callable[[Erasing], None]


def _is_text(column: Column[Any]) -> bool:
    """What a person may have typed: no key, no word of ours."""
    is_words = isinstance(column.type, String | JSON) and not isinstance(column.type, Enum)
    return is_words and not (column.primary_key or column.foreign_keys or column.unique)
