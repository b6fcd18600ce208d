"""Reading reports of errors: what stands in the way of a unit, and what its authors have to look at."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    case,
    or_,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.catalogue import policy as catalogue_policy
from app.catalogue.models import Module, ModuleVersion
from app.catalogue.outlines import BlockOutline, Outline, UnitOutline
from app.catalogue.queries import get_outline
from app.kernel.errors import NotFound
from app.kernel.i18n import spoken
from app.kernel.spoken import Spoken
from app.learning.models import Enrolment, ErrorReport, ReportState
from app.learning.queries import Followed, learns_version
from app.learning.safety import stands_against
from app.people.actor import Actor
from app.people.models import Person, Role
from app.people.queries import team

MOST_SHOWN = 100


WARNINGS = (
    select(ErrorReport)
    .where(ErrorReport.module_id == bindparam("module_id", type_=ErrorReport.module_id.type))
    .where(stands_against(bindparam("number", type_=ErrorReport.corrected_in.type)))
    .order_by(ErrorReport.reported_at)
)


def list_warnings(session: Session, module_id: uuid.UUID, number: int) -> list[ErrorReport]:
    """The safety points that stand against this version of the module, the oldest first; one statement."""
    return list(session.scalars(WARNINGS, {"module_id": module_id, "number": number}))


def warnings_of(session: Session, followed: Followed) -> list[ErrorReport]:
    """The same for a learner's version; no statement where nothing stands against it."""
    return list_warnings(session, followed.enrolment.module_id, followed.number) if followed.is_warned else []


def find_warning(session: Session, enrolment: Enrolment, unit: str) -> ErrorReport | None:
    """A safety point that stands against a unit of the learner's version; one statement."""
    number = select(ModuleVersion.number).where(ModuleVersion.id == enrolment.version_id).scalar_subquery()
    return session.scalars(
        select(ErrorReport)
        .where(ErrorReport.module_id == enrolment.module_id, ErrorReport.unit == unit, stands_against(number))
        .limit(1)
    ).first()


@dataclass(frozen=True, slots=True)
class WarningTold:
    """A safety point of a module that someone accompanied is on."""

    report: ErrorReport
    module: Spoken


def list_warnings_of(session: Session, enrolments: ColumnElement[bool]) -> list[WarningTold]:
    """The safety points that stand against the versions that these enrolments follow; one statement."""
    rows = session.execute(
        select(ErrorReport, Module)
        .join(Module, Module.id == ErrorReport.module_id)
        .where(_stands_against_one_of(enrolments))
        .order_by(ErrorReport.reported_at)
    )
    return [WarningTold(report, module.title_in(spoken())) for report, module in rows]


def list_own_warnings(session: Session, learner_id: uuid.UUID, module_id: uuid.UUID) -> list[ErrorReport]:
    """Those that stand against the version of the module that this person follows; one statement."""
    return list(
        session.scalars(
            select(ErrorReport)
            .where(ErrorReport.module_id == module_id)
            .where(_stands_against_one_of(Enrolment.learner_id == learner_id))
            .order_by(ErrorReport.reported_at)
        )
    )


def list_warnings_at(
    session: Session, module_id: uuid.UUID, unit: str, enrolment_ids: Collection[uuid.UUID]
) -> list[ErrorReport]:
    """For who receives these people in a unit of the module, or nobody yet: those of the unit first; one statement."""
    booked = _stands_against_one_of(Enrolment.id.in_(enrolment_ids))
    is_open = and_(ErrorReport.is_safety, ErrorReport.state == ReportState.OPEN)
    return list(
        session.scalars(
            select(ErrorReport)
            .where(ErrorReport.module_id == module_id, or_(is_open, booked))
            .order_by(case((ErrorReport.unit == unit, 0), else_=1), ErrorReport.reported_at)
        )
    )


def _stands_against_one_of(enrolments: ColumnElement[bool]) -> ColumnElement[bool]:
    return (
        select(Enrolment.id)
        .join(ModuleVersion, ModuleVersion.id == Enrolment.version_id)
        .where(Enrolment.module_id == ErrorReport.module_id, enrolments, Enrolment.ended_at.is_(None))
        .where(stands_against(ModuleVersion.number))
        .correlate(ErrorReport)
        .exists()
    )


@dataclass(frozen=True, slots=True)
class Reportable:
    """A block that the actor may say something of: they learn it, accompany someone on it, or work in its centre."""

    module: Module
    outline: Outline
    unit: UnitOutline
    block: BlockOutline


def get_reportable(session: Session, actor: Actor, version_id: uuid.UUID, code: str) -> Reportable:
    """Raises NotFound."""
    found = session.execute(
        select(Module, ModuleVersion.number)
        .join(ModuleVersion, ModuleVersion.module_id == Module.id)
        .where(ModuleVersion.id == version_id, ModuleVersion.number > 0)
    ).first()
    if found is None:
        raise NotFound
    module, number = found
    if not catalogue_policy.may_open(actor, module, number) and not learns_version(
        session, actor, version_id
    ):
        raise NotFound
    outline = get_outline(session, version_id, actor.language)
    unit, block = outline.unit_of(code), outline.block(code)
    if unit is None or block is None:
        raise NotFound
    return Reportable(module, outline, unit, block)


@dataclass(frozen=True, slots=True)
class ReportTold:
    """A report as authors read it."""

    report: ErrorReport
    number: int
    slug: str
    module: Spoken
    by: str


def list_reports(session: Session, module_id: uuid.UUID) -> list[ReportTold]:
    """Of a module that the caller edits: what is open first, safety before the rest, then the newest."""
    return _told(session, ErrorReport.module_id == module_id)


def list_open_for(session: Session, actor: Actor) -> list[ReportTold]:
    """What the authors of a centre have to look at, in all their modules; one statement."""
    mine = Module.centre_id.in_(actor.centres_as(Role.TRAINER))
    return _told(session, and_(mine, ErrorReport.state == ReportState.OPEN))


def _told(session: Session, which: ColumnElement[bool]) -> list[ReportTold]:
    rows = session.execute(
        select(
            ErrorReport,
            ModuleVersion.number,
            Module,
            Person.given_name,
            Person.family_name,
        )
        .join(ModuleVersion, ModuleVersion.id == ErrorReport.version_id)
        .join(Module, Module.id == ErrorReport.module_id)
        .join(Person, Person.id == ErrorReport.reported_by)
        .where(which)
        .order_by(
            case((ErrorReport.state == ReportState.OPEN, 0), else_=1),
            ErrorReport.is_safety.desc(),
            ErrorReport.reported_at.desc(),
        )
        .limit(MOST_SHOWN)
    )
    return [
        ReportTold(report, number, module.slug, module.title_in(spoken()), f"{given} {family}".strip())
        for report, number, module, given, family in rows
    ]


def list_users(session: Session, module: Module, *, after: uuid.UUID | None, limit: int) -> list[Person]:
    """Everyone who uses the module, in the order of their ids: who learns it or accompanies, and its authors."""
    people = or_(
        Person.id.in_(_under_way(Enrolment.learner_id, module.id)),
        Person.id.in_(_under_way(Enrolment.tutor_id, module.id)),
        Person.id.in_(team(module.centre_id, Role.TRAINER).with_only_columns(Person.id)),
    )
    rows = select(Person).where(people, Person.suspended_at.is_(None), Person.email.is_not(None))
    if after is not None:
        rows = rows.where(Person.id > after)
    return list(session.scalars(rows.order_by(Person.id).limit(limit)))


def _under_way(column: InstrumentedAttribute[uuid.UUID], module_id: uuid.UUID) -> Select[uuid.UUID]:
    return select(column).where(Enrolment.module_id == module_id, Enrolment.ended_at.is_(None))


def of_unit(warnings: Sequence[ErrorReport], unit: str) -> list[ErrorReport]:
    return [report for report in warnings if report.unit == unit]
