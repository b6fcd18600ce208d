"""Which lines of the audit someone reads, newest first."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from app.kernel.audit import AuditLine
from app.kernel.i18n import zone
from app.people.actor import Actor
from app.people.journal.acts import Family, codes_of
from app.people.models import Person, Role
from app.people.queries import looked_for


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the journal is asked for; names are looked for as in the list of people. `after` is the last line read."""

    person_id: uuid.UUID | None = None
    person: str = ""
    by: str = ""
    family: Family | None = None
    from_on: date | None = None
    to_on: date | None = None
    after: tuple[datetime, uuid.UUID] | None = None
    limit: int = 50


@dataclass(frozen=True, slots=True)
class Lines:
    lines: Sequence[AuditLine]
    has_more: bool


def page_lines(session: Session, actor: Actor, wanted: Wanted) -> Lines:
    """The network's manager reads every line, a centre's manager those of their centres, nobody else any."""
    rows = select(AuditLine).where(*_narrowed(wanted), _read_by(actor))
    if wanted.after:
        rows = rows.where(_older(*wanted.after))
    ordered = rows.order_by(AuditLine.at.desc(), AuditLine.id.desc()).limit(wanted.limit + 1)
    found = session.scalars(ordered).all()
    return Lines(found[: wanted.limit], len(found) > wanted.limit)


def _read_by(actor: Actor) -> ColumnElement[bool]:
    if actor.has_role(Role.NETWORK_MANAGER):
        return AuditLine.id.is_not(None)
    return AuditLine.centre_id.in_(list(actor.centres_as(Role.CENTRE_MANAGER)))


def _narrowed(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.person_id:
        found.append(AuditLine.person_id == wanted.person_id)
    if wanted.person.strip():
        found.append(AuditLine.person_id.in_(_called(wanted.person)))
    if wanted.by.strip():
        found.append(AuditLine.actor_id.in_(_called(wanted.by)))
    if wanted.family:
        found.append(AuditLine.act.in_(codes_of(wanted.family)))
    if wanted.from_on:
        found.append(AuditLine.at >= _midnight(wanted.from_on))
    if wanted.to_on and wanted.to_on < date.max:
        found.append(AuditLine.at < _midnight(wanted.to_on + timedelta(days=1)))
    return found


def _called(name: str) -> Select[uuid.UUID]:
    return select(Person.id).where(*looked_for(name))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, zone())


def _older(at: datetime, line_id: uuid.UUID) -> ColumnElement[bool]:
    return or_(AuditLine.at < at, and_(AuditLine.at == at, AuditLine.id < line_id))
