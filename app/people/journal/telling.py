"""Lines of the audit in the reader's language: one sentence each, and what was before and after."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext
from sqlalchemy.orm import Session

from app.kernel.audit import AuditLine
from app.kernel.i18n import say_date, say_time
from app.people.journal.acts import Part, Shown, acts, namers, parts


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a line changed; empty where there was nothing."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Told:
    """One line as it is read. `person_id` leads to the person's page where the reader has one."""

    id: uuid.UUID
    at: datetime
    act: str
    person_id: uuid.UUID | None
    centre_id: uuid.UUID | None
    sentence: str
    changes: list[Change]
    has_before: bool


class _Words(dict[str, str]):
    """What a sentence asks for and the line does not tell is left open."""

    def __missing__(self, _key: str) -> str:
        return "–"


def tell_lines(session: Session, lines: Sequence[AuditLine]) -> list[Told]:
    """One statement for each kind of thing that the lines name, however many there are."""
    names = _Named(session, lines)
    return [names.tell(line) for line in lines]


class _Named:
    """The names that these lines need, read once."""

    def __init__(self, session: Session, lines: Sequence[AuditLine]) -> None:
        wanted: dict[str, set[uuid.UUID]] = defaultdict(set)
        for line in lines:
            wanted["person"] |= {one for one in (line.actor_id, line.person_id) if one}
            for key, value in _values(line):
                if (part := parts.get(key)) and part.names and (found := _id(value)):
                    wanted[part.names].add(found)
        self._names = {kind: namers[kind](session, ids) for kind, ids in wanted.items() if ids}

    def tell(self, line: AuditLine) -> Told:
        act = acts.get(line.act)
        sentence = str(act.sentence) if act else gettext("%(who)s : %(act)s")
        return Told(
            line.id,
            line.at,
            line.act,
            line.person_id,
            line.centre_id,
            sentence % self._words(line),
            self._changes(line),
            line.before is not None,
        )

    def _words(self, line: AuditLine) -> _Words:
        words = _Words({key: self._say(key, value) for key, value in line.facts.items()})
        words["who"] = self._person(line.actor_id) if line.actor_id else "Compagnon"
        words["person"] = self._person(line.person_id)
        words["act"] = line.act
        return words

    def _person(self, person_id: uuid.UUID | None) -> str:
        known = self._names.get("person", {}).get(person_id) if person_id else None
        return known or str(gettext("une personne"))

    def _changes(self, line: AuditLine) -> list[Change]:
        before, after = line.before or {}, line.after or {}
        found = [
            Change(self._label(key), self._say(key, before.get(key)), self._say(key, after.get(key)))
            for key in dict.fromkeys((*before, *after))
            if before.get(key) != after.get(key)
        ]
        return [one for one in found if one.before or one.after]

    def _label(self, key: str) -> str:
        part = parts.get(key)
        return str(part.label) if part else key

    def _say(self, key: str, value: Any) -> str:
        part = parts.get(key, Part(key))
        if value is None or value == "" or value == []:
            return ""
        if part.words is not None:
            return str(part.words.get(value, value))
        if part.names:
            found = _id(value)
            return self._names.get(part.names, {}).get(found, "–") if found else "–"
        return _say_plain(part.shown, value)


def _say_plain(shown: Shown, value: Any) -> str:
    if shown is Shown.YES:
        return str(gettext("oui") if value else gettext("non"))
    if shown is Shown.DAY:
        return say_date(_day(value), "year")
    if shown is Shown.MOMENT:
        moment = datetime.fromisoformat(value)
        return f"{say_date(moment, 'year')} {say_time(moment)}"
    if shown is Shown.COUNT:
        return str(len(value))
    if isinstance(value, Mapping):
        return ", ".join(str(key) for key in value)
    return ", ".join(str(each) for each in value) if isinstance(value, list) else str(value)


def _day(value: str) -> date | datetime:
    return date.fromisoformat(value) if len(value) == len("2026-01-01") else datetime.fromisoformat(value)


def _values(line: AuditLine) -> Iterable[tuple[str, Any]]:
    for told in (line.facts, line.before, line.after):
        yield from (told or {}).items()


def _id(value: Any) -> uuid.UUID | None:
    try:
        return uuid.UUID(str(value))
    except ValueError:
        return None
