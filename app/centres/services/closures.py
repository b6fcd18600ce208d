"""Closures of a centre: one by one, and out of a calendar file, where the same file again changes nothing."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app.centres.queries.centres import get_closure, get_run_centre, list_closures
from app.kernel import audit
from app.kernel.i18n import today
from app.network.calendars import ReadCalendar, read_calendar
from app.network.closings import Closing, closing_of
from app.network.models import Centre, Closure
from app.people.actor import Actor


@dataclass(frozen=True, slots=True)
class Comparison:
    """What taking a calendar would change: to add with the event it comes from, no longer there, and known already."""

    read: ReadCalendar
    new: list[tuple[str, Closing]]
    gone: list[Closure]
    known: list[Closing]

    @property
    def changes(self) -> bool:
        return bool(self.new or self.gone)


def add_closure(session: Session, actor: Actor, *, code: str, closing: Closing) -> bool:
    """False where the centre is closed then already, for the same reason. Raises NotFound."""
    centre = get_run_centre(session, actor, code, hold=True)
    known = {closing_of(each) for each in list_closures(session, centre.id, since=closing.first_on)}
    if closing in known:
        return False
    session.add(_closure(centre, closing))
    session.flush()
    _record(session, actor, "closure_added", centre, after=[closing])
    return True


def remove_closure(session: Session, actor: Actor, *, code: str, closure_id: uuid.UUID) -> Closing:
    """What was taken away, for putting it back. Raises NotFound."""
    centre = get_run_centre(session, actor, code, hold=True)
    closure = get_closure(session, centre.id, closure_id)
    closing = closing_of(closure)
    session.delete(closure)
    session.flush()
    _record(session, actor, "closure_removed", centre, before=[closing])
    return closing


def compare_calendar(session: Session, centre: Centre, text: str) -> Comparison:
    """Changes nothing. Raises NotACalendar, CalendarTooLong."""
    day = today()
    read = read_calendar(text, zone=centre.time_zone, today=day)
    closures = list_closures(session, centre.id, since=day)
    there = {closing_of(closure) for closure in closures}
    named = [(origin, closing) for origin, found in read.closings.items() for closing in found]
    return Comparison(
        read,
        new=_each_once([(origin, closing) for origin, closing in named if closing not in there]),
        # An event of an earlier file that this one knows too, without those days.
        gone=[
            closure
            for closure in closures
            if closure.origin in read.closings
            and closing_of(closure) not in read.closings[closure.origin]
            and closure.first_on >= day
        ],
        known=sorted({closing for _, closing in named if closing in there}),
    )


def _each_once(named: list[tuple[str, Closing]]) -> list[tuple[str, Closing]]:
    first: dict[Closing, str] = {}
    for origin, closing in named:
        first.setdefault(closing, origin)
    return sorted(((origin, closing) for closing, origin in first.items()), key=lambda pair: pair[1].first_on)


def take_calendar(session: Session, actor: Actor, *, code: str, text: str) -> Comparison:
    """Add and take away as compared; what cannot be read is left. Raises NotFound, NotACalendar, CalendarTooLong."""
    centre = get_run_centre(session, actor, code, hold=True)
    compared = compare_calendar(session, centre, text)
    if not compared.changes:
        return compared
    session.add_all(_closure(centre, closing, origin) for origin, closing in compared.new)
    before = [closing_of(closure) for closure in compared.gone]
    for closure in compared.gone:
        session.delete(closure)
    session.flush()
    after = [closing for _, closing in compared.new]
    _record(session, actor, "calendar_taken", centre, before=before, after=after)
    return compared


def _closure(centre: Centre, closing: Closing, origin: str = "") -> Closure:
    return Closure(
        centre_id=centre.id,
        first_on=closing.first_on,
        last_on=closing.last_on,
        starts=closing.starts,
        ends=closing.ends,
        kind=closing.kind,
        reason=closing.reason,
        origin=origin,
    )


def _record(
    session: Session,
    actor: Actor,
    act: str,
    centre: Centre,
    *,
    before: Sequence[Closing] = (),
    after: Sequence[Closing] = (),
) -> None:
    audit.record(
        session,
        actor.id,
        act,
        centre.id,
        centre_id=centre.id,
        before={"closures": [_told(each) for each in before]},
        after={"closures": [_told(each) for each in after]},
    )


def _told(closing: Closing) -> dict[str, Any]:
    """For the audit: the days and hours, and the kind of reason."""
    return {
        "first_on": closing.first_on.isoformat(),
        "last_on": closing.last_on.isoformat(),
        "starts": closing.starts.isoformat("minutes") if closing.starts else None,
        "ends": closing.ends.isoformat("minutes") if closing.ends else None,
        "kind": closing.kind.value,
        "reason": closing.reason,
    }
