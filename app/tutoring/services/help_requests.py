"""Questions to the tutor: asked at a block or by a plain message, answered within the promise."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import Select, bindparam, select, update
from sqlalchemy.orm import Session

from app.chat.events import MessageSent
from app.chat.models import ConversationKind
from app.chat.services.messages import send
from app.kernel.clock import now
from app.kernel.errors import Conflict, NotFound
from app.learning.models import Enrolment
from app.network.hours import after_working_time
from app.network.queries import working_hours_by_centre
from app.people.actor import Actor
from app.tutoring.models import Accompaniment, HelpRequest, HelpState
from app.tutoring.queries.caseload import PROMISE_HOURS
from app.tutoring.queries.facts import find_block
from app.tutoring.services.accompaniments import conversation_of
from app.tutoring.services.hints import tell_companions

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
class Standing:
    """Who is who in a tutoring conversation, and what waits in it; read with one statement for each message sent."""

    enrolment: Enrolment
    agreed: Accompaniment | None
    open: Sequence[HelpRequest]

    def is_companion(self, person_id: uuid.UUID) -> bool:
        return person_id == self.enrolment.tutor_id or bool(
            self.agreed and person_id == self.agreed.substitute_id
        )


def follow_message(session: Session, event: MessageSent) -> None:
    """Open a question for what a learner wrote; answer one by what their tutor or the substitute wrote."""
    if event.kind != ConversationKind.TUTORING or event.subject is None:
        return
    standing = _find_standing(session, event.subject)
    if standing is None:
        return
    if event.sender_id == standing.enrolment.learner_id:
        changed = _open_question(session, standing, event)
    elif standing.is_companion(event.sender_id):
        changed = _answer_questions(standing, event)
    else:
        return
    if changed:
        session.flush()
        tell_companions(session, standing.enrolment.id)


def settle(session: Session, help_request_id: uuid.UUID, *, by: uuid.UUID, state: HelpState) -> None:
    """End an open question without a message: answered by a call, or closed because no answer is needed."""
    session.execute(
        update(HelpRequest)
        .where(HelpRequest.id == help_request_id, HelpRequest.state == HelpState.OPEN)
        .values(state=state, answered_at=now(), answered_by=by)
    )


@cache
def _standing_rows() -> Select[Enrolment, Accompaniment, HelpRequest]:
    # Asked for each message: put together once.
    return (
        select(Enrolment, Accompaniment, HelpRequest)
        .join(Accompaniment, Accompaniment.enrolment_id == Enrolment.id, isouter=True)
        .join(
            HelpRequest,
            (HelpRequest.enrolment_id == Enrolment.id) & (HelpRequest.state == HelpState.OPEN),
            isouter=True,
        )
        .where(Enrolment.id == bindparam("enrolment"))
        .order_by(HelpRequest.asked_at, HelpRequest.id)
    )


def _find_standing(session: Session, enrolment_id: uuid.UUID) -> Standing | None:
    rows = session.execute(_standing_rows(), {"enrolment": enrolment_id}).all()
    if not rows:
        return None
    return Standing(rows[0][0], rows[0][1], [row[2] for row in rows if row[2] is not None])


def _open_question(session: Session, standing: Standing, event: MessageSent) -> bool:
    block = _anchored_block(session, standing.enrolment, event)
    if block is None and any(asked.block is None for asked in standing.open):
        return False
    session.add(
        HelpRequest(
            enrolment_id=standing.enrolment.id,
            block=block,
            conversation_id=event.conversation_id,
            message_id=event.message_id,
            asked_at=event.at,
            answer_by=_answer_by(session, standing, event.at),
            state=HelpState.OPEN,
        )
    )
    return True


def _anchored_block(session: Session, enrolment: Enrolment, event: MessageSent) -> str | None:
    if event.anchor_kind != BLOCK_ANCHOR or event.anchor_id is None:
        return None
    return event.anchor_id if find_block(session, enrolment, event.anchor_id) else None


def _answer_by(session: Session, standing: Standing, asked_at: datetime) -> datetime:
    centre_id = standing.enrolment.centre_id
    promise = standing.agreed.promise_hours if standing.agreed else PROMISE_HOURS
    hours = working_hours_by_centre(session, [centre_id])[centre_id]
    return after_working_time(hours, asked_at, timedelta(hours=promise))


def _answer_questions(standing: Standing, event: MessageSent) -> bool:
    answered = _answered_by(standing.open, event)
    for asked in answered:
        asked.state, asked.answer_message_id = HelpState.ANSWERED, event.message_id
        asked.answered_at, asked.answered_by = event.at, event.sender_id
    return bool(answered)


def _answered_by(waiting: Sequence[HelpRequest], event: MessageSent) -> list[HelpRequest]:
    if event.anchor_kind == BLOCK_ANCHOR:
        return [asked for asked in waiting if asked.block == event.anchor_id]
    if event.anchor_kind == QUESTION_ANCHOR:
        return [asked for asked in waiting if str(asked.id) == event.anchor_id]
    return list(waiting[:1])
