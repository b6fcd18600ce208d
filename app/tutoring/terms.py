"""What was written between who learns and who accompanies goes a while after the end; that they met stays as evidence."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, or_, select
from sqlalchemy.orm import Session

from app.chat.models import Conversation, ConversationKind, Message
from app.chat.terms import MESSAGES, emptying_messages, forget_conversations
from app.learning.models import Enrolment
from app.learning.terms import ENROLMENTS_AT_ONCE, EVIDENCE, is_evidence_over, is_over
from app.people.terms.term import Term, Unit, emptying
from app.tutoring.erasing import OF_ENROLMENT
from app.tutoring.models import HelpRequest, Intervention, Tip


def _of_what_is_over(before: datetime) -> tuple[ColumnElement[bool], ...]:
    """Of an enrolment that is over, or that was erased."""
    running = select(Enrolment.id).where(~is_over(before))
    over = select(Conversation.id).where(
        Conversation.kind == ConversationKind.TUTORING, Conversation.subject.not_in(running)
    )
    return (Message.conversation_id.in_(over),)


def _notes_of_what_is_over(before: datetime) -> tuple[ColumnElement[bool], ...]:
    over = select(Enrolment.id).where(is_over(before))
    written = or_(Intervention.text != "", Intervention.outcome != "")
    return written, Intervention.done_at < before, Intervention.enrolment_id.in_(over)


def _find(session: Session, before: datetime, limit: int) -> Sequence[Any]:
    """Enrolments that are evidence no more, and still have something here."""
    found: set[uuid.UUID] = set()
    for model in OF_ENROLMENT:
        rows = select(model.enrolment_id).join(Enrolment, Enrolment.id == model.enrolment_id)
        found.update(session.scalars(rows.where(is_evidence_over(before)).distinct().limit(limit)))
    return sorted(found)[:ENROLMENTS_AT_ONCE]


def _take(session: Session, ids: Sequence[Any]) -> int:
    asked = select(HelpRequest.id).where(HelpRequest.enrolment_id.in_(ids))
    session.execute(delete(Tip).where(Tip.help_request_id.in_(asked)))
    for model in OF_ENROLMENT:
        session.execute(delete(model).where(model.enrolment_id.in_(ids)))
    forget_conversations(session, ids)
    return len(ids)


FOLLOW_UP_TERMS = (
    emptying_messages(MESSAGES, _of_what_is_over),
    emptying(MESSAGES, Intervention, _notes_of_what_is_over, text="", outcome=""),
    Term(EVIDENCE, _find, _take, Unit.YEARS),
)
