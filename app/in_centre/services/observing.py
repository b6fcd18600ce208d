"""Filling a grid level by level, stopping for danger, signing; and the learner's word on it."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.in_centre import policy
from app.in_centre.events import ObservationSigned
from app.in_centre.models import Booking, BookingState, InCentreSession, Level, Observation
from app.in_centre.queries.bookings import get_run_booking
from app.in_centre.queries.observations import (
    Task,
    get_own_result,
    list_tasks,
    read_criteria,
)
from app.in_centre.services.attendance import BookingIsCancelled, check_open
from app.in_centre.services.completion import complete_if_shown
from app.in_centre.services.locks import lock_session
from app.in_centre.services.recording import record_on
from app.in_centre.verdict import judge
from app.kernel.clock import now
from app.kernel.errors import Conflict, Denied, DomainError, NotFound, at_most
from app.kernel.events import announce
from app.learning.former import version_with_unit
from app.learning.models import Enrolment
from app.people.actor import Actor

COMMENT_WITHIN = timedelta(days=14)
LONGEST_TEXT = 2000


class GridSigned(Conflict):
    """This attempt is signed and does not change any more."""

    code = "grid_signed"


class UnknownCriterion(DomainError):
    code = "unknown_criterion"


class NothingObserved(DomainError):
    code = "nothing_observed"


class SignatureMissing(DomainError):
    code = "signature_missing"


class StopReasonMissing(DomainError):
    code = "stop_reason_missing"


class CommentTooLate(Conflict):
    code = "comment_too_late"


@dataclass(frozen=True, slots=True)
class Place:
    """Which grid is meant: the attempt (1, 2, …) at one task in one booking."""

    booking_id: uuid.UUID
    block: str
    attempt: int


@dataclass(frozen=True, slots=True)
class Marks:
    """What the assessor marked: levels and remarks by criterion id. What is absent stays as it is."""

    levels: Mapping[str, Level] = field(default_factory=dict)
    remarks: Mapping[str, str] = field(default_factory=dict)


def save_marks(session: Session, actor: Actor, *, place: Place, marks: Marks) -> Observation:
    """Keep what was marked; the first mark opens the grid, frozen from the learner's version. Flushes.

    Raises NotFound, Denied, GridSigned, UnknownCriterion, BookingIsCancelled, TooEarly, TooLate, TextTooLong.
    """
    booking, wanted = _lock(session, actor, place.booking_id)
    signed = _list_signed(session, place)
    if 1 <= place.attempt <= len(signed) and _holds(signed[place.attempt - 1], marks):
        return signed[place.attempt - 1]
    return _mark(_open_grid(session, actor, booking, wanted, place), marks)


def _holds(observation: Observation, marks: Marks) -> bool:
    """Whether a tablet only repeats what was signed with these marks in it."""
    levels = {criterion: level.value for criterion, level in marks.levels.items()}
    kept = all(observation.remarks.get(each, "") == text.strip() for each, text in marks.remarks.items())
    return kept and levels.items() <= observation.levels.items()


def stop_for_danger(session: Session, actor: Actor, *, place: Place, reason: str) -> Observation:
    """Stop the task: what happened and who was told. The verdict is then to be redone, whatever the rest. Flushes.

    Raises as save_marks, and StopReasonMissing. A second stop keeps the first.
    """
    if not reason.strip():
        raise StopReasonMissing
    booking, wanted = _lock(session, actor, place.booking_id)
    observation = _open_grid(session, actor, booking, wanted, place)
    if observation.stopped_at is None:
        observation.stopped_at, observation.stopped_reason = now(), at_most(LONGEST_TEXT, reason)
        _record(session, actor, "stop_for_danger", observation, booking, wanted)
    session.flush()
    return observation


def sign(session: Session, actor: Actor, *, place: Place, marks: Marks, name: str) -> Observation:
    """Close the grid with the assessor's name; the server computes the verdict. Flushes.

    The same again answers the signed grid. Raises as save_marks, and SignatureMissing, NothingObserved.
    """
    if not name.strip():
        raise SignatureMissing
    booking, wanted = _lock(session, actor, place.booking_id)
    signed = _list_signed(session, place)
    if 1 <= place.attempt <= len(signed):
        return signed[place.attempt - 1]
    observation = _mark(_open_grid(session, actor, booking, wanted, place), marks)
    found = judge(
        read_criteria(observation.grid),
        read_levels(observation),
        is_stopped=observation.stopped_at is not None,
    )
    if not found.observed and not found.is_stopped:
        raise NothingObserved
    observation.verdict, observation.signed_at = found.verdict, now()
    observation.assessor_id, observation.signed_name = actor.id, name.strip()[:250]
    session.flush()
    _record(session, actor, "sign_observation", observation, booking, wanted)
    announce(session, _signed(observation, booking))
    complete_if_shown(session, booking)
    return observation


def _record(
    session: Session,
    actor: Actor,
    act: str,
    observation: Observation,
    booking: Booking,
    wanted: InCentreSession,
) -> None:
    verdict = {"verdict": observation.verdict.value} if observation.verdict else None
    record_on(
        session,
        actor.id,
        act,
        booking,
        wanted.centre_id,
        object_id=observation.id,
        after=verdict,
        block=observation.block,
    )


def _signed(observation: Observation, booking: Booking) -> ObservationSigned:
    assert observation.verdict
    assert observation.signed_at
    return ObservationSigned(
        observation_id=observation.id,
        booking_id=booking.id,
        enrolment_id=booking.enrolment_id,
        learner_id=booking.learner_id,
        assessor_id=observation.assessor_id,
        block=observation.block,
        verdict=observation.verdict.value,
        at=observation.signed_at,
    )


def read_levels(observation: Observation) -> dict[str, Level]:
    return {criterion: Level(level) for criterion, level in observation.levels.items()}


def _lock(session: Session, actor: Actor, booking_id: uuid.UUID) -> tuple[Booking, InCentreSession]:
    booking = get_run_booking(session, actor, booking_id)
    wanted = lock_session(session, booking.session_id)
    session.refresh(booking)
    if not policy.may_observe(actor, wanted.centre_id):
        raise Denied
    return booking, wanted


def _list_signed(session: Session, place: Place) -> list[Observation]:
    return list(
        session.scalars(
            select(Observation)
            .where(Observation.booking_id == place.booking_id, Observation.block == place.block)
            .where(Observation.signed_at.is_not(None))
            .order_by(Observation.created_at, Observation.id)
        )
    )


def _open_grid(
    session: Session, actor: Actor, booking: Booking, wanted: InCentreSession, place: Place
) -> Observation:
    """The grid being filled, or a new one when this is the next attempt. Under the session's lock."""
    if booking.state is not BookingState.CONFIRMED:
        raise BookingIsCancelled
    check_open(wanted.starts_at, wanted.ends_at)
    if place.attempt != len(_list_signed(session, place)) + 1:
        raise GridSigned
    found = session.scalars(
        select(Observation).where(
            Observation.booking_id == place.booking_id,
            Observation.block == place.block,
            Observation.signed_at.is_(None),
        )
    ).first()
    return found or _freeze(session, actor, booking, wanted, place)


def _freeze(
    session: Session, actor: Actor, booking: Booking, wanted: InCentreSession, place: Place
) -> Observation:
    enrolment = session.get_one(Enrolment, booking.enrolment_id)
    version_id = version_with_unit(session, enrolment, wanted.unit)
    tasks = list_tasks(session, version_id, wanted.unit, actor.language)
    task = next((task for task in tasks if task.block == place.block), None)
    if task is None:
        raise NotFound
    observation = Observation(
        booking_id=booking.id,
        version_id=version_id,
        block=task.block,
        assessor_id=actor.id,
        title=task.title,
        minutes=task.minutes,
        grid=freeze_criteria(task),
        created_at=now(),
        changed_at=now(),
    )
    session.add(observation)
    session.flush()
    return observation


def freeze_criteria(task: Task) -> list[dict[str, object]]:
    return [
        {"id": criterion.id, "text": criterion.text, "critical": criterion.is_critical}
        for criterion in task.criteria
    ]


def _mark(observation: Observation, marks: Marks) -> Observation:
    known = {item["id"] for item in observation.grid}
    if not known.issuperset(marks.levels) or not known.issuperset(marks.remarks):
        raise UnknownCriterion
    remarks = {criterion: at_most(LONGEST_TEXT, text) for criterion, text in marks.remarks.items()}
    levels = {criterion: level.value for criterion, level in marks.levels.items()}
    observation.levels = observation.levels | levels
    observation.remarks = {key: text for key, text in (observation.remarks | remarks).items() if text}
    observation.changed_at = now()
    return observation


def answer_result(
    session: Session, actor: Actor, *, observation_id: uuid.UUID, comment: str | None = None
) -> Observation:
    """The learner has read the grid, and may add a word within 14 days. Flushes.

    Raises NotFound, CommentTooLate, TextTooLong.
    """
    observation = get_own_result(session, actor, observation_id).observation
    assert observation.signed_at
    if comment is not None:
        if now() > observation.signed_at + COMMENT_WITHIN:
            raise CommentTooLate
        observation.learner_comment = at_most(LONGEST_TEXT, comment)
    observation.seen_at = observation.seen_at or now()
    session.flush()
    return observation
