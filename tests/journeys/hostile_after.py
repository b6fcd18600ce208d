"""Hostile words about a module that is published: reports, what was done about them, moves, retirements, tips."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.catalogue.models import Module, ModuleVersion
from app.kernel.clock import now
from app.kernel.ids import new_id
from app.learning.folding import REDO
from app.learning.models import Enrolment, ErrorReport, Move, MovedEnrolment, ReportState
from app.tutoring.models import Tip, TipState
from tests.hostile import marked
from tests.planted import BLOCK, SHARED, Planted


def write_after(session: Session, here: Planted, author_id: uuid.UUID, learner_id: uuid.UUID) -> None:
    """Rows as the doors write them. A tip with these words would be refused: by now they are people's names."""
    _report(session, here, author_id, learner_id)
    tip = session.get_one(Tip, here.tip_id)
    tip.text, tip.reason = marked("tip", 1500), marked("tip-reason", 1500)
    tip.state, tip.decided_by, tip.decided_at = TipState.DECLINED, author_id, now()
    module = session.scalars(select(Module).where(Module.slug == SHARED)).one()
    module.retired_at, module.retired_why = now(), marked("retired-module", 400)
    for version in session.scalars(select(ModuleVersion).where(ModuleVersion.module_id == module.id)):
        version.retired_why = marked("retired-version", 400)
    _move(session, here, author_id)


def _report(session: Session, here: Planted, author_id: uuid.UUID, learner_id: uuid.UUID) -> None:
    opened = session.get_one(ErrorReport, here.report_id)
    opened.text, opened.label = marked("report", 1800), marked("report-label", 200)
    session.add(
        ErrorReport(
            id=new_id(),
            module_id=opened.module_id,
            version_id=opened.version_id,
            unit=opened.unit,
            block=BLOCK,
            label="Bloc",
            is_safety=True,
            text=marked("report", 1800),
            reported_by=learner_id,
            reported_at=now(),
            state=ReportState.UNFOUNDED,
            outcome=marked("report-outcome", 1800),
            closed_by=author_id,
            closed_at=now(),
        )
    )


def _move(session: Session, here: Planted, author_id: uuid.UUID) -> None:
    enrolment = session.get_one(Enrolment, here.enrolment_id)
    decided = {"effect": REDO, "reason": marked("move-reason", 450), "label": marked("move-label", 200)}
    labels = {"new": [marked("move-new", 200)], "gone": []}
    move = Move(
        id=new_id(),
        module_id=enrolment.module_id,
        from_version_id=enrolment.version_id,
        to_version_id=enrolment.version_id,
        decisions={BLOCK: decided},
        summary={"labels": labels},
        begun_by=author_id,
        begun_at=now(),
        total=1,
        moved=1,
        ended_at=now(),
    )
    session.add(move)
    session.flush()
    enrolment.version_since = now()
    session.add(
        MovedEnrolment(
            enrolment_id=enrolment.id,
            move_id=move.id,
            moved_at=now(),
            done_before=0,
            required_before=1,
            done_after=0,
            required_after=1,
            redone=[BLOCK],
        )
    )
