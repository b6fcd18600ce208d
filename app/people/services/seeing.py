"""Seeing the pages as someone of one's centre does: for half an hour, without acting, told to the person."""

import uuid
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from app.kernel import audit
from app.kernel.clock import now
from app.kernel.errors import DomainError, NotFound, at_most
from app.kernel.realtime import close_door_after_commit
from app.people import policy
from app.people.actor import Actor, Seer
from app.people.models import Person, Role, Seeing, SeeingReason, Sitting
from app.people.queries import centres_of, get_person

LONGEST = timedelta(minutes=30)
LONGEST_WORDS = 250


class SeeingWithoutWords(DomainError):
    """Another reason than those to choose from is said in words."""

    code = "seeing_without_words"


class NoSitting(DomainError):
    """Only a browser sees as someone, never a program."""

    code = "no_sitting"


def get_seen(
    session: Session, actor: Actor, person_id: uuid.UUID
) -> tuple[Person, Mapping[uuid.UUID, frozenset[Role]]]:
    """Someone as whom the caller may see the pages, and their roles by centre. Raises NotFound."""
    centres = centres_of(session, person_id)
    if not policy.may_see_as(actor, person_id, centres):
        raise NotFound
    person = get_person(session, person_id)
    if person.suspended_at is not None:
        raise NotFound
    return person, centres


def begin_seeing(
    session: Session, actor: Actor, *, person_id: uuid.UUID, reason: SeeingReason, words: str = ""
) -> Seeing:
    """From this sitting's next page on, and until its end at the latest. Flushes.

    Raises NotFound for whoever may not be seen as, SeeingWithoutWords, TextTooLong, NoSitting.
    """
    person, centres = get_seen(session, actor, person_id)
    said = at_most(LONGEST_WORDS, words)
    if reason is SeeingReason.OTHER and not said:
        raise SeeingWithoutWords
    sitting = session.get(Sitting, actor.door_id)
    if sitting is None:
        raise NoSitting
    moment, own = now(), actor.centre_ids()
    seeing = Seeing(
        sitting_id=sitting.id,
        actor_id=actor.id,
        person_id=person_id,
        centre_id=min(own.intersection(centres) or centres),
        reason=reason,
        words=said,
        begun_at=moment,
        until_at=moment + LONGEST,
    )
    session.add(seeing)
    session.flush()
    sitting.seeing_id = person.seen_as_id = seeing.id
    # A socket opened before would go on speaking for who sits there.
    close_door_after_commit(session, sitting.id)
    _record(session, seeing, "seeing_begun", reason=reason.value, until=seeing.until_at.isoformat())
    session.flush()
    return seeing


def end_seeing(session: Session, seer: Seer) -> Seeing:
    """Back to oneself. Flushes. Raises NotFound where it had ended."""
    seeing = session.get(Seeing, seer.seeing_id)
    if seeing is None or seeing.ended_at is not None:
        raise NotFound
    _end(session, seeing)
    return seeing


def end_lapsed(session: Session) -> int:
    """What ran out, or whose sitting ended, is told too; how many. Flushes."""
    lapsed = session.scalars(
        select(Seeing)
        .join(Sitting, Sitting.id == Seeing.sitting_id)
        .where(Seeing.ended_at.is_(None), or_(Seeing.until_at <= now(), Sitting.ended_at.is_not(None)))
    ).all()
    for seeing in lapsed:
        _end(session, seeing)
    return len(lapsed)


def _end(session: Session, seeing: Seeing) -> None:
    seeing.ended_at = now()
    left = Sitting.seeing_id == seeing.id
    session.execute(update(Sitting).where(left).values(seeing_id=None))
    _record(session, seeing, "seeing_ended")
    session.flush()


def _record(session: Session, seeing: Seeing, act: str, **facts: Any) -> None:
    audit.record(
        session,
        seeing.actor_id,
        act,
        seeing.id,
        person_id=seeing.person_id,
        centre_id=seeing.centre_id,
        centre=str(seeing.centre_id),
        **facts,
    )


def read_notice(session: Session, actor: Actor) -> None:
    """The person has read that someone saw the pages as they do."""
    get_person(session, actor.id).seen_as_id = None
    session.flush()
