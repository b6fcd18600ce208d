"""What a learner writes and sends at a block, beside answering questions."""

import uuid
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.kernel import audit
from app.kernel.clock import now
from app.kernel.errors import Conflict, DomainError, NotFound, at_most
from app.kernel.events import announce
from app.learning.events import WorkReviewed, WorkSent
from app.learning.files import SentFile
from app.learning.models import Enrolment, Reflection, Submission, Verdict
from app.learning.services.completion import complete_block

LONGEST_TEXT = 10_000
MOST_SENT = 20


class WorkEmpty(DomainError):
    """Neither words nor a file."""

    code = "work_empty"


class SentTooOften(Conflict):
    """`facts["most"]` is how many times one block may be sent."""

    code = "sent_too_often"


class ModuleEnded(Conflict):
    """The enrolment has ended: what is sent would count for nothing."""

    code = "module_ended"


@dataclass(frozen=True, slots=True)
class Work:
    """What is sent; `id` comes with the form, so that sending twice sends once."""

    id: uuid.UUID
    text: str = ""
    file: SentFile | None = None


def save_reflection(
    session: Session, *, enrolment_id: uuid.UUID, block: str, text: str, is_shared: bool
) -> Reflection:
    """Keep what the learner wrote; nobody else reads it unless it is shared. Flushes, never commits."""
    kept = session.get(Reflection, (enrolment_id, block))
    if kept is None:
        kept = Reflection(enrolment_id=enrolment_id, block=block)
        session.add(kept)
    kept.text, kept.is_shared, kept.saved_at = _checked(text), is_shared, now()
    session.flush()
    return kept


def send_work(
    session: Session, enrolment: Enrolment, *, block: str, work: Work, key: str | None = None
) -> Submission:
    """Send to the tutor; the block is done by it. `key` is where the store keeps the file.

    Flushes, never commits. Raises WorkEmpty, TextTooLong, SentTooOften or ModuleEnded.
    """
    known = session.get(Submission, work.id)
    if known is not None:
        return _same(known, enrolment, block)
    text = _checked(work.text)
    if not text and key is None:
        raise WorkEmpty
    _check_open(session, enrolment, block)
    sent = Submission(
        id=work.id,
        enrolment_id=enrolment.id,
        block=block,
        text=text,
        sha256=key,
        media_type=work.file.media_type if work.file else None,
        sent_at=now(),
    )
    # First the enrolment's lock: two sendings of one form then come one after the other.
    because = {"kind": "submission", "id": str(work.id)}
    complete_block(session, enrolment_id=enrolment.id, block=block, because=because)
    if known := session.get(Submission, work.id):
        return _same(known, enrolment, block)
    session.add(sent)
    session.flush()
    announce(
        session,
        WorkSent(enrolment.id, enrolment.learner_id, enrolment.tutor_id, block, sent.id, sent.sent_at),
    )
    return sent


def check_sending(
    session: Session, enrolment: Enrolment, *, block: str, work_id: uuid.UUID, text: str
) -> None:
    """Refuse as `send_work` would, before a file is read and kept."""
    _checked(text)
    if session.get(Submission, work_id) is None:
        _check_open(session, enrolment, block)


def _check_open(session: Session, enrolment: Enrolment, block: str) -> None:
    if enrolment.ended_at is not None:
        raise ModuleEnded
    if _count(session, enrolment.id, block) >= MOST_SENT:
        raise SentTooOften(most=MOST_SENT)


def review_work(
    session: Session, sent: Submission, *, by: uuid.UUID, verdict: Verdict, remark: str
) -> Submission:
    """What the tutor says of it. To be done again needs words. The caller has checked who may. Flushes."""
    words = _checked(remark)
    if verdict is Verdict.AGAIN and not words:
        raise WorkEmpty
    before = {"verdict": sent.verdict.value}
    sent.verdict, sent.verdict_by, sent.verdict_at, sent.remark = verdict, by, now(), words
    session.flush()
    enrolment = session.get_one(Enrolment, sent.enrolment_id)
    audit.record(
        session,
        by,
        "work_reviewed",
        sent.id,
        person_id=enrolment.learner_id,
        centre_id=enrolment.centre_id,
        before=before,
        after={"verdict": verdict.value},
        module=str(enrolment.module_id),
        block=sent.block,
    )
    announce(session, WorkReviewed(sent.enrolment_id, sent.block, sent.id, by, sent.verdict_at))
    return sent


def _checked(text: str) -> str:
    return at_most(LONGEST_TEXT, text.replace("\r\n", "\n").replace("\0", ""))


def _same(known: Submission, enrolment: Enrolment, block: str) -> Submission:
    if (known.enrolment_id, known.block) != (enrolment.id, block):
        raise NotFound
    return known


def _count(session: Session, enrolment_id: uuid.UUID, block: str) -> int:
    counted = select(func.count()).where(Submission.enrolment_id == enrolment_id, Submission.block == block)
    return session.scalar(counted) or 0
