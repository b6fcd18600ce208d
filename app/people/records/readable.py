"""The copy as a page to read and to print: ours, in the person's language, without script and without network."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import current_app
from flask_babel import gettext

from app.kernel.i18n import say_date, say_time
from app.people.keeping import Group, Kept, Row
from app.people.keeping_words import GROUP_NAMES
from app.people.records.labels import LABELS

#: More columns than this are read one below the other.
MOST_COLUMNS = 6


@dataclass(frozen=True, slots=True)
class Told:
    """One part with its rows as sentences."""

    part: Kept
    columns: list[str]
    rows: list[list[str]]

    @property
    def is_wide(self) -> bool:
        return len(self.columns) > MOST_COLUMNS


def tell(part: Kept, rows: list[Row]) -> Told:
    """The columns that say something."""
    keys = [key for key in _keys(rows) if any(row.get(key) not in (None, "", [], {}) for row in rows)]
    return Told(
        part,
        [str(LABELS[key]) for key in keys],
        [[say(row.get(key), part.words.get(key, {})) for key in keys] for row in rows],
    )


def _keys(rows: list[Row]) -> list[str]:
    return list(dict.fromkeys(key for row in rows for key in row))


def say(value: Any, words: Mapping[Any, Any]) -> str:
    """A value as a person reads it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(gettext("oui") if value else gettext("non"))
    if isinstance(value, datetime):
        return f"{say_date(value, 'year')}, {say_time(value)}"
    if isinstance(value, date):
        return say_date(value, "year")
    if isinstance(value, Mapping):
        return " ; ".join(f"{key}\u00a0: {say(inner, {})}" for key, inner in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(say(inner, {}) for inner in value)
    return str(words.get(value, value))


def write_page(told: list[Told], *, name: str, language: str, address: str, made_at: datetime) -> str:
    """A page that stands by itself: it asks nobody for anything."""
    groups = [
        (GROUP_NAMES[group], [each for each in told if each.part.group is group and each.rows])
        for group in Group
    ]
    page = current_app.jinja_env.get_template("people/record.html")
    return page.render(
        groups=[(title, held) for title, held in groups if held],
        name=name,
        language=language,
        address=address,
        made=say(made_at, {}),
    )
