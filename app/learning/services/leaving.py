"""Someone learns nowhere any more, or again: what is under way ends, is kept, and goes on where it stood."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.kernel import audit
from app.kernel.clock import now
from app.kernel.events import announce_all
from app.learning.events import EnrolmentEnded, EnrolmentResumed
from app.learning.models import Enrolment


def end_enrolments(session: Session, enrolments: Sequence[Enrolment]) -> None:
    """Of who holds no role of learner today. Flushes. The caller locked them."""
    moment = now()
    for enrolment in enrolments:
        enrolment.ended_at = moment
        _record(session, enrolment, "enrolment_ended", before="open", after="ended")
    session.flush()
    announce_all(session, [EnrolmentEnded(one.id, one.learner_id, moment) for one in enrolments])


def resume_enrolments(session: Session, enrolments: Sequence[Enrolment]) -> None:
    """Of who learns again, here or elsewhere. Flushes. The caller locked them."""
    for enrolment in enrolments:
        enrolment.ended_at = None
        _record(session, enrolment, "enrolment_resumed", before="ended", after="open")
    session.flush()
    announce_all(session, [EnrolmentResumed(one.id, one.learner_id, now()) for one in enrolments])


def _record(session: Session, enrolment: Enrolment, act: str, *, before: str, after: str) -> None:
    audit.record(
        session,
        None,
        act,
        enrolment.id,
        person_id=enrolment.learner_id,
        centre_id=enrolment.centre_id,
        before={"state": before},
        after={"state": after},
        module=str(enrolment.module_id),
    )
