"""Who sits in a tutoring conversation: the learner; the tutor, while of the centre's team; a substitute, in their dates.

Nobody else, and nobody once the enrolment has ended. Looked at where something changes, and every minute for what the
passing of time changes.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import (
    ColumnElement,
    Select,
    SQLColumnExpression,
    Subquery,
    and_,
    exists,
    false,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import Session

from app.chat.models import Conversation, ConversationKind, Participant
from app.chat.services.seating import Change, seat
from app.kernel.clock import now
from app.learning.models import Enrolment
from app.people.rosters import tutors_today
from app.tutoring.models import Accompaniment

Ids = Collection[uuid.UUID]


def seat_companions(
    session: Session, *, enrolments: Ids | None = None, people: Ids | None = None
) -> frozenset[uuid.UUID]:
    """Let in who belongs there and let the others go: everywhere, or in these enrolments, or of these people. Flushes.

    The enrolments in which something changed.
    """
    session.flush()
    changes: dict[uuid.UUID, Change] = defaultdict(Change)
    changed = set()
    rows = union_all(_out_of_place(enrolments, people), _missing(enrolments, people))
    for conversation_id, enrolment_id, person_id, comes in session.execute(rows):
        change = changes[conversation_id]
        (change.come if comes else change.go).add(person_id)
        changed.add(enrolment_id)
    seat(session, changes)
    return frozenset(changed)


def is_anyone_misplaced(session: Session) -> bool:
    """So that a quiet minute takes no write lock."""
    rows = union_all(_out_of_place(None, None), _missing(None, None))
    return session.execute(rows.limit(1)).first() is not None


#: The conversation, the enrolment, the person, and whether they come or go.
Misplaced = Select[uuid.UUID, uuid.UUID, uuid.UUID, bool]
IN_TUTORING = and_(Conversation.kind == ConversationKind.TUTORING, Conversation.subject == Enrolment.id)


def _out_of_place(enrolments: Ids | None, people: Ids | None) -> Misplaced:
    seats = _seats()
    belongs = exists().where(seats.c.enrolment_id == Enrolment.id, seats.c.person_id == Participant.person_id)
    return (
        select(Conversation.id, Enrolment.id, Participant.person_id, false())
        .join(Enrolment, IN_TUTORING)
        .join(Participant, Participant.conversation_id == Conversation.id)
        .where(Participant.left_at.is_(None), ~belongs)
        .where(_wanted(Participant.person_id, people), _wanted(Enrolment.id, enrolments))
    )


def _missing(enrolments: Ids | None, people: Ids | None) -> Misplaced:
    seats = _seats()
    is_there = exists().where(
        Participant.conversation_id == Conversation.id,
        Participant.person_id == seats.c.person_id,
        Participant.left_at.is_(None),
    )
    return (
        select(Conversation.id, seats.c.enrolment_id, seats.c.person_id, true())
        .join(
            Conversation,
            and_(
                Conversation.kind == ConversationKind.TUTORING,
                Conversation.subject == seats.c.enrolment_id,
            ),
        )
        .where(~is_there, _wanted(seats.c.person_id, people), _wanted(seats.c.enrolment_id, enrolments))
    )


def _wanted(column: SQLColumnExpression[uuid.UUID], ids: Ids | None) -> ColumnElement[bool]:
    return true() if ids is None else column.in_(list(ids))


def _seats() -> Subquery:
    """Who belongs where today."""
    under_way, team = Enrolment.ended_at.is_(None), tutors_today(Enrolment.centre_id)
    learner = select(Enrolment.id.label("enrolment_id"), Enrolment.learner_id.label("person_id"))
    tutor = select(Enrolment.id, Enrolment.tutor_id).where(Enrolment.tutor_id.in_(team))
    substitute = (
        select(Enrolment.id, Accompaniment.substitute_id)
        .join(Accompaniment, Accompaniment.enrolment_id == Enrolment.id)
        .where(Accompaniment.substitute_id.in_(team), stands_in())
    )
    return union_all(*(one.where(under_way) for one in (learner, tutor, substitute))).subquery()


def stands_in() -> ColumnElement[bool]:
    """Whether the substitute of an accompaniment is in their dates."""
    moment = now()
    return and_(
        Accompaniment.substitute_from <= moment,
        or_(Accompaniment.substitute_to.is_(None), Accompaniment.substitute_to > moment),
    )
