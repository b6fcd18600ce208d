"""A learner goes to another tutor: the conversation goes along, and the successor has a brief that stays."""

import uuid
from collections.abc import Collection, Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.chat.models import Conversation, ConversationKind
from app.kernel.clock import now
from app.learning.events import TutorAssigned
from app.learning.models import Enrolment
from app.people.actor import Actor
from app.people.rosters import tutors_today
from app.tutoring.models import Handover, HandoverReason
from app.tutoring.queries.briefs import draw_briefs
from app.tutoring.services.accompaniments import conversation_of
from app.tutoring.services.hints import tell_companions
from app.tutoring.services.seats import seat_companions
from app.tutoring.services.substitutes import end_past


def follow_handovers(session: Session, events: Sequence[TutorAssigned]) -> None:
    """The successor reads the conversation from its first message; the former tutor leaves it. Flushes."""
    ids = [event.enrolment_id for event in events]
    _open_missing(session, ids)
    _keep_briefs(session, events)
    end_past(session)
    seat_companions(session, enrolments=ids)
    for enrolment_id in ids:
        tell_companions(session, enrolment_id)


def _open_missing(session: Session, enrolment_ids: Sequence[uuid.UUID]) -> None:
    known = set(
        session.scalars(
            select(Conversation.subject).where(
                Conversation.kind == ConversationKind.TUTORING, Conversation.subject.in_(enrolment_ids)
            )
        )
    )
    for enrolment_id in enrolment_ids:
        if enrolment_id not in known:
            conversation_of(session, session.get_one(Enrolment, enrolment_id))


def _keep_briefs(session: Session, events: Sequence[TutorAssigned]) -> None:
    changed = [event for event in events if event.former_tutor_id != event.tutor_id]
    ids = [event.enrolment_id for event in changed]
    briefs = draw_briefs(session, ids)
    enrolments = {one.id: one for one in session.scalars(select(Enrolment).where(Enrolment.id.in_(ids)))}
    centres = {one.centre_id for one in enrolments.values()}
    teams = {centre_id: set(session.scalars(tutors_today(centre_id))) for centre_id in centres}
    for event in changed:
        enrolment = enrolments[event.enrolment_id]
        session.add(
            Handover(
                enrolment_id=event.enrolment_id,
                former_tutor_id=event.former_tutor_id,
                tutor_id=event.tutor_id,
                at=event.at,
                reason=_reason(event, enrolment, teams[enrolment.centre_id]),
                brief=briefs[event.enrolment_id],
            )
        )
    session.flush()


def _reason(event: TutorAssigned, enrolment: Enrolment, team: Collection[uuid.UUID]) -> HandoverReason:
    if enrolment.centre_since == event.at:
        return HandoverReason.MOVED
    return HandoverReason.SHARED if event.former_tutor_id in team else HandoverReason.LEFT


def mark_read(session: Session, actor: Actor) -> int:
    """The successor has read what they were handed, all of it; how many. Flushes."""
    read = session.execute(
        update(Handover)
        .where(Handover.tutor_id == actor.id, Handover.read_at.is_(None))
        .values(read_at=now())
    )
    return int(read.rowcount)  # type: ignore[attr-defined]
