"""What the learner sent, and what they share of their own notes, for who accompanies them."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Subquery, func, literal, null, select, union_all
from sqlalchemy.orm import Session

from app.catalogue.labels import last_label, words_of_block
from app.catalogue.models import Block, BlockText, Module
from app.kernel.errors import NotFound
from app.learning.models import Enrolment, Reflection, Submission, Verdict
from app.people.actor import Actor
from app.people.models import Person
from app.tutoring.queries.caseload import get_followed


@dataclass(frozen=True, slots=True)
class WorkShown:
    """A submission, or a reflection that is shared (which has no `id` and no verdict)."""

    at: datetime
    id: uuid.UUID | None
    label: str
    text: str
    media_type: str | None
    verdict: Verdict | None
    remark: str
    reviewer: str | None


def list_work(session: Session, enrolment_id: uuid.UUID, since: datetime, until: datetime) -> list[WorkShown]:
    """In one statement; the caller may see the enrolment."""
    work = _work_of(enrolment_id)
    rows = session.execute(
        select(
            work.c.at,
            work.c.id,
            func.coalesce(BlockText.label, last_label(Enrolment.module_id, work.c.block)),
            work.c.text,
            work.c.media_type,
            work.c.verdict,
            work.c.remark,
            Person.given_name,
            work.c.block,
        )
        .select_from(work)
        .join(Enrolment, Enrolment.id == enrolment_id)
        .join(Module, Module.id == Enrolment.module_id)
        .join(Block, (Block.version_id == Enrolment.version_id) & (Block.code == work.c.block), isouter=True)
        .join(BlockText, words_of_block(), isouter=True)
        .join(Person, Person.id == work.c.verdict_by, isouter=True)
        .where(work.c.at >= since, work.c.at < until)
    )
    return [
        WorkShown(at, submission_id, label or block, text, media_type, verdict, remark, reviewer)
        for at, submission_id, label, text, media_type, verdict, remark, reviewer, block in rows
    ]


def _work_of(enrolment_id: uuid.UUID) -> Subquery:
    sent = select(
        Submission.sent_at.label("at"),
        Submission.id,
        Submission.block,
        Submission.text,
        Submission.media_type,
        Submission.verdict,
        Submission.remark,
        Submission.verdict_by,
    ).where(Submission.enrolment_id == enrolment_id)
    shared = select(
        Reflection.saved_at,
        null(),
        Reflection.block,
        Reflection.text,
        null(),
        null(),
        literal(""),
        null(),
    ).where(Reflection.enrolment_id == enrolment_id, Reflection.is_shared, Reflection.text != "")
    return union_all(sent, shared).subquery()


def get_sent(session: Session, actor: Actor, submission_id: uuid.UUID) -> Submission:
    """A submission of someone whom the actor accompanies today. Raises NotFound."""
    sent = session.get(Submission, submission_id)
    if sent is None:
        raise NotFound
    get_followed(session, actor, sent.enrolment_id)
    return sent
