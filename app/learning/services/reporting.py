"""Saying that a block is wrong, and saying what was done about it."""

import uuid
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.catalogue.models import Module, ModuleVersion, VersionState
from app.catalogue.services.modules import check_editable
from app.kernel.audit import record
from app.kernel.clock import now
from app.kernel.errors import Conflict, DomainError, NotFound, at_most
from app.learning.models import ErrorReport, ReportState
from app.learning.reports import get_reportable
from app.people.actor import Actor

LONGEST_TEXT = 2000


class ReportEmpty(DomainError):
    """Nothing says what is wrong, or what was done."""

    code = "report_empty"


class NotCorrectedThere(DomainError):
    """The version named is not one that came after the one that was reported."""

    code = "not_corrected_there"


class ReportClosed(Conflict):
    """Someone closed it before."""

    code = "report_closed"


def report_error(
    session: Session,
    actor: Actor,
    *,
    report_id: uuid.UUID,
    version_id: uuid.UUID,
    block: str,
    is_safety: bool,
    text: str,
) -> tuple[ErrorReport, bool]:
    """What someone says is wrong at a block, and whether it is new; the form makes `report_id`. Flushes, never commits.

    On a safety point nobody begins the unit from this moment on. Raises NotFound, ReportEmpty, TextTooLong.
    """
    place = get_reportable(session, actor, version_id, block)
    if known := session.get(ErrorReport, report_id):
        if known.reported_by != actor.id:
            raise NotFound
        return known, False
    report = ErrorReport(
        id=report_id,
        module_id=place.module.id,
        version_id=version_id,
        unit=place.unit.code,
        block=block,
        label=place.block.label or place.block.title or block,
        is_safety=is_safety,
        text=_checked(text),
        reported_by=actor.id,
        reported_at=now(),
    )
    session.add(report)
    session.flush()
    record(session, actor.id, "error_reported", report.id, **_of(place.module), safety=is_safety)
    return report, True


def _of(module: Module) -> dict[str, Any]:
    """Where a line of the audit is read, and about which module."""
    return {"centre_id": module.centre_id, "module": str(module.id)}


def close_report(
    session: Session,
    actor: Actor,
    *,
    slug: str,
    report_id: uuid.UUID,
    corrected_in: int | None,
    outcome: str,
) -> ErrorReport:
    """What the authors did: put right in version `corrected_in`, or None when there is nothing to put right.

    Flushes, never commits. Raises NotFound, Denied, ReportClosed, ReportEmpty, TextTooLong, NotCorrectedThere.
    """
    report = session.scalars(
        select(ErrorReport)
        .join(Module, Module.id == ErrorReport.module_id)
        .where(ErrorReport.id == report_id, Module.slug == slug)
        .with_for_update(of=ErrorReport)
    ).first()
    if report is None:
        raise NotFound
    module = session.get_one(Module, report.module_id)
    check_editable(actor, module)
    if report.state is not ReportState.OPEN:
        raise ReportClosed
    if corrected_in is not None:
        _check_came_after(session, report, corrected_in)
    report.outcome = _checked(outcome)
    report.state = ReportState.UNFOUNDED if corrected_in is None else ReportState.CORRECTED
    report.corrected_in, report.closed_by, report.closed_at = corrected_in, actor.id, now()
    after = {"state": report.state.value, "version": corrected_in}
    record(session, actor.id, "report_closed", report.id, after=after, **_of(module))
    session.flush()
    return report


def _check_came_after(session: Session, report: ErrorReport, number: int) -> None:
    reported = session.get_one(ModuleVersion, report.version_id)
    found = session.scalars(
        select(ModuleVersion.id).where(
            ModuleVersion.module_id == report.module_id,
            ModuleVersion.number == number,
            ModuleVersion.state == VersionState.PUBLISHED,
        )
    ).first()
    if found is None or number <= reported.number:
        raise NotCorrectedThere


def _checked(text: str) -> str:
    if not text.strip():
        raise ReportEmpty
    return at_most(LONGEST_TEXT, text)
