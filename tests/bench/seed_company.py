"""What surrounds study: conversations with the tutor, questions that wait, dates in the workshop."""

import uuid
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.catalogue.models import Place
from app.catalogue.outlines import Outline
from app.chat.models import Conversation, ConversationKind, Message, Participant
from app.in_centre.models import Booking, BookingState, InCentreSession
from app.kernel.clock import now
from app.kernel.ids import new_id
from app.learning.models import Enrolment
from app.tutoring.models import Accompaniment, HelpRequest
from tests.bench.rows import write_rows
from tests.bench.seed_people import CASELOAD, People

TEXTS = ("Bonjour, je suis là pour vous accompagner.", "Merci ! J’ai commencé la première unité.")
QUESTION = "Je ne comprends pas pourquoi la VAT se fait avant la mise à la terre."
BOOKED = 10


def accompany(session: Session, enrolments: Sequence[Enrolment]) -> dict[uuid.UUID, uuid.UUID]:
    """A conversation with two messages for each enrolment, and what was agreed; conversations by enrolment."""
    known = {each.subject: each for each in session.scalars(select(Conversation))}
    agreed = set(session.scalars(select(Accompaniment.enrolment_id)))
    conversations = {each.id: known[each.id].id if each.id in known else new_id() for each in enrolments}
    fresh = [each for each in enrolments if each.id not in known]
    write_rows(
        session,
        Conversation,
        (
            {
                "id": conversations[each.id],
                "kind": ConversationKind.TUTORING,
                "subject": each.id,
                "last_seq": 0,
                "last_at": each.begun_at,
                "created_at": each.begun_at,
            }
            for each in fresh
        ),
    )
    write_rows(
        session,
        Participant,
        (
            {
                "conversation_id": conversations[each.id],
                "person_id": person_id,
                "joined_at": each.begun_at,
            }
            for each in fresh
            for person_id in (each.learner_id, each.tutor_id)
        ),
    )
    write_rows(
        session,
        Accompaniment,
        (
            {"enrolment_id": each.id, "created_at": each.begun_at}
            for each in enrolments
            if each.id not in agreed
        ),
    )
    _write_messages(session, enrolments, conversations)
    return conversations


def _write_messages(
    session: Session, enrolments: Sequence[Enrolment], conversations: dict[uuid.UUID, uuid.UUID]
) -> None:
    asking = {each.id for each in enrolments[:CASELOAD:6]}
    write_rows(
        session,
        Message,
        (row for each in enrolments for row in _messages(each, conversations[each.id], asking)),
    )
    subjects = {conversation_id: subject for subject, conversation_id in conversations.items()}
    for conversation in session.scalars(select(Conversation)):
        conversation.last_seq = len(TEXTS) + (subjects[conversation.id] in asking)
    session.flush()
    questions = session.scalars(select(Message).where(Message.seq > len(TEXTS)))
    write_rows(
        session,
        HelpRequest,
        (
            {
                "enrolment_id": subjects[message.conversation_id],
                "block": message.anchor["block"],
                "conversation_id": message.conversation_id,
                "message_id": message.id,
                "asked_at": message.sent_at,
                "answer_by": message.sent_at + timedelta(days=2),
            }
            for message in questions
            if message.anchor
        ),
    )


def _messages(
    enrolment: Enrolment, conversation_id: uuid.UUID, asking: set[uuid.UUID]
) -> Iterator[dict[str, Any]]:
    people = (enrolment.tutor_id, enrolment.learner_id, enrolment.learner_id)
    texts = (*TEXTS, QUESTION) if enrolment.id in asking else TEXTS
    for seq, (text, sender_id) in enumerate(zip(texts, people, strict=False), 1):
        asked = text == QUESTION
        anchor = {"kind": "block", "id": enrolment.last_block, "enrolment": str(enrolment.id)}
        yield {
            "conversation_id": conversation_id,
            "seq": seq,
            "sender_id": sender_id,
            "client_id": new_id(),
            "text": text,
            "anchor_kind": "block" if asked else None,
            "anchor_id": enrolment.last_block if asked else None,
            "anchor": anchor | {"block": enrolment.last_block} if asked else None,
            "sent_at": now() - timedelta(hours=20)
            if asked
            else enrolment.begun_at + timedelta(days=1, minutes=seq),
        }


def plan_sessions(
    session: Session, people: People, enrolments: Sequence[Enrolment], outline: Outline
) -> None:
    """One date in each centre next week, with ten places taken."""
    unit = next(unit for unit in outline.units if unit.place is Place.IN_CENTRE)
    day = now().replace(minute=0, second=0, microsecond=0) + timedelta(days=5)
    dates = {centre_id: new_id() for centre_id in people.centres}
    write_rows(
        session,
        InCentreSession,
        (
            {
                "id": session_id,
                "module_id": outline.module_id,
                "unit": unit.code,
                "centre_id": centre_id,
                "host_id": people.tutors[place],
                "room": "Atelier 1",
                "starts_at": day,
                "ends_at": day + timedelta(hours=3),
                "capacity": BOOKED + 2,
                "taken": BOOKED,
                "created_at": now(),
            }
            for place, (centre_id, session_id) in enumerate(dates.items())
        ),
    )
    write_rows(
        session,
        Booking,
        (
            {
                "session_id": session_id,
                "learner_id": each.learner_id,
                "enrolment_id": each.id,
                "state": BookingState.CONFIRMED,
                "booked_at": now(),
            }
            for centre_id, session_id in dates.items()
            for each in [each for each in enrolments if each.centre_id == centre_id][:BOOKED]
        ),
    )
