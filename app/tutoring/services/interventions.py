"""What a tutor does about a signal, or of their own accord: recorded once, with its outcome and the next date."""

import uuid
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session

from app.chat.models import Message
from app.chat.services.conversations import add_participant
from app.chat.services.messages import TextMissing, send
from app.kernel import audit
from app.kernel.clock import now
from app.kernel.errors import Conflict, DomainError, NotFound
from app.kernel.ids import new_id
from app.learning.models import Enrolment
from app.learning.services.completion import complete_block
from app.people.actor import Actor
from app.tutoring.models import Act, HelpState, Intervention, Signal, SignalKind
from app.tutoring.queries.caseload import Followed, get_followed
from app.tutoring.queries.needs import get_reason
from app.tutoring.rules import SNOOZE, Reason
from app.tutoring.services.accompaniments import conversation_of
from app.tutoring.services.help_requests import BLOCK_ANCHOR, QUESTION_ANCHOR, settle
from app.tutoring.services.hints import tell_changed
from app.tutoring.services.signals import close_signal

#: The acts whose text is a message to the learner.
WRITTEN = frozenset({Act.MESSAGE, Act.SLOT, Act.REPLAN})


class SignalSettled(Conflict):
    """The reason went meanwhile: its facts changed, or someone acted."""

    code = "signal_settled"


class NothingToWaive(DomainError):
    """The signal is about no block."""

    code = "nothing_to_waive"


class NextIsPast(DomainError):
    code = "next_is_past"


@dataclass(frozen=True, slots=True)
class Doing:
    """What is done. The text of a message, a slot or a new plan goes to the learner; other texts stay private,
    but for a waiver, whose text is the reason that stands in the learner's progress."""

    act: Act
    text: str = ""
    outcome: str = ""
    minutes: int | None = None
    next_at: datetime | None = None


def act_on_signal(session: Session, actor: Actor, *, signal_id: uuid.UUID, doing: Doing) -> Intervention:
    """Do it, record it and close the signal. Flushes.

    Raises NotFound for a signal of someone else's learner, SignalSettled, TextMissing, NothingToWaive, NextIsPast.
    """
    found = get_reason(session, actor, signal_id)
    if found is None:
        _refuse_closed(session, actor, signal_id)
        raise NotFound
    reason, followed = found
    doing = _checked(doing)
    close_signal(session, reason)
    message = _carry_out(session, actor, followed, reason, doing)
    _settle_question(session, actor, reason, doing)
    return _record(session, actor, followed, doing, signal_id=reason.id, message=message)


def add_intervention(
    session: Session, actor: Actor, *, enrolment_id: uuid.UUID, doing: Doing
) -> Intervention:
    """Record something the tutor did of their own accord. Raises NotFound, TextMissing, NothingToWaive, NextIsPast."""
    followed = get_followed(session, actor, enrolment_id)
    doing = _checked(doing)
    if doing.act is Act.WAIVE:
        raise NothingToWaive
    message = _write(session, actor, followed, doing.text, None) if _is_written(doing) else None
    return _record(session, actor, followed, doing, signal_id=None, message=message)


def _refuse_closed(session: Session, actor: Actor, signal_id: uuid.UUID) -> None:
    signal = session.get(Signal, signal_id)
    if signal is not None:
        get_followed(session, actor, signal.enrolment_id)
        raise SignalSettled


def _checked(doing: Doing) -> Doing:
    if doing.act in {Act.MESSAGE, Act.WAIVE} and not doing.text.strip():
        raise TextMissing
    if doing.next_at is not None and doing.next_at <= now():
        raise NextIsPast
    if doing.next_at is not None:
        return replace(doing, next_at=doing.next_at.astimezone(UTC))
    return replace(doing, next_at=now() + SNOOZE) if doing.act is Act.SNOOZE else doing


def _is_written(doing: Doing) -> bool:
    return doing.act in WRITTEN and bool(doing.text.strip())


def _carry_out(
    session: Session, actor: Actor, followed: Followed, reason: Reason, doing: Doing
) -> Message | None:
    if doing.act is Act.WAIVE:
        _waive(session, actor, followed, reason, doing.text)
    return (
        _write(session, actor, followed, doing.text, _anchor(followed, reason))
        if _is_written(doing)
        else None
    )


def _waive(session: Session, actor: Actor, followed: Followed, reason: Reason, why: str) -> None:
    block = reason.facts.get("block")
    if block is None:
        raise NothingToWaive
    because = {"kind": "waiver", "by": str(actor.id), "reason": why.strip()}
    complete_block(session, enrolment_id=reason.enrolment_id, block=block, because=because)
    _note(session, actor, followed, "block_waived", block=block)


def _note(session: Session, actor: Actor, followed: Followed, act: str, **facts: Any) -> None:
    audit.record(
        session,
        actor.id,
        act,
        followed.enrolment_id,
        person_id=followed.learner_id,
        centre_id=followed.centre_id,
        module=str(followed.module_id),
        **facts,
    )


def _anchor(followed: Followed, reason: Reason) -> dict[str, Any] | None:
    if block := reason.facts.get("block"):
        return {"kind": BLOCK_ANCHOR, "id": block, "version": followed.version}
    if reason.kind is SignalKind.UNANSWERED:
        return {"kind": QUESTION_ANCHOR, "id": reason.facts["help_request"]}
    return None


def _write(
    session: Session, actor: Actor, followed: Followed, text: str, anchor: dict[str, Any] | None
) -> Message:
    conversation = conversation_of(session, session.get_one(Enrolment, followed.enrolment_id))
    if actor.id != followed.tutor_id:
        # A substitute whose dates began a moment ago is let in by the next round; acting does not wait for it.
        add_participant(session, conversation_id=conversation.id, person_id=actor.id)
    message, _created = send(
        session,
        sender_id=actor.id,
        conversation_id=conversation.id,
        client_id=new_id(),
        text=text,
        anchor=anchor,
    )
    return message


def _settle_question(session: Session, actor: Actor, reason: Reason, doing: Doing) -> None:
    if reason.kind is not SignalKind.UNANSWERED:
        return
    asked = uuid.UUID(reason.facts["help_request"])
    if doing.act is Act.CALL:
        settle(session, asked, by=actor.id, state=HelpState.ANSWERED)
    elif doing.act in {Act.NOTE, Act.WAIVE}:
        settle(session, asked, by=actor.id, state=HelpState.CLOSED)


def _record(
    session: Session,
    actor: Actor,
    followed: Followed,
    doing: Doing,
    *,
    signal_id: uuid.UUID | None,
    message: Message | None,
) -> Intervention:
    done = Intervention(
        enrolment_id=followed.enrolment_id,
        signal_id=signal_id,
        tutor_id=actor.id,
        act=doing.act,
        text=doing.text.strip(),
        outcome=doing.outcome.strip(),
        minutes=doing.minutes,
        message_id=message.id if message else None,
        next_at=doing.next_at,
        done_at=now(),
    )
    session.add(done)
    _note(session, actor, followed, "intervention_made", kind=doing.act.value)
    session.flush()
    tell_changed(session, followed.called(now()), [followed.enrolment_id])
    return done
