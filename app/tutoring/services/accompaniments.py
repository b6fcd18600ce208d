"""Who accompanies: from the first day of an enrolment, through handovers, and who stands in for whom."""

import uuid
from contextlib import suppress
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.chat.models import Conversation, ConversationKind
from app.chat.queries import find_by_subject
from app.chat.services.conversations import (
    add_participant,
    open_tutoring,
    remove_participant,
)
from app.kernel import audit
from app.kernel.clock import now
from app.kernel.errors import DomainError, NotFound
from app.learning.models import Enrolment
from app.people.actor import Actor
from app.people.models import Role
from app.people.queries import list_team
from app.tutoring.models import Accompaniment
from app.tutoring.queries.caseload import PROMISE_HOURS, WEEKLY_RHYTHM


class NotOfTheTeam(DomainError):
    """A substitute is a tutor of the learner's centre."""

    code = "not_of_the_team"


class DatesTurned(DomainError):
    """A substitution ends after it begins."""

    code = "dates_turned"


def begin_accompaniment(
    session: Session, *, enrolment_id: uuid.UUID, learner_id: uuid.UUID, tutor_id: uuid.UUID
) -> Conversation:
    """Agree the usual rhythm and promise for a new enrolment, and open its conversation."""
    session.add(
        Accompaniment(
            enrolment_id=enrolment_id,
            weekly_rhythm=WEEKLY_RHYTHM,
            promise_hours=PROMISE_HOURS,
            created_at=now(),
        )
    )
    return open_tutoring(session, subject=enrolment_id, learner_id=learner_id, tutor_id=tutor_id)


def conversation_of(session: Session, enrolment: Enrolment) -> Conversation:
    """The tutoring conversation of an enrolment, opened now where it was never."""
    found = find_by_subject(session, ConversationKind.TUTORING, enrolment.id)
    if found:
        return found
    learner_id, tutor_id = enrolment.learner_id, enrolment.tutor_id
    if session.get(Accompaniment, enrolment.id) is None:
        return begin_accompaniment(
            session, enrolment_id=enrolment.id, learner_id=learner_id, tutor_id=tutor_id
        )
    return open_tutoring(session, subject=enrolment.id, learner_id=learner_id, tutor_id=tutor_id)


def change_tutor(
    session: Session, *, enrolment_id: uuid.UUID, former_tutor_id: uuid.UUID, tutor_id: uuid.UUID
) -> None:
    """The successor reads the conversation from its first message; the former tutor leaves it."""
    enrolment = session.get_one(Enrolment, enrolment_id)
    conversation = conversation_of(session, enrolment)
    add_participant(session, conversation_id=conversation.id, person_id=tutor_id)
    if former_tutor_id != tutor_id:
        _let_go(session, conversation.id, former_tutor_id)
    if enrolment.centre_since is not None:
        _dismiss_stranger(session, enrolment, conversation.id)


def _dismiss_stranger(session: Session, enrolment: Enrolment, conversation_id: uuid.UUID) -> None:
    """A substitute of the centre that the learner left stands in no more."""
    agreed = session.get(Accompaniment, enrolment.id)
    if agreed is None or agreed.substitute_id is None or agreed.substitute_id == enrolment.tutor_id:
        return
    team = {person.id for person in list_team(session, enrolment.centre_id, Role.TUTOR)}
    if agreed.substitute_id not in team:
        _let_go(session, conversation_id, agreed.substitute_id)
        agreed.substitute_id = agreed.substitute_from = agreed.substitute_to = None


def appoint_substitute(
    session: Session,
    actor: Actor,
    *,
    enrolment_id: uuid.UUID,
    substitute_id: uuid.UUID,
    from_at: datetime,
    to_at: datetime | None,
) -> Accompaniment:
    """Let a colleague see and answer the same, between two moments; by the tutor or a manager of the centre.

    Raises NotFound for someone else's learner, NotOfTheTeam and DatesTurned.
    """
    enrolment = session.get(Enrolment, enrolment_id)
    if enrolment is None or not _may_appoint(actor, enrolment):
        raise NotFound
    if all(person.id != substitute_id for person in list_team(session, enrolment.centre_id, Role.TUTOR)):
        raise NotOfTheTeam
    if to_at is not None and to_at <= from_at:
        raise DatesTurned
    conversation_of(session, enrolment)
    session.flush()
    agreed = session.get_one(Accompaniment, enrolment_id)
    before = _substitute_of(agreed)
    agreed.substitute_id, agreed.substitute_from, agreed.substitute_to = substitute_id, from_at, to_at
    audit.record(
        session,
        actor.id,
        "substitute_appointed",
        enrolment_id,
        person_id=enrolment.learner_id,
        centre_id=enrolment.centre_id,
        before=before,
        after=_substitute_of(agreed),
        module=str(enrolment.module_id),
    )
    seat_substitutes(session)
    return agreed


def _substitute_of(agreed: Accompaniment) -> audit.Facts:
    """As the audit keeps it."""
    begins, ends = agreed.substitute_from, agreed.substitute_to
    return {
        "substitute": str(agreed.substitute_id) if agreed.substitute_id else None,
        "from": begins.isoformat() if begins else None,
        "to": ends.isoformat() if ends else None,
    }


def seat_substitutes(session: Session) -> None:
    """Let each substitute into the conversation when their dates begin, and out of it when they end."""
    moment = now()
    session.flush()
    rows = session.execute(
        select(Accompaniment, Enrolment)
        .join(Enrolment, Enrolment.id == Accompaniment.enrolment_id)
        .where(Accompaniment.substitute_id.is_not(None), Accompaniment.substitute_from <= moment)
    )
    for agreed, enrolment in rows.all():
        assert agreed.substitute_id is not None
        conversation = conversation_of(session, enrolment)
        if agreed.substitute_to is None or moment < agreed.substitute_to:
            add_participant(session, conversation_id=conversation.id, person_id=agreed.substitute_id)
            continue
        if agreed.substitute_id != enrolment.tutor_id:
            _let_go(session, conversation.id, agreed.substitute_id)
        agreed.substitute_id = agreed.substitute_from = agreed.substitute_to = None


def _let_go(session: Session, conversation_id: uuid.UUID, person_id: uuid.UUID) -> None:
    with suppress(NotFound):  # never let in: the whole absence passed while nothing ran
        remove_participant(session, conversation_id=conversation_id, person_id=person_id)


def _may_appoint(actor: Actor, enrolment: Enrolment) -> bool:
    is_tutor = actor.id == enrolment.tutor_id and actor.has_role_in(enrolment.centre_id, Role.TUTOR)
    return is_tutor or actor.has_role_in(enrolment.centre_id, Role.CENTRE_MANAGER)
