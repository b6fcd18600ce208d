"""Taking in what learners' devices report: every event answered, each counted once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.kernel.clock import now
from app.kernel.errors import DomainError
from app.learning.models import Enrolment, Verb
from app.learning.presence import LONGEST_BEAT
from app.learning.rules import DoneBy
from app.learning.services.applying import NewStep, announce_changes, apply_steps, write_sums
from app.learning.services.ground import Ground, Judged, lock_enrolments, survey
from app.learning.services.reading import Rejection, Sent, Unreadable, read_event
from app.learning.services.studying import Beat, apply_beats
from app.people.actor import Actor
from app.questions.marking import mark
from app.questions.responses import UnreadableResponse

MOST_EVENTS = 500


class TooManyEvents(DomainError):
    """`facts["most"]` is how many one call may carry."""

    code = "too_many_events"


@dataclass(slots=True)
class Recorded:
    """What became of each event, by the ids that the client gave."""

    accepted: list[str] = field(default_factory=list)
    duplicate: list[str] = field(default_factory=list)
    rejected: list[Rejection] = field(default_factory=list)


@dataclass(slots=True)
class _Batch:
    ground: Ground
    received_at: datetime
    # How far the client's clock is from ours, when it said what time it believes it is.
    offset: timedelta
    answer: Recorded = field(default_factory=Recorded)
    steps: list[NewStep] = field(default_factory=list)
    beats: list[Beat] = field(default_factory=list)


def record_events(
    session: Session,
    actor: Actor,
    *,
    events: Sequence[object],
    sent_at: datetime | None = None,
    device: str = "",
) -> Recorded:
    """Record what the actor's device reports; the same again changes nothing. Flushes, never commits.

    At most some ten statements whatever the number of events. Raises TooManyEvents above 500.
    """
    if len(events) > MOST_EVENTS:
        raise TooManyEvents(most=MOST_EVENTS)
    read = [read_event(item) for item in events]
    batch = _open_batch(session, actor, [each for each in read if isinstance(each, Sent)], sent_at)
    for each in read:
        _take(batch, each)
    _write(session, batch, device)
    return batch.answer


def _write(session: Session, batch: _Batch, device: str) -> None:
    accepted: list[NewStep | Beat] = [*batch.steps, *batch.beats]
    touched = {each.enrolment.id: each.enrolment for each in accepted}
    with session.no_autoflush:
        changes = apply_steps(
            session, batch.ground, batch.steps, device=device, received_at=batch.received_at
        )
        apply_beats(session, batch.beats, device=device, received_at=batch.received_at)
        write_sums(session, touched.values())
    announce_changes(session, changes, batch.received_at)


def _open_batch(session: Session, actor: Actor, sent: list[Sent], sent_at: datetime | None) -> _Batch:
    received_at = now()
    offset = received_at - sent_at if sent_at else timedelta()
    if not sent:
        return _Batch(Ground({}), received_at, offset)
    ids = {each.enrolment_id for each in sent}
    enrolments = lock_enrolments(session, ids, learner_id=actor.id)
    ground = survey(
        session,
        enrolments,
        codes={each.block for each in sent},
        ids={each.id for each in sent},
    )
    return _Batch(ground, received_at, offset)


def _take(batch: _Batch, each: Sent | Rejection) -> None:
    if isinstance(each, Rejection):
        batch.answer.rejected.append(each)
        return
    enrolment = batch.ground.enrolments.get(each.enrolment_id)
    judged = _judged_by(batch, enrolment, each) if enrolment else None
    if enrolment is None or judged is None:
        batch.answer.rejected.append(Rejection(each.named, "not_found"))
        return
    key = (enrolment.id, each.id)
    if key in batch.ground.known_ids:
        batch.answer.duplicate.append(each.named)
        return
    try:
        _accept(batch, enrolment, judged, each)
    except Unreadable as fault:
        batch.answer.rejected.append(Rejection(each.named, fault.reason))
        return
    batch.ground.known_ids.add(key)
    batch.answer.accepted.append(each.named)


def _judged_by(batch: _Batch, enrolment: Enrolment, sent: Sent) -> Judged | None:
    at = _counted_at(enrolment, sent.occurred_at, batch)
    return batch.ground.judge_by(enrolment, sent.block, at=at, said=sent.data.get("version"))


def _accept(batch: _Batch, enrolment: Enrolment, judged: Judged, sent: Sent) -> None:
    """Raises Unreadable with the reason of a refusal."""
    counted_at = _counted_at(enrolment, sent.occurred_at, batch)
    is_late = enrolment.ended_at is not None and batch.received_at > enrolment.ended_at
    if sent.verb is Verb.ACTIVE:
        if is_late:
            raise Unreadable("ended")
        beat = Beat(enrolment, sent.id, sent.block, _seconds(sent.data), sent.occurred_at, counted_at)
        batch.beats.append(beat)
        return
    result = _judge(judged, sent) | ({"late": True} if is_late else {})
    batch.steps.append(
        NewStep(
            enrolment=enrolment,
            id=sent.id,
            block=sent.block,
            verb=sent.verb,
            occurred_at=sent.occurred_at,
            counted_at=counted_at,
            n=sent.n,
            data=sent.data,
            result=result,
        )
    )


def _judge(judged: Judged, sent: Sent) -> dict[str, Any]:
    """What the server has to say of a step: nothing, or its marking of an answer, by the question that was asked."""
    known = judged.known
    if sent.verb is Verb.COMPLETED and known.rule.done_by is not DoneBy.SEEN:
        raise Unreadable("not_by_client")
    if sent.verb is not Verb.ANSWERED:
        return {}
    if known.rule.done_by is not DoneBy.ANSWER:
        raise Unreadable("not_a_question")
    try:
        marking = mark(known.data, sent.data.get("response"))
    except UnreadableResponse:
        raise Unreadable("unreadable_response") from None
    asked = {} if judged.number is None else {"version": judged.number}
    return {"right": marking.right, "mark": str(marking.mark)} | asked


def _seconds(data: dict[str, Any]) -> int:
    seconds = data.get("seconds")
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or seconds != int(seconds):
        raise Unreadable
    if seconds < 0:
        raise Unreadable
    if seconds > LONGEST_BEAT:
        raise Unreadable("too_large")
    return int(seconds)


def _counted_at(enrolment: Enrolment, occurred_at: datetime, batch: _Batch) -> datetime:
    """The moment by our clock, never before the enrolment nor after now."""
    try:
        counted_at = occurred_at + batch.offset
    except OverflowError:
        counted_at = batch.received_at if batch.offset > timedelta() else enrolment.begun_at
    return max(enrolment.begun_at, min(batch.received_at, counted_at))
