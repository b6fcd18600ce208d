"""Asking to be erased, taking it back, and the centre's answer within the month that the law gives."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.kernel import audit
from app.kernel.clock import now
from app.kernel.errors import Conflict, Denied, DomainError, NotFound, at_most
from app.people.actor import Actor
from app.people.erasing.models import Erasure, ErasureState
from app.people.erasing.obstacles import list_obstacles
from app.people.models import Membership, Person, Role

LONGEST_ANSWER, LONGEST_HEARD = 2000, 250


class ReasonMissing(DomainError):
    """Who does not erase says why; who asks for somebody else says how they heard of it."""

    code = "erasure_reason_missing"


class StillOpen(Conflict):
    """It can still be taken back: nobody carries it out before."""

    code = "erasure_still_open"


class SomethingInTheWay(Conflict):
    """Others count on this person; `list_obstacles` says in what."""

    code = "erasure_obstructed"


@dataclass(frozen=True, slots=True)
class Times:
    """How long one may take it back, and within how long it is answered; as the installation has them."""

    wait: timedelta
    answer: timedelta


@dataclass(frozen=True, slots=True)
class Asked:
    """A request, with the name of whose it is."""

    erasure: Erasure
    person: Person


def find_waiting(session: Session, person_id: uuid.UUID) -> Erasure | None:
    return session.scalars(
        select(Erasure).where(Erasure.person_id == person_id, Erasure.state == ErasureState.WAITING)
    ).first()


def find_refused(session: Session, person_id: uuid.UUID) -> Erasure | None:
    """The last answer, where it was a reason."""
    last = session.scalars(
        select(Erasure).where(Erasure.person_id == person_id).order_by(Erasure.asked_at.desc()).limit(1)
    ).first()
    return last if last and last.state is ErasureState.REFUSED else None


def ask_erasure(session: Session, actor: Actor, times: Times) -> tuple[Erasure, bool]:
    """For oneself; the same again is the one that waits. Flushes."""
    known = find_waiting(session, actor.id)
    return (known, False) if known else (_ask(session, actor, actor.id, times), True)


def ask_for(
    session: Session, actor: Actor, times: Times, *, person_id: uuid.UUID, heard: str
) -> tuple[Erasure, bool]:
    """For someone who asked the centre, by a letter or at its desk; `heard` says how. Flushes.

    Raises NotFound, Denied for who is known in another centre too and for oneself, ReasonMissing, TextTooLong.
    """
    if not may_ask_for(session, actor, person_id):
        raise Denied
    said = at_most(LONGEST_HEARD, heard.strip())
    if not said:
        raise ReasonMissing
    known = find_waiting(session, person_id)
    return (known, False) if known else (_ask(session, actor, person_id, times, heard=said), True)


def may_ask_for(session: Session, actor: Actor, person_id: uuid.UUID) -> bool:
    """Of people whom no other centre knows, today or from before. Raises NotFound for whom the caller does not know."""
    centres = set(session.scalars(select(Membership.centre_id).where(Membership.person_id == person_id)))
    managed = actor.centres_as(Role.CENTRE_MANAGER)
    if not centres & managed:
        raise NotFound
    return centres <= managed and person_id != actor.id


def _ask(session: Session, actor: Actor, person_id: uuid.UUID, times: Times, *, heard: str = "") -> Erasure:
    moment = now()
    asked = Erasure(
        person_id=person_id,
        asked_at=moment,
        asked_by=actor.id,
        heard=heard,
        open_at=moment + times.wait,
        due_at=moment + times.answer,
    )
    session.add(asked)
    session.flush()
    audit.record(session, actor.id, "erasure_asked", asked.id, person_id=person_id)
    return asked


def take_back(session: Session, actor: Actor) -> None:
    """One's own, for as long as it waits. Raises NotFound."""
    asked = find_waiting(session, actor.id)
    if asked is None:
        raise NotFound
    _answer(session, actor, asked, ErasureState.WITHDRAWN)


def withdraw(session: Session, actor: Actor, erasure_id: uuid.UUID) -> Erasure:
    """One that the centre asked for in somebody's name. Raises NotFound; Denied for what the person asked."""
    asked = get_waiting(session, actor, erasure_id).erasure
    if asked.asked_by == asked.person_id:
        raise Denied
    _answer(session, actor, asked, ErasureState.WITHDRAWN)
    return asked


def refuse_erasure(session: Session, actor: Actor, erasure_id: uuid.UUID, *, answer: str) -> Erasure:
    """Say why it cannot be. Raises NotFound, ReasonMissing, TextTooLong; Denied for one's own."""
    asked = get_waiting(session, actor, erasure_id).erasure
    said = at_most(LONGEST_ANSWER, answer.strip())
    if not said:
        raise ReasonMissing
    _refuse_own(actor, asked)
    asked.answer = said
    _answer(session, actor, asked, ErasureState.REFUSED)
    return asked


def check_ripe(session: Session, actor: Actor, erasure_id: uuid.UUID) -> uuid.UUID:
    """Whom to erase now. Raises NotFound, StillOpen, SomethingInTheWay; Denied for oneself."""
    asked = get_waiting(session, actor, erasure_id).erasure
    _refuse_own(actor, asked)
    if asked.open_at > now():
        raise StillOpen
    if list_obstacles(session, asked.person_id):
        raise SomethingInTheWay
    return asked.person_id


def _refuse_own(actor: Actor, asked: Erasure) -> None:
    if asked.person_id == actor.id:
        raise Denied


def _answer(session: Session, actor: Actor, asked: Erasure, state: ErasureState) -> None:
    asked.state, asked.answered_at, asked.answered_by = state, now(), actor.id
    session.flush()
    audit.record(session, actor.id, f"erasure_{state}", asked.id, person_id=asked.person_id)


def get_waiting(session: Session, actor: Actor, erasure_id: uuid.UUID) -> Asked:
    """One that waits, of someone whom a centre of the caller knows or knew. Raises NotFound."""
    found = session.execute(
        _asked_of(actor.centres_as(Role.CENTRE_MANAGER)).where(
            Erasure.id == erasure_id, Erasure.state == ErasureState.WAITING
        )
    ).first()
    if found is None:
        raise NotFound
    return Asked(*found)


def list_waiting(session: Session, actor: Actor) -> list[Asked]:
    """What the caller's centres have to answer, the one due first on top."""
    rows = _asked_of(actor.centres_as(Role.CENTRE_MANAGER)).where(Erasure.state == ErasureState.WAITING)
    return [Asked(*row) for row in session.execute(rows.order_by(Erasure.due_at, Erasure.id))]


def list_due(session: Session) -> list[uuid.UUID]:
    """Whose month has passed without an answer, and on whom nobody counts any more."""
    ids = session.scalars(
        select(Erasure.person_id)
        .where(Erasure.state == ErasureState.WAITING, Erasure.due_at <= now())
        .order_by(Erasure.due_at, Erasure.id)
    ).all()
    return [person_id for person_id in ids if not list_obstacles(session, person_id)]


def _asked_of(centre_ids: Iterable[uuid.UUID]) -> Select[Erasure, Person]:
    known = select(Membership.person_id).where(Membership.centre_id.in_(list(centre_ids)))
    return (
        select(Erasure, Person)
        .join(Person, Person.id == Erasure.person_id)
        .where(Erasure.person_id.in_(known))
    )
