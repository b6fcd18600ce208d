"""The places of each space, filled by the wiring; people see those whose policy lets them in."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import request, url_for

from app.kernel.access import Caller, allows

LEARNER, WORK = "learner", "work"
Count = Callable[[Any], int]


@dataclass(frozen=True)
class Entry:
    """One place: who may go there, and how it is shown. `short` is the label on phones."""

    space: str
    key: str
    label: Any
    endpoint: str
    icon: str
    policy: str
    order: int
    count: Count | None = None
    short: Any = ""


@dataclass(frozen=True)
class Place:
    """An entry as a template draws it for one person."""

    label: str
    short: str
    url: str
    icon: str
    current: bool
    count: int


_entries: dict[tuple[str, str], Entry] = {}


def add_entries(entries: Iterable[Entry]) -> None:
    """Add places to their spaces; the same key again replaces one.

    `count` is asked on every page of the space and gets the caller: it must not cost a statement.
    """
    for entry in entries:
        _entries[entry.space, entry.key] = entry


def entries_for(caller: Caller, space: str) -> list[Entry]:
    found = [entry for entry in _entries.values() if entry.space == space and allows(entry.policy, caller)]
    return sorted(found, key=lambda entry: entry.order)


def places_for(caller: Caller, space: str) -> list[Place]:
    """The places of this person, the current one marked."""
    entries = [(entry, url_for(entry.endpoint)) for entry in entries_for(caller, space)]
    current = max((url for _, url in entries if _is_under(url)), key=len, default="")
    return [
        Place(
            str(entry.label),
            str(entry.short),
            url,
            entry.icon,
            url == current,
            entry.count(caller) if entry.count else 0,
        )
        for entry, url in entries
    ]


def first_address(caller: Caller, doors: Sequence[str]) -> str | None:
    """Where this person's day begins: the first place of the first of these policies that lets them in,
    else the first place that is not everybody's."""
    own = [
        entry
        for space in (LEARNER, WORK)
        for entry in entries_for(caller, space)
        if entry.policy != "signed_in"
    ]
    by_door = [entry for door in doors for entry in own if entry.policy == door]
    return next((url_for(entry.endpoint) for entry in by_door + own), None)


def _is_under(url: str) -> bool:
    return request.path == url or request.path.startswith(f"{url.rstrip('/')}/")
