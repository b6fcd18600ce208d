"""A whole group begins a module at once."""

import uuid
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.catalogue.models import Module
from app.catalogue.queries import get_module
from app.kernel import audit
from app.learning.models import Enrolment, EnrolmentKind
from app.learning.services.enrolments import enrol
from app.people.actor import Actor
from app.people.groups import get_group, list_members
from app.people.services.memberships import check_in_team


@dataclass(frozen=True, slots=True)
class Begun:
    """How many of a group began, and how many had before."""

    new: int
    already: int


@dataclass(frozen=True, slots=True)
class Shared:
    """A module that people of a group are on: how many, and how many have finished."""

    title: str
    begun: int
    completed: int


def enrol_group(
    session: Session,
    actor: Actor,
    *,
    group_id: uuid.UUID,
    slug: str,
    kind: EnrolmentKind,
    tutor_id: uuid.UUID | None = None,
) -> Begun:
    """Everyone of the group begins, with this tutor or with who accompanies them already: all of them, or nobody.

    Who had begun goes on as before. Raises NotFound, NotInTeam, and what `enrol` raises.
    """
    group, module = get_group(session, actor, group_id), get_module(session, actor, slug)
    if tutor_id:
        check_in_team(session, group.centre_id, tutor_id)
    created = []
    members = [one for one in list_members(session, group_id) if one.suspended_at is None]
    for person in members:
        enrolment, is_new = enrol(
            session,
            learner_id=person.id,
            module=module,
            centre_id=group.centre_id,
            tutor_id=tutor_id,
            kind=kind,
        )
        if is_new:
            created.append(enrolment)
            _record(session, actor, enrolment, group_id)
    return Begun(len(created), len(members) - len(created))


def _record(session: Session, actor: Actor, enrolment: Enrolment, group_id: uuid.UUID) -> None:
    audit.record(
        session,
        actor.id,
        "enrolled",
        enrolment.id,
        person_id=enrolment.learner_id,
        centre_id=enrolment.centre_id,
        after={"kind": enrolment.kind.value, "tutor": str(enrolment.tutor_id)},
        module=str(enrolment.module_id),
        group=str(group_id),
    )


def list_shared(session: Session, actor: Actor, group_id: uuid.UUID) -> list[Shared]:
    """The modules that people of the group are on in its centre."""
    group = get_group(session, actor, group_id)
    members = [one.id for one in list_members(session, group_id)]
    rows = session.execute(
        select(Module.title, func.count(Enrolment.id), func.count(Enrolment.completed_at))
        .join(Enrolment, Enrolment.module_id == Module.id)
        .where(Enrolment.learner_id.in_(members), Enrolment.centre_id == group.centre_id)
        .where(Enrolment.ended_at.is_(None))
        .group_by(Module.id, Module.title)
        .order_by(Module.title)
    )
    return [Shared(*row) for row in rows]
