"""Whom a person accompanies: as the tutor, or as a substitute between two dates."""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Row, Select, and_, or_, select
from sqlalchemy.orm import Session

from app.catalogue.models import Module, ModuleVersion
from app.kernel.clock import now
from app.kernel.errors import NotFound
from app.learning.models import Enrolment
from app.people.actor import Actor
from app.people.models import Person, Role
from app.tutoring.models import Accompaniment

#: What holds until something else is agreed: three moments a week, an answer within two working days.
WEEKLY_RHYTHM = 3
PROMISE_HOURS = 16


@dataclass(frozen=True, slots=True)
class Followed:
    """One learner on one module, as their tutor's list knows them."""

    enrolment_id: uuid.UUID
    learner_id: uuid.UUID
    given_name: str
    name: str
    phone: str
    tutor_id: uuid.UUID
    centre_id: uuid.UUID
    version_id: uuid.UUID
    module_title: str
    module_slug: str
    version: int
    begun_at: datetime
    completed_at: datetime | None
    last_step_at: datetime | None
    required: int
    done: int
    active_seconds: int
    weekly_rhythm: int
    promise_hours: int
    agreed: Accompaniment | None

    def companions(self, moment: datetime) -> list[uuid.UUID]:
        """Who accompanies right now: the tutor, and the substitute in their dates."""
        if self.agreed and self.agreed.substitute_id and self.agreed.is_substituted_at(moment):
            return [self.tutor_id, self.agreed.substitute_id]
        return [self.tutor_id]


def list_caseload(
    session: Session, actor: Actor, *, after: tuple[str, uuid.UUID] | None = None, limit: int | None = None
) -> list[Followed]:
    """Everyone the actor accompanies today, by name; one statement. `after` is the last one of the page before."""
    if not actor.has_role(Role.TUTOR):
        return []
    rows = _followed().where(Enrolment.id.in_(_followed_by(actor.id, now())))
    if after is not None:
        rows = rows.where(
            or_(Person.given_name > after[0], and_(Person.given_name == after[0], Enrolment.id > after[1]))
        )
    return [
        _as_followed(row)
        for row in session.execute(rows.order_by(Person.given_name, Enrolment.id).limit(limit))
    ]


def get_followed(session: Session, actor: Actor, enrolment_id: uuid.UUID) -> Followed:
    """One of the actor's own. Raises NotFound for everyone else's."""
    row = session.execute(_followed().where(Enrolment.id == enrolment_id)).first()
    followed = _as_followed(row) if row else None
    if followed is None or not actor.has_role(Role.TUTOR) or actor.id not in followed.companions(now()):
        raise NotFound
    return followed


def list_followed(session: Session, enrolment_ids: Iterable[uuid.UUID]) -> list[Followed]:
    """These enrolments, whoever asks: for reactions and jobs."""
    return [
        _as_followed(row) for row in session.execute(_followed().where(Enrolment.id.in_(list(enrolment_ids))))
    ]


def list_caseload_ids(session: Session, actor: Actor) -> frozenset[uuid.UUID]:
    """The enrolments of everyone the actor accompanies today."""
    if not actor.has_role(Role.TUTOR):
        return frozenset()
    return frozenset(session.scalars(_followed_by(actor.id, now())))


def list_substituted_ids(session: Session, actor: Actor) -> frozenset[uuid.UUID]:
    """The enrolments that a substitute may see in learning too (its `access_relations`)."""
    if not actor.has_role(Role.TUTOR):
        return frozenset()
    return frozenset(session.scalars(_substituted(actor.id, now())))


def related_in_tutoring(
    session: Session, actor: Actor, person_ids: Collection[uuid.UUID]
) -> frozenset[uuid.UUID]:
    """Those of these people who accompany the actor, or whom the actor accompanies: they may write to each other."""
    own = select(Enrolment.tutor_id).where(Enrolment.learner_id == actor.id, Enrolment.ended_at.is_(None))
    accompanied = select(Enrolment.learner_id).where(Enrolment.id.in_(list_caseload_ids(session, actor)))
    return frozenset(session.scalars(own.union(accompanied))) & frozenset(person_ids)


def _followed_by(person_id: uuid.UUID, moment: datetime) -> Select[uuid.UUID]:
    # Two searches by index; one condition over both tables would read every enrolment of the network.
    own = select(Enrolment.id).where(Enrolment.tutor_id == person_id, Enrolment.ended_at.is_(None))
    return select(own.union(_substituted(person_id, moment)).subquery().c.id)


def _substituted(person_id: uuid.UUID, moment: datetime) -> Select[uuid.UUID]:
    return (
        select(Enrolment.id)
        .join(Accompaniment, Accompaniment.enrolment_id == Enrolment.id)
        .where(_stands_in(person_id, moment), Enrolment.ended_at.is_(None))
    )


def _stands_in(person_id: uuid.UUID, moment: datetime) -> ColumnElement[bool]:
    return and_(
        Accompaniment.substitute_id == person_id,
        Accompaniment.substitute_from <= moment,
        or_(Accompaniment.substitute_to.is_(None), moment < Accompaniment.substitute_to),
    )


FollowedRow = tuple[Enrolment, Accompaniment | None, str, str, str, str, str, int]


def _followed() -> Select[Enrolment, Accompaniment, str, str, str, str, str, int]:
    return (
        select(
            Enrolment,
            Accompaniment,
            Person.given_name,
            Person.family_name,
            Person.phone,
            Module.title,
            Module.slug,
            ModuleVersion.number,
        )
        .join(Person, Person.id == Enrolment.learner_id)
        .join(Module, Module.id == Enrolment.module_id)
        .join(ModuleVersion, ModuleVersion.id == Enrolment.version_id)
        # Outer: whoever has a tutor is followed, however they came to be enrolled.
        .join(Accompaniment, Accompaniment.enrolment_id == Enrolment.id, isouter=True)
    )


def _as_followed(row: Row[Enrolment, Accompaniment, str, str, str, str, str, int]) -> Followed:
    enrolment, agreed, given_name, family_name, phone, title, slug, number = row
    return Followed(
        enrolment_id=enrolment.id,
        learner_id=enrolment.learner_id,
        given_name=given_name,
        name=f"{given_name} {family_name}".strip(),
        phone=phone,
        tutor_id=enrolment.tutor_id,
        centre_id=enrolment.centre_id,
        version_id=enrolment.version_id,
        module_title=title,
        module_slug=slug,
        version=number,
        begun_at=enrolment.begun_at,
        completed_at=enrolment.completed_at,
        last_step_at=enrolment.last_step_at,
        required=enrolment.required_blocks,
        done=enrolment.done_blocks,
        active_seconds=enrolment.active_seconds,
        weekly_rhythm=agreed.weekly_rhythm if agreed else WEEKLY_RHYTHM,
        promise_hours=agreed.promise_hours if agreed else PROMISE_HOURS,
        agreed=agreed,
    )
