"""Questions to the tutor: asked at a block or by a plain message, answered within the promise."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, insert, select, update
from sqlalchemy.orm import Session

from app.chat.events import MessageSent
from app.chat.models import ConversationKind
from app.chat.services.messages import send
from app.kernel.clock import now
from app.kernel.errors import Conflict, NotFound
from app.kernel.ids import new_id
from app.learning.models import Enrolment
from app.network.hours import after_working_time
from app.network.queries import working_hours_by_centre
from app.people.actor import Actor
from app.tutoring.models import Accompaniment, HelpRequest, HelpState, is_between
from app.tutoring.queries.caseload import PROMISE_HOURS
from app.tutoring.queries.facts import find_block
from app.tutoring.services.accompaniments import conversation_of
from app.tutoring.services.hints import tell_changed

#: The anchor of an answer to a plain message, which has no block to be anchored at.
QUESTION_ANCHOR = "question"
BLOCK_ANCHOR = "block"


class ClientIdTaken(Conflict):
    """The client gave this message's id to another message before."""

    code = "client_id_taken"


def ask(
    session: Session, actor: Actor, *, enrolment_id: uuid.UUID, block: str, text: str, client_id: uuid.UUID
) -> tuple[HelpRequest, bool]:
    """Ask the tutor about a block: the request and whether it is new; the same `client_id` again is the same request.

    Raises NotFound for an enrolment or a block that is not the learner's, ClientIdTaken, and chat's refusals of a text.
    """
    enrolment = session.get(Enrolment, enrolment_id)
    if enrolment is None or enrolment.learner_id != actor.id or enrolment.ended_at is not None:
        raise NotFound
    place = find_block(session, enrolment, block)
    if place is None:
        raise NotFound
    message, created = send(
        session,
        sender_id=actor.id,
        conversation_id=conversation_of(session, enrolment).id,
        client_id=client_id,
        text=text,
        anchor=block_anchor(block, place.version),
    )
    asked = session.scalars(select(HelpRequest).where(HelpRequest.message_id == message.id)).first()
    if asked is None or asked.block != block:
        raise ClientIdTaken
    return asked, created


def block_anchor(block: str, version: int) -> dict[str, object]:
    return {"kind": BLOCK_ANCHOR, "id": block, "version": version}


@dataclass(frozen=True, slots=True)
class Question:
    """One that waits."""

    id: uuid.UUID
    block: str | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Who is who in a tutoring conversation, and what waits in it; read with one statement for each message sent."""

    enrolment_id: uuid.UUID
    learner_id: uuid.UUID
    tutor_id: uuid.UUID
    centre_id: uuid.UUID
    promise_hours: int
    substitute_id: uuid.UUID | None
    is_substituted: bool
    open: Sequence[Question]

    def is_companion(self, person_id: uuid.UUID) -> bool:
        return person_id in (self.tutor_id, self.substitute_id)

    def called_now(self) -> list[uuid.UUID]:
        if self.substitute_id is None or not self.is_substituted:
            return [self.tutor_id]
        return [self.substitute_id]


def follow_message(session: Session, event: MessageSent) -> None:
    """Open a question for what a learner wrote; answer one by what their tutor or the substitute wrote."""
    if event.kind != ConversationKind.TUTORING or event.subject is None:
        return
    standing = _find_standing(session, event.subject, event.at)
    if standing is None:
        return
    if event.sender_id == standing.learner_id:
        changed = _open_question(session, standing, event)
    elif standing.is_companion(event.sender_id):
        changed = _answer_questions(session, standing, event)
    else:
        return
    if changed:
        tell_changed(session, standing.called_now(), [standing.enrolment_id])


def settle(session: Session, help_request_id: uuid.UUID, *, by: uuid.UUID, state: HelpState) -> None:
    """End an open question without a message: answered by a call, or closed because no answer is needed."""
    session.execute(
        update(HelpRequest)
        .where(HelpRequest.id == help_request_id, HelpRequest.state == HelpState.OPEN)
        .values(state=state, answered_at=now(), answered_by=by)
    )


HELP_REQUESTS = HelpRequest.metadata.tables[HelpRequest.__tablename__]
# Columns, not whole rows: asked for each message.
STANDING_COLUMNS: tuple[Any, ...] = (
    Enrolment.id,
    Enrolment.learner_id,
    Enrolment.tutor_id,
    Enrolment.centre_id,
    func.coalesce(Accompaniment.promise_hours, PROMISE_HOURS).label("promise_hours"),
    Accompaniment.substitute_id,
    Accompaniment.substitute_from,
    Accompaniment.substitute_to,
    HelpRequest.id.label("question"),
    HelpRequest.block,
)


@cache
def _standing_rows() -> Select[Any]:
    # Put together once, which costs as much as asking it.
    return (
        select(*STANDING_COLUMNS)
        .join(Accompaniment, Accompaniment.enrolment_id == Enrolment.id, isouter=True)
        .join(
            HelpRequest,
            (HelpRequest.enrolment_id == Enrolment.id) & (HelpRequest.state == HelpState.OPEN),
            isouter=True,
        )
        .where(Enrolment.id == bindparam("enrolment"))
        .order_by(HelpRequest.asked_at, HelpRequest.id)
    )


def _find_standing(session: Session, enrolment_id: uuid.UUID, moment: datetime) -> Standing | None:
    rows = session.execute(_standing_rows(), {"enrolment": enrolment_id}).all()
    if not rows:
        return None
    one = rows[0]
    return Standing(
        one.id,
        one.learner_id,
        one.tutor_id,
        one.centre_id,
        one.promise_hours,
        one.substitute_id,
        is_between(moment, one.substitute_from, one.substitute_to),
        [Question(row.question, row.block) for row in rows if row.question],
    )


def _open_question(session: Session, standing: Standing, event: MessageSent) -> bool:
    block = _anchored_block(session, standing, event)
    if block is None and any(asked.block is None for asked in standing.open):
        return False
    asked = {
        "id": new_id(),
        "enrolment_id": standing.enrolment_id,
        "block": block,
        "conversation_id": event.conversation_id,
        "message_id": event.message_id,
        "asked_at": event.at,
        "answer_by": _answer_by(session, standing, event.at),
        "state": HelpState.OPEN,
    }
    session.execute(insert(HELP_REQUESTS), asked)
    return True


def _anchored_block(session: Session, standing: Standing, event: MessageSent) -> str | None:
    if event.anchor_kind != BLOCK_ANCHOR or event.anchor_id is None:
        return None
    enrolment = session.get_one(Enrolment, standing.enrolment_id)
    return event.anchor_id if find_block(session, enrolment, event.anchor_id) else None


def _answer_by(session: Session, standing: Standing, asked_at: datetime) -> datetime:
    hours = working_hours_by_centre(session, [standing.centre_id])[standing.centre_id]
    return after_working_time(hours, asked_at, timedelta(hours=standing.promise_hours))


def _answer_questions(session: Session, standing: Standing, event: MessageSent) -> bool:
    answered = [asked.id for asked in _answered_by(standing.open, event)]
    if not answered:
        return False
    session.execute(
        update(HelpRequest)
        .where(HelpRequest.id.in_(answered))
        .values(
            state=HelpState.ANSWERED,
            answer_message_id=event.message_id,
            answered_at=event.at,
            answered_by=event.sender_id,
        )
    )
    return True


def _answered_by(waiting: Sequence[Question], event: MessageSent) -> list[Question]:
    if event.anchor_kind == BLOCK_ANCHOR:
        return [asked for asked in waiting if asked.block == event.anchor_id]
    if event.anchor_kind == QUESTION_ANCHOR:
        return [asked for asked in waiting if str(asked.id) == event.anchor_id]
    return list(waiting[:1])
