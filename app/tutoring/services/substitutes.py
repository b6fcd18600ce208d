"""Who stands in for a tutor, from one moment until another: for one learner, or for all of them in one act."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from app.kernel import audit
from app.kernel.clock import now
from app.kernel.errors import DomainError, NotFound
from app.kernel.i18n import local
from app.learning.models import Enrolment
from app.people.actor import Actor
from app.people.models import Role
from app.people.queries import list_team
from app.people.rosters import tutors_today
from app.tutoring.models import Accompaniment
from app.tutoring.services.accompaniments import conversation_of
from app.tutoring.services.hints import tell_changed
from app.tutoring.services.seats import seat_companions


class NotOfTheTeam(DomainError):
    """A substitute is a tutor of the learner's centre."""

    code = "not_of_the_team"


class OwnSubstitute(DomainError):
    """Nobody stands in for themselves."""

    code = "own_substitute"


class DatesTurned(DomainError):
    """A substitution ends after it begins."""

    code = "dates_turned"


class AlreadyOver(DomainError):
    """A substitution ends after today."""

    code = "substitution_past"


@dataclass(frozen=True, slots=True)
class StandIn:
    """Who stands in, from a moment on until another, which is the tutor's again; None is until somebody ends it."""

    substitute_id: uuid.UUID
    from_at: datetime
    to_at: datetime | None


def appoint_substitute(
    session: Session,
    actor: Actor,
    *,
    enrolment_id: uuid.UUID,
    substitute_id: uuid.UUID,
    from_at: datetime,
    to_at: datetime | None,
) -> Accompaniment:
    """The same as `appoint_substitutes` for one learner."""
    stand_in = StandIn(substitute_id, from_at, to_at)
    appoint_substitutes(session, actor, enrolment_ids=[enrolment_id], stand_in=stand_in)
    return session.get_one(Accompaniment, enrolment_id)


def appoint_substitutes(
    session: Session, actor: Actor, *, enrolment_ids: Collection[uuid.UUID], stand_in: StandIn
) -> int:
    """Let a colleague see and answer the same, and be called instead; by the tutor or a manager of the centre. Flushes.

    A new one replaces the one that was appointed. Raises NotFound for someone else's learner, NotOfTheTeam,
    OwnSubstitute, DatesTurned and AlreadyOver.
    """
    enrolments = _own(session, actor, enrolment_ids)
    _check(session, enrolments, stand_in)
    for enrolment, agreed in _agreed(session, enrolments):
        before = _told(enrolment, agreed)
        agreed.substitute_id = stand_in.substitute_id
        agreed.substitute_from, agreed.substitute_to = stand_in.from_at, stand_in.to_at
        _keep(session, actor.id, "substitute_appointed", enrolment, before, _told(enrolment, agreed))
    _let_take_effect(session, enrolments, {stand_in.substitute_id})
    return len(enrolments)


def end_substitutions(session: Session, actor: Actor, *, enrolment_ids: Collection[uuid.UUID]) -> int:
    """Have the tutor back before the day, or a substitution that was to come never begin. Flushes. Raises NotFound."""
    return _end(session, actor.id, _own(session, actor, enrolment_ids))


def end_past(session: Session) -> int:
    """What is over goes by itself: the last day has passed, or the substitute is not of the team any more. Flushes."""
    rows = select(Enrolment).join(Accompaniment, Accompaniment.enrolment_id == Enrolment.id).where(_is_over())
    return _end(session, None, session.scalars(rows.order_by(Enrolment.id).with_for_update()).all())


def is_anything_over(session: Session) -> bool:
    rows = select(Enrolment.id).join(Accompaniment, Accompaniment.enrolment_id == Enrolment.id)
    return session.scalars(rows.where(_is_over()).limit(1)).first() is not None


def _is_over() -> ColumnElement[bool]:
    return Accompaniment.substitute_id.is_not(None) & or_(
        Accompaniment.substitute_to <= now(),
        Accompaniment.substitute_id.not_in(tutors_today(Enrolment.centre_id)),
        Accompaniment.substitute_id == Enrolment.tutor_id,
    )


def _end(session: Session, by: uuid.UUID | None, enrolments: Sequence[Enrolment]) -> int:
    ended, were = [], set()
    for enrolment, agreed in _agreed(session, enrolments):
        if agreed.substitute_id is None:
            continue
        before = _told(enrolment, agreed)
        were.add(agreed.substitute_id)
        agreed.substitute_id = agreed.substitute_from = agreed.substitute_to = None
        _keep(session, by, "substitute_ended", enrolment, before, _told(enrolment, agreed))
        ended.append(enrolment)
    _let_take_effect(session, ended, were)
    return len(ended)


def _own(session: Session, actor: Actor, enrolment_ids: Collection[uuid.UUID]) -> Sequence[Enrolment]:
    """All of them, locked, for who may appoint for each. Raises NotFound."""
    wanted = set(enrolment_ids)
    found = session.scalars(
        select(Enrolment)
        .where(Enrolment.id.in_(list(wanted)), Enrolment.ended_at.is_(None))
        .order_by(Enrolment.id)
        .with_for_update()
    ).all()
    if len(found) != len(wanted) or not all(_may_appoint(actor, one) for one in found):
        raise NotFound
    return found


def _may_appoint(actor: Actor, enrolment: Enrolment) -> bool:
    is_tutor = actor.id == enrolment.tutor_id and actor.has_role_in(enrolment.centre_id, Role.TUTOR)
    return is_tutor or actor.has_role_in(enrolment.centre_id, Role.CENTRE_MANAGER)


def _check(session: Session, enrolments: Sequence[Enrolment], stand_in: StandIn) -> None:
    if stand_in.to_at is not None and stand_in.to_at <= stand_in.from_at:
        raise DatesTurned
    if stand_in.to_at is not None and stand_in.to_at <= now():
        raise AlreadyOver
    for centre_id in {one.centre_id for one in enrolments}:
        team = list_team(session, centre_id, Role.TUTOR)
        if all(person.id != stand_in.substitute_id for person in team):
            raise NotOfTheTeam
    if any(one.tutor_id == stand_in.substitute_id for one in enrolments):
        raise OwnSubstitute


def _agreed(session: Session, enrolments: Sequence[Enrolment]) -> list[tuple[Enrolment, Accompaniment]]:
    """Each with what was agreed for it, made where it was never."""
    ids = [one.id for one in enrolments]
    session.flush()
    known = {
        one.enrolment_id: one
        for one in session.scalars(select(Accompaniment).where(Accompaniment.enrolment_id.in_(ids)))
    }
    for enrolment in enrolments:
        if enrolment.id not in known:
            conversation_of(session, enrolment)
            session.flush()
            known[enrolment.id] = session.get_one(Accompaniment, enrolment.id)
    return [(enrolment, known[enrolment.id]) for enrolment in enrolments]


def _told(enrolment: Enrolment, agreed: Accompaniment) -> dict[str, str | None]:
    """As the audit keeps it: both people, and the first and the last day."""
    begins, ends = agreed.substitute_from, agreed.substitute_to
    return {
        "tutor": str(enrolment.tutor_id),
        "substitute": str(agreed.substitute_id) if agreed.substitute_id else None,
        "from": local(begins).date().isoformat() if begins else None,
        "to": local(ends - timedelta(seconds=1)).date().isoformat() if ends else None,
    }


def _keep(
    session: Session,
    by: uuid.UUID | None,
    act: str,
    enrolment: Enrolment,
    before: dict[str, str | None],
    after: dict[str, str | None],
) -> None:
    audit.record(
        session,
        by,
        act,
        enrolment.id,
        person_id=enrolment.learner_id,
        centre_id=enrolment.centre_id,
        before=before,
        after=after,
        module=str(enrolment.module_id),
    )


def _let_take_effect(session: Session, enrolments: Sequence[Enrolment], others: set[uuid.UUID]) -> None:
    if not enrolments:
        return
    ids = [one.id for one in enrolments]
    seat_companions(session, enrolments=ids)
    tell_changed(session, others | {one.tutor_id for one in enrolments}, ids)
