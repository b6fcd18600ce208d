"""Planning dates: create, change, close, open again, take away."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.in_centre import policy
from app.in_centre.models import LONGEST_REASON, Booking, BookingState, InCentreSession
from app.in_centre.queries.sessions import get_run_session, is_room_taken, list_offers
from app.in_centre.services.booking import SessionHasBegun, free
from app.in_centre.services.locks import lock_session
from app.kernel import audit
from app.kernel.clock import now
from app.kernel.errors import Conflict, Denied, DomainError, at_most
from app.network.hours import closed_days_between
from app.network.models import Centre, CentreKind
from app.network.queries import working_hours_by_centre
from app.people.actor import Actor
from app.people.models import Role
from app.people.queries import list_team

LONGEST = timedelta(days=5)
MOST_PLACES = 200


class PlanFault(DomainError):
    """What a date cannot be; `facts["faults"]` lists {field, code}."""

    code = "plan_fault"


class BelowTaken(Conflict):
    """Fewer places than are taken already; `taken` says how many."""

    code = "below_taken"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is decided about a date. `resources` maps what the session needs to how many learners it serves;
    `even_if_closed`: the centre opens for it on a day on which it is closed."""

    starts_at: datetime
    ends_at: datetime
    room: str
    host_id: uuid.UUID
    resources: dict[str, int] = field(default_factory=dict)
    even_if_closed: bool = True

    @property
    def capacity(self) -> int:
        """As many as the scarcest resource serves."""
        return min(self.resources.values(), default=0)


def create_session(
    session: Session, actor: Actor, *, centre_id: uuid.UUID, module_id: uuid.UUID, unit: str, plan: Plan
) -> InCentreSession:
    """Offer a date for an in-centre unit. Flushes. Raises Denied, PlanFault with every fault at once."""
    if not policy.may_plan(actor, centre_id):
        raise Denied
    created = InCentreSession(centre_id=centre_id, module_id=module_id, unit=unit, created_at=now())
    _apply(created, plan)
    faults = _faults(session, created, plan)
    if not any(
        offer.module.id == module_id and offer.unit.code == unit for offer in list_offers(session, actor)
    ):
        faults.append(("unit", "unit_not_offered"))
    _refuse(faults)
    session.add(created)
    session.flush()
    _record(session, actor, "create_session", created, after=_planned(created))
    return created


def change_session(session: Session, actor: Actor, *, session_id: uuid.UUID, plan: Plan) -> InCentreSession:
    """Change when, where, with whom or with what. Calendars hear of it. Flushes.

    Raises NotFound, Denied, SessionHasBegun, PlanFault, BelowTaken.
    """
    changed = _lock(session, actor, session_id)
    if changed.starts_at <= now():
        raise SessionHasBegun
    if plan.capacity < changed.taken:
        raise BelowTaken(taken=changed.taken)
    before = _planned(changed)
    with session.no_autoflush:
        _apply(changed, plan)
        faults = _faults(session, changed, plan)
        if faults:
            session.expire(changed)
        _refuse(faults)
    changed.sequence += 1
    session.flush()
    _record(session, actor, "change_session", changed, before=before, after=_planned(changed))
    return changed


def close_session(
    session: Session, actor: Actor, *, session_id: uuid.UUID, closed: bool = True
) -> InCentreSession:
    """Take no more bookings, or take them again; who has a place keeps it. Flushes. Raises NotFound, Denied."""
    changed = _lock(session, actor, session_id)
    if closed and changed.closed_at is None:
        changed.closed_at = now()
    elif not closed:
        changed.closed_at = None
    session.flush()
    _record(session, actor, "close_session" if closed else "reopen_session", changed)
    return changed


def cancel_session(session: Session, actor: Actor, *, session_id: uuid.UUID, reason: str) -> InCentreSession:
    """Take a date away, with a reason that each learner reads; their places are given back. Flushes.

    Raises NotFound, Denied, SessionHasBegun, PlanFault without a reason.
    """
    _refuse([] if reason.strip() else [("reason", "reason_missing")])
    changed = _lock(session, actor, session_id)
    if changed.cancelled_at is not None:
        return changed
    if changed.starts_at <= now():
        raise SessionHasBegun
    changed.cancelled_at, changed.cancel_reason = now(), at_most(LONGEST_REASON, reason)
    changed.sequence += 1
    for booking in session.scalars(
        select(Booking)
        .where(Booking.session_id == session_id, Booking.state != BookingState.CANCELLED)
        .order_by(Booking.id)
    ).all():
        free(session, changed, booking, by=actor.id, reason=changed.cancel_reason)
    _record(session, actor, "cancel_session", changed)
    return changed


def _record(
    session: Session,
    actor: Actor,
    act: str,
    about: InCentreSession,
    *,
    before: audit.Facts | None = None,
    after: audit.Facts | None = None,
) -> None:
    audit.record(
        session,
        actor.id,
        act,
        about.id,
        centre_id=about.centre_id,
        before=before,
        after=after,
        module=str(about.module_id),
    )


def _planned(about: InCentreSession) -> audit.Facts:
    """As the audit keeps it."""
    return {
        "starts_at": about.starts_at.isoformat(),
        "ends_at": about.ends_at.isoformat(),
        "room": about.room,
        "host": str(about.host_id),
        "capacity": about.capacity,
    }


def _lock(session: Session, actor: Actor, session_id: uuid.UUID) -> InCentreSession:
    row = get_run_session(session, actor, session_id)
    if not policy.may_plan(actor, row.it.centre_id):
        raise Denied
    return lock_session(session, session_id)


def _apply(changed: InCentreSession, plan: Plan) -> None:
    changed.starts_at, changed.ends_at = plan.starts_at, plan.ends_at
    changed.room, changed.host_id = plan.room.strip(), plan.host_id
    changed.resources, changed.capacity = dict(plan.resources), plan.capacity


def _faults(session: Session, wanted: InCentreSession, plan: Plan) -> list[tuple[str, str]]:
    # Two plans for one room wait for each other here.
    kind = session.scalar(
        select(Centre.kind).where(Centre.id == wanted.centre_id).with_for_update(key_share=True)
    )
    team = {person.id for person in list_team(session, wanted.centre_id, Role.SESSION_HOST)}
    length = plan.ends_at - plan.starts_at
    checks = (
        ("room", "no_workshop", kind is CentreKind.VIRTUAL),
        ("day", "plan_in_the_past", plan.starts_at <= now()),
        ("day", "centre_closed", _is_closed(session, wanted.centre_id, plan)),
        ("ends", "ends_before_it_begins", length <= timedelta()),
        ("ends", "plan_too_long", length > LONGEST),
        ("room", "room_missing", not wanted.room),
        ("room", "room_too_long", len(wanted.room) > 250),
        ("room", "room_taken", bool(wanted.room) and is_room_taken(session, wanted.centre_id, wanted)),
        ("host", "not_a_host", plan.host_id not in team),
        ("resources", "resources_missing", not 1 <= plan.capacity <= MOST_PLACES),
    )
    return [(field_name, code) for field_name, code, is_so in checks if is_so]


def _is_closed(session: Session, centre_id: uuid.UUID, plan: Plan) -> bool:
    if plan.even_if_closed or plan.ends_at - plan.starts_at > LONGEST:
        return False
    hours = working_hours_by_centre(session, [centre_id])[centre_id]
    return bool(closed_days_between(hours, plan.starts_at, plan.ends_at))


def _refuse(faults: list[tuple[str, str]]) -> None:
    if faults:
        raise PlanFault(faults=[{"field": field_name, "code": code} for field_name, code in faults])
