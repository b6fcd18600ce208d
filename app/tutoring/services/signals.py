"""The rows of signals: what is worked out at each reading, kept with when it came and when it went."""

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from app.kernel.clock import now
from app.kernel.db import inserting
from app.learning.models import Enrolment
from app.tutoring.models import Signal
from app.tutoring.queries.caseload import Followed, list_followed
from app.tutoring.queries.needs import work_out_needs
from app.tutoring.rules import Reason
from app.tutoring.services.hints import tell_companions


def list_tutor_ids(session: Session) -> list[uuid.UUID]:
    """Everyone with learners under way."""
    return list(session.scalars(select(Enrolment.tutor_id).where(Enrolment.ended_at.is_(None)).distinct()))


def list_followed_by(session: Session, tutor_id: uuid.UUID) -> list[Followed]:
    ids = session.scalars(
        select(Enrolment.id).where(Enrolment.tutor_id == tutor_id, Enrolment.ended_at.is_(None))
    ).all()
    return list_followed(session, ids)


def has_news(session: Session, tutor_id: uuid.UUID) -> bool:
    """Whether the rows of one caseload differ from its reasons; so that a quiet one takes no write lock."""
    reasons, kept = _compare(session, list_followed_by(session, tutor_id))
    return reasons.keys() != kept.keys() or any(
        _has_turned_late(reason, kept[signal_id]) for signal_id, reason in reasons.items()
    )


def keep_signals(session: Session, caseload: Sequence[Followed]) -> None:
    """Open a row for each new reason, close those whose facts went, and tell who accompanies. Flushes."""
    reasons, kept = _compare(session, caseload)
    changed: set[uuid.UUID] = set()
    for signal_id, reason in reasons.items():
        if signal_id not in kept or _has_turned_late(reason, kept[signal_id]):
            open_signal(session, reason)
            changed.add(reason.enrolment_id)
    for signal_id, signal in kept.items():
        if signal_id not in reasons:
            signal.closed_at = now()
            changed.add(signal.enrolment_id)
    session.flush()
    for enrolment_id in changed:
        tell_companions(session, enrolment_id)


def open_signal(session: Session, reason: Reason) -> None:
    """The row of a reason, made where it was never, opened again where it had gone."""
    reopened = case((Signal.closed_at.is_(None), Signal.opened_at), else_=now())
    _put(session, reason, {"closed_at": None}, opened_at=reopened)


def close_signal(session: Session, reason: Reason) -> None:
    """The row of a reason that someone acted on."""
    _put(session, reason, {"closed_at": now()})


def _put(session: Session, reason: Reason, state: dict[str, Any], **kept: Any) -> None:
    row = {
        "id": reason.id,
        "enrolment_id": reason.enrolment_id,
        "kind": reason.kind,
        "key": reason.key,
        "facts": reason.facts,
        "since": reason.since,
        "opened_at": now(),
        **state,
    }
    insert = inserting(session, Signal).values(row)
    changed = {"facts": reason.facts, **state, **kept}
    session.execute(insert.on_conflict_do_update(index_elements=["id"], set_=changed))


def _has_turned_late(reason: Reason, signal: Signal) -> bool:
    return reason.facts.get("is_late") != signal.facts.get("is_late")


def _compare(
    session: Session, caseload: Sequence[Followed]
) -> tuple[dict[uuid.UUID, Reason], dict[uuid.UUID, Signal]]:
    needs = work_out_needs(session, caseload)
    kept = session.scalars(
        select(Signal).where(Signal.enrolment_id.in_(needs.followed), Signal.closed_at.is_(None))
    )
    return {reason.id: reason for reason in needs.reasons}, {signal.id: signal for signal in kept}
