"""A centre begins and changes; who, what before and what after stand in the audit."""

import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.catalogue.content.slugs import IdMaker
from app.centres.policy import runs_network
from app.centres.queries.centres import get_network_centre, get_run_centre
from app.in_centre.models import InCentreSession
from app.kernel import audit
from app.kernel.clock import now
from app.kernel.errors import Conflict, Denied
from app.network.models import Centre, CentreKind
from app.network.spans import Span
from app.people.actor import Actor

#: Addresses of pages that stand beside those of centres.
TAKEN_CODES = {"new"}


class CentreNameTaken(Conflict):
    code = "centre_name_taken"


class SessionsToCome(Conflict):
    """A centre whose workshop still has sessions to come does not turn virtual; `facts["count"]`."""

    code = "sessions_to_come"


@dataclass(frozen=True, slots=True)
class CentreFacts:
    """What the network decides of a centre."""

    name: str
    kind: CentreKind
    sectors: list[str]
    address: str


@dataclass(frozen=True, slots=True)
class CentreContact:
    """Whom people call when something is wrong; it stands at the foot of every page."""

    contact_name: str
    contact_phone: str
    contact_email: str


@dataclass(frozen=True, slots=True)
class CentreHours:
    opening_hours: dict[str, list[Span]]
    keeps_holidays: bool


def create_centre(
    session: Session, actor: Actor, *, facts: CentreFacts, contact: CentreContact, hours: CentreHours
) -> Centre:
    """Flushes. Raises Denied, CentreNameTaken."""
    if not runs_network(actor):
        raise Denied
    values = _plain(asdict(facts) | asdict(contact) | asdict(hours))
    # Someone else may take the code between the look and the line; then their name counts too.
    centre = _try_to_add(session, values) or _try_to_add(session, values)
    if centre is None:
        raise CentreNameTaken
    audit.record(session, actor.id, "centre_created", centre.id, centre_id=centre.id, after=values)
    return centre


def _try_to_add(session: Session, values: Mapping[str, Any]) -> Centre | None:
    """None when the code that was free has just been taken. Raises CentreNameTaken."""
    codes = _codes_by_name(session)
    if values["name"] in codes:
        raise CentreNameTaken
    code = IdMaker({*codes.values(), *TAKEN_CODES}).make(values["name"], "centre")
    centre = Centre(code=code, **values)
    try:
        with session.begin_nested():
            session.add(centre)
    except IntegrityError:
        return None
    return centre


def _codes_by_name(session: Session) -> dict[str, str]:
    return {row.name: row.code for row in session.execute(select(Centre.name, Centre.code))}


def change_centre(session: Session, actor: Actor, *, code: str, facts: CentreFacts) -> Centre:
    """Raises NotFound, CentreNameTaken, SessionsToCome."""
    centre = get_network_centre(session, actor, code, hold=True)
    if _codes_by_name(session).get(facts.name, code) != code:
        raise CentreNameTaken
    if facts.kind is CentreKind.VIRTUAL and centre.kind is CentreKind.PHYSICAL:
        _check_no_session(session, centre.id)
    _change(session, actor, centre, "centre_changed", asdict(facts))
    return centre


def _check_no_session(session: Session, centre_id: uuid.UUID) -> None:
    count = session.scalar(
        select(func.count())
        .select_from(InCentreSession)
        .where(InCentreSession.centre_id == centre_id, InCentreSession.cancelled_at.is_(None))
        .where(InCentreSession.ends_at > now())
    )
    if count:
        raise SessionsToCome(count=count)


def set_hours(session: Session, actor: Actor, *, code: str, hours: CentreHours) -> Centre:
    """Promises of an answer count by the new hours from now on. Raises NotFound."""
    centre = get_run_centre(session, actor, code, hold=True)
    _change(session, actor, centre, "centre_hours_changed", asdict(hours))
    return centre


def change_contact(session: Session, actor: Actor, *, code: str, contact: CentreContact) -> Centre:
    """Raises NotFound."""
    centre = get_run_centre(session, actor, code, hold=True)
    _change(session, actor, centre, "centre_contact_changed", asdict(contact))
    return centre


def _change(session: Session, actor: Actor, centre: Centre, act: str, wanted: Mapping[str, Any]) -> None:
    """Set what differs, and say it before and after; the same again leaves no trace."""
    values = _plain(wanted)
    before = {name: getattr(centre, name) for name, value in values.items() if getattr(centre, name) != value}
    if not before:
        return
    for name in before:
        setattr(centre, name, values[name])
    session.flush()
    after = {name: values[name] for name in before}
    audit.record(session, actor.id, act, centre.id, centre_id=centre.id, before=before, after=after)


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """As JSON brings it back, so that the same again is seen to be the same; a closed day is not written down."""
    week = values.get("opening_hours")
    if week is None:
        return dict(values)
    return dict(values) | {
        "opening_hours": {day: [list(span) for span in week[day]] for day in sorted(week) if week[day]}
    }
