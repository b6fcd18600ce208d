"""Who accompanies, from the first day of an enrolment on."""

import uuid
from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.chat.models import Conversation, ConversationKind
from app.chat.queries import find_by_subject
from app.chat.services.conversations import open_tutoring
from app.chat.services.seating import Opening, open_tutorings
from app.kernel.clock import now
from app.learning.models import Enrolment
from app.tutoring.models import Accompaniment
from app.tutoring.queries.caseload import PROMISE_HOURS, WEEKLY_RHYTHM


def begin_accompaniments(session: Session, openings: Sequence[Opening]) -> None:
    """Agree the usual rhythm and promise for new enrolments, and open their conversations. Flushes."""
    session.add_all(_agree(one.subject) for one in openings)
    open_tutorings(session, openings)


def _agree(enrolment_id: uuid.UUID) -> Accompaniment:
    return Accompaniment(
        enrolment_id=enrolment_id,
        weekly_rhythm=WEEKLY_RHYTHM,
        promise_hours=PROMISE_HOURS,
        created_at=now(),
    )


def conversation_of(session: Session, enrolment: Enrolment) -> Conversation:
    """The tutoring conversation of an enrolment, opened now where it was never."""
    found = find_by_subject(session, ConversationKind.TUTORING, enrolment.id)
    if found:
        return found
    if session.get(Accompaniment, enrolment.id) is None:
        session.add(_agree(enrolment.id))
    return open_tutoring(
        session, subject=enrolment.id, learner_id=enrolment.learner_id, tutor_id=enrolment.tutor_id
    )
