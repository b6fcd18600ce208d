"""How a domain tells the ones above it that something happened.

Three lanes. A *reaction* runs in the same transaction, at once: what must be true with the fact itself. A *duty* is an
outbox row written in the same transaction and done afterwards, until it succeeds. A *hint* goes out after the commit
and may be lost (`realtime.push`).
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy.orm import Session

from app.kernel.outbox import Duty, write_duty


@dataclass(frozen=True, slots=True)
class Event:
    """A fact that others may listen to: ids and moments, named by a past participle."""


Reaction = Callable[[Session, Any], None]
Together = Callable[[Session, Sequence[Any]], None]

_reactions: dict[type[Event], list[Reaction]] = defaultdict(list)
_together: dict[type[Event], list[Together]] = defaultdict(list)
_duties: dict[type[Event], list[Duty]] = defaultdict(list)


def react(kind: type[Event], reaction: Reaction) -> None:
    """Run `reaction` in the transaction of each event of this kind; its refusal refuses the fact."""
    if reaction not in _reactions[kind]:
        _reactions[kind].append(reaction)


def react_together(kind: type[Event], reaction: Together) -> None:
    """The same, once for all the events of this kind that are announced in one go."""
    if reaction not in _together[kind]:
        _together[kind].append(reaction)


def on_duty(kind: type[Event], duty: Duty) -> None:
    """Have `duty` done after each event of this kind, until it succeeds or is parked."""
    if duty not in _duties[kind]:
        _duties[kind].append(duty)


def announce(session: Session, event: Event) -> None:
    """Tell everyone who listens. Reactions run now; duties are written beside the fact."""
    announce_all(session, [event])


def announce_all(session: Session, events: Sequence[Event]) -> None:
    """The same for many of one kind."""
    if not events:
        return
    kind = type(events[0])
    for event in events:
        for reaction in _reactions[kind]:
            reaction(session, event)
    for together in _together[kind]:
        together(session, events)
    for duty in _duties[kind]:
        for event in events:
            write_duty(session, duty, TypeAdapter(kind).dump_python(event, mode="json"))


def listened_kinds() -> frozenset[type[Event]]:
    return frozenset(_reactions) | frozenset(_together) | frozenset(_duties)
