"""The terms of what this floor and the kernel keep."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, aliased

from app.kernel.audit import AuditLine, rewriting
from app.kernel.outbox import DutyState, OutboxRow
from app.people.models import ApiToken, PasswordLink, Seeing, SignInBrake, Sitting
from app.people.terms.term import Keys, deleting, emptying

OVER = (DutyState.DONE, DutyState.REFUSED, DutyState.DROPPED)
Conditions = tuple[ColumnElement[bool], ...]
SIGN_INS, MAILS, AUDIT = "keep_sign_ins_days", "keep_mails_days", "keep_audit_days"


def _ended(before: datetime) -> ColumnElement[bool]:
    return func.coalesce(Sitting.ended_at, Sitting.seen_at) < before


def _former_sittings(before: datetime) -> Conditions:
    """But the last one of each person: it says when they were last there."""
    later = aliased(Sitting)
    newer = select(later.id).where(later.person_id == Sitting.person_id)
    newer = newer.where(
        or_(later.seen_at > Sitting.seen_at, (later.seen_at == Sitting.seen_at) & (later.id > Sitting.id))
    )
    seen = select(Seeing.id).where(Seeing.sitting_id == Sitting.id)
    return _ended(before), newer.exists(), ~seen.exists()


def _last_sittings(before: datetime) -> Conditions:
    return _ended(before), or_(Sitting.device != "", Sitting.network != "")


SIGN_IN_TERMS = (
    deleting(SIGN_INS, Sitting, _former_sittings),
    emptying(SIGN_INS, Sitting, _last_sittings, device="", network=""),
    deleting(
        SIGN_INS, ApiToken, lambda before: (func.coalesce(ApiToken.ended_at, ApiToken.expires_at) < before,)
    ),
    deleting(SIGN_INS, PasswordLink, lambda before: (PasswordLink.expires_at < before,)),
    deleting(SIGN_INS, SignInBrake, lambda before: (SignInBrake.last_at < before,)),
)
MAIL_TERMS = (
    deleting(MAILS, OutboxRow, lambda before: (OutboxRow.state.in_(OVER), OutboxRow.created_at < before)),
)
_old_lines = deleting(AUDIT, AuditLine, lambda before: (AuditLine.at < before,))


def _take_lines(session: Session, keys: Keys) -> int:
    with rewriting(session):
        return _old_lines.take(session, keys)


SEEN_TERMS = (deleting(AUDIT, Seeing, lambda before: (Seeing.until_at < before,)),)
AUDIT_TERMS = (replace(_old_lines, take=_take_lines),)


def delete_old_mail_files(folder: Path, before: datetime) -> int:
    """Where no server takes mails they are files."""
    old = [path for path in folder.glob("*.eml") if path.stat().st_mtime < before.timestamp()]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)
