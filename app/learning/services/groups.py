"""A whole group begins a module at once."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.catalogue.models import Module
from app.catalogue.queries import get_module
from app.kernel import audit
from app.kernel.clock import now
from app.kernel.i18n import spoken
from app.kernel.spoken import Spoken
from app.learning.models import Enrolment, EnrolmentKind
from app.learning.services.enrolments import begin_many, find_open
from app.learning.services.sharing import share_out
from app.people.actor import Actor
from app.people.groups import get_group, list_members
from app.people.services.memberships import check_in_team

#: What one statement inserts: SQLite takes 32,766 values.
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Begun:
    """How many of a group began, and how many had before."""

    new: int
    already: int


@dataclass(frozen=True, slots=True)
class Shared:
    """A module that people of a group are on: how many, and how many have finished."""

    title: Spoken
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

    Who had begun goes on as before. As many statements for a class as for one person. Raises NotFound, NotInTeam, and
    what `enrol` raises.
    """
    group, module = get_group(session, actor, group_id), get_module(session, actor, slug)
    if tutor_id:
        check_in_team(session, group.centre_id, tutor_id)
    members = [one.id for one in list_members(session, group_id) if one.suspended_at is None]
    new = _not_begun(session, module.id, members)
    begun = _begin_all(session, group.centre_id, module, kind, new, tutor_id) if new else []
    for enrolment in begun:
        _record(session, actor, enrolment, group_id)
    return Begun(len(begun), len(members) - len(begun))


def _not_begun(session: Session, module_id: uuid.UUID, learner_ids: Sequence[uuid.UUID]) -> list[uuid.UUID]:
    rows = select(Enrolment.learner_id).where(Enrolment.module_id == module_id)
    known = set(session.scalars(rows.where(Enrolment.learner_id.in_(learner_ids))))
    return [one for one in learner_ids if one not in known]


def _begin_all(
    session: Session,
    centre_id: uuid.UUID,
    module: Module,
    kind: EnrolmentKind,
    learner_ids: Sequence[uuid.UUID],
    tutor_id: uuid.UUID | None,
) -> Sequence[Enrolment]:
    version = find_open(session, module)
    tutors = dict.fromkeys(learner_ids, tutor_id) if tutor_id else share_out(session, centre_id, learner_ids)
    facts = {
        "kind": kind,
        "module_id": module.id,
        "version_id": version.id,
        "centre_id": centre_id,
        "begun_at": now(),
        "required_blocks": version.required_blocks,
    }
    wanted = [{**facts, "learner_id": one, "tutor_id": tutors[one]} for one in learner_ids]
    return [
        begun
        for first in range(0, len(wanted), CHUNK)
        for begun in begin_many(session, wanted[first : first + CHUNK])
    ]


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
        select(Module, func.count(Enrolment.id), func.count(Enrolment.completed_at))
        .join(Enrolment, Enrolment.module_id == Module.id)
        .where(Enrolment.learner_id.in_(members), Enrolment.centre_id == group.centre_id)
        .where(Enrolment.ended_at.is_(None))
        .group_by(Module.id)
    )
    shared = [Shared(module.title_in(spoken()), begun, completed) for module, begun, completed in rows]
    return sorted(shared, key=lambda each: each.title.casefold())
