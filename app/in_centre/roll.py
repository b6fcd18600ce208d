"""A session's list as its host reads it: who comes, ready for what, seen when."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from app.in_centre.half_days import Half, half_days
from app.in_centre.models import Attendance, BookingState, Observation
from app.in_centre.queries.attendance import Key, list_current
from app.in_centre.queries.bookings import Participant, list_participants
from app.in_centre.queries.observations import list_observations
from app.in_centre.queries.progress import HardBlock, list_hard_blocks, list_unit_progress
from app.in_centre.queries.sessions import SessionRow
from app.in_centre.readiness import Readiness, weigh
from app.learning.models import ErrorReport
from app.learning.reports import list_warnings_at
from app.people.actor import Actor
from app.people.groups import group_names


@dataclass(frozen=True, slots=True)
class Line:
    """One person of the list."""

    who: Participant
    readiness: Readiness | None
    hard: list[HardBlock]
    presences: dict[Key, Attendance]
    observations: list[Observation]
    groups: Mapping[uuid.UUID, str] = field(default_factory=dict)

    @property
    def is_cancelled(self) -> bool:
        return self.who.booking.state is BookingState.CANCELLED

    @property
    def is_ready(self) -> bool:
        return self.readiness is not None and self.readiness.is_ready

    @property
    def needs_a_look(self) -> bool:
        """Whether something is to be seen before the bench."""
        ready = self.readiness
        if ready is None or self.hard or self.who.booking.reason:
            return True
        return bool(ready.prerequisites or ready.others or ready.waived_units)

    def seen(self, half: Half) -> Attendance | None:
        return self.presences.get((half.day, half.half_day))

    @property
    def signed(self) -> Observation | None:
        return next((each for each in reversed(self.observations) if each.signed_at), None)


@dataclass(frozen=True, slots=True)
class Roll:
    """The whole list, and the half-day that is being confirmed."""

    lines: list[Line]
    halves: tuple[Half, ...]
    half: Half
    #: The groups that people of the list are in, whichever is shown; and the one that is, or none.
    groups: Mapping[uuid.UUID, str] = field(default_factory=dict)
    group: uuid.UUID | None = None

    @property
    def to_see(self) -> list[Line]:
        return [line for line in self.lines if line.needs_a_look and not line.is_cancelled]

    @property
    def in_order(self) -> list[Line]:
        return [line for line in self.lines if not line.needs_a_look and not line.is_cancelled]

    @property
    def cancelled(self) -> list[Line]:
        return [line for line in self.lines if line.is_cancelled]

    @property
    def expected(self) -> list[Line]:
        return [line for line in self.lines if not line.is_cancelled]

    @property
    def present(self) -> int:
        seen = [line.seen(self.half) for line in self.lines]
        return sum(row is not None and row.is_present for row in seen)


def call_roll(
    session: Session, actor: Actor, row: SessionRow, *, at: datetime, wanted: str = "", group: str = ""
) -> Roll:
    """The list of a session that the actor may see, or those of one group; six statements for any number of people."""
    people = list_participants(session, actor, row.it.id)
    held = group_names(session, [row.it.centre_id], [each.person.id for each in people]) if people else {}
    groups = {one: name for names in held.values() for one, name in names.items()}
    shown = next((one for one in groups if str(one) == group), None)
    if shown is not None:
        people = [each for each in people if shown in held.get(each.person.id, {})]
    halves = half_days(row.it.starts_at, row.it.ends_at, row.centre.time_zone)
    lines = _lines(session, actor, row, people, held)
    return Roll(lines, halves, _choose(halves, at, wanted), groups, shown)


def _lines(
    session: Session,
    actor: Actor,
    row: SessionRow,
    people: Sequence[Participant],
    groups: Mapping[uuid.UUID, Mapping[uuid.UUID, str]],
) -> list[Line]:
    enrolments: list[uuid.UUID] = [each.enrolment.id for each in people]
    bookings: list[uuid.UUID] = [each.booking.id for each in people]
    progress = list_unit_progress(session, enrolments)
    hard = list_hard_blocks(session, enrolments, actor.language)
    presences, observations = list_current(session, bookings), list_observations(session, bookings)
    return [
        Line(
            who=each,
            readiness=weigh(progress.get(each.enrolment.id, ()), row.it.unit),
            hard=hard.get(each.enrolment.id, []),
            presences=dict(presences.get(each.booking.id, {})),
            observations=observations.get(each.booking.id, []),
            groups=groups.get(each.person.id, {}),
        )
        for each in people
    ]


def list_roll_warnings(session: Session, row: SessionRow, lines: Sequence[Line]) -> list[ErrorReport]:
    """The safety points that stand against what these people learnt, the session's own unit first; one statement."""
    enrolments = [line.who.enrolment.id for line in lines]
    return list_warnings_at(session, row.module.id, row.it.unit, enrolments)


def half_key(half: Half) -> str:
    return f"{half.day.isoformat()}-{half.half_day.value}"


def _choose(halves: tuple[Half, ...], at: datetime, wanted: str) -> Half:
    """The half-day asked for; else the one going on, the next one, or the last."""
    for half in halves:
        if half_key(half) == wanted:
            return half
    return next((half for half in halves if at <= half.ends_at), halves[-1])
