"""Beginning a module, always with a tutor."""

import uuid
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session

from app.catalogue.models import Module, ModuleVersion
from app.catalogue.queries import find_published
from app.kernel.clock import now
from app.kernel.db import inserting
from app.kernel.errors import Conflict
from app.kernel.events import announce_all
from app.kernel.ids import new_id
from app.learning.events import EnrolmentBegun
from app.learning.models import Enrolment, EnrolmentKind
from app.people.actor import Actor
from app.people.models import Person, Role
from app.people.queries import list_memberships, team
from app.people.rosters import chosen_tutors
from app.people.services.memberships import note_tutors


class NotPublished(Conflict):
    """The module has no published version yet."""

    code = "not_published"


class ModuleRetired(Conflict):
    """Nobody begins the module any more, or its current version; `facts["why"]` is what its authors say of it."""

    code = "module_retired"


class NoTutor(Conflict):
    """Nobody in the centre accompanies, and nobody learns without a tutor."""

    code = "no_tutor"


class NoCentre(Conflict):
    """The person learns in no centre today."""

    code = "no_centre"


def enrol(
    session: Session,
    *,
    learner_id: uuid.UUID,
    module: Module,
    centre_id: uuid.UUID | None = None,
    tutor_id: uuid.UUID | None = None,
    kind: EnrolmentKind = EnrolmentKind.DISCOVERY,
) -> tuple[Enrolment, bool]:
    """The learner's enrolment in the module, and whether it is new. Flushes, never commits.

    A new one is pinned to the version published now; without `tutor_id` it is who accompanies the person in the centre
    already, else the tutor who accompanies fewest. Raises NotPublished, ModuleRetired, NoCentre or NoTutor.
    """
    known = _find(session, learner_id, module.id)
    if known:
        return known, False
    version = find_open(session, module)
    centre_id = centre_id or _centre_of(session, learner_id, module)
    return _begin(
        session,
        kind=kind,
        learner_id=learner_id,
        module_id=module.id,
        version_id=version.id,
        centre_id=centre_id,
        tutor_id=tutor_id or tutor_for(session, learner_id, centre_id),
        begun_at=now(),
        required_blocks=version.required_blocks,
    )


def find_open(session: Session, module: Module) -> ModuleVersion:
    """The version that one begins today. Raises NotPublished, ModuleRetired."""
    version = find_published(session, module.id)
    if module.retired_at is not None or (version is None and module.current_number):
        raise ModuleRetired(why=module.retired_why)
    if version is None:
        raise NotPublished
    return version


def _begin(session: Session, **facts: Any) -> tuple[Enrolment, bool]:
    """The unique constraint decides between two requests at the same moment."""
    begun = begin_many(session, [facts])
    if begun:
        return begun[0], True
    known = _find(session, facts["learner_id"], facts["module_id"])
    assert known
    return known, False


def begin_many(session: Session, wanted: Sequence[dict[str, Any]]) -> Sequence[Enrolment]:
    """Those of these enrolments of one centre that are new. Flushes."""
    if not wanted:
        return []
    insert = inserting(session, Enrolment).on_conflict_do_nothing(index_elements=["learner_id", "module_id"])
    rows = [{"id": new_id(), **facts} for facts in wanted]
    begun = session.scalars(insert.values(rows).returning(Enrolment)).all()
    note_tutors(
        session, centre_id=wanted[0]["centre_id"], chosen={one.learner_id: one.tutor_id for one in begun}
    )
    announce_all(session, [_told(one) for one in begun])
    return begun


def _told(begun: Enrolment) -> EnrolmentBegun:
    return EnrolmentBegun(
        enrolment_id=begun.id,
        learner_id=begun.learner_id,
        tutor_id=begun.tutor_id,
        centre_id=begun.centre_id,
        module_id=begun.module_id,
        at=begun.begun_at,
    )


def _find(session: Session, learner_id: uuid.UUID, module_id: uuid.UUID) -> Enrolment | None:
    return session.scalars(
        select(Enrolment).where(Enrolment.learner_id == learner_id, Enrolment.module_id == module_id)
    ).first()


def _centre_of(session: Session, learner_id: uuid.UUID, module: Module) -> uuid.UUID:
    """The centre where the person learns; the module's own when that is one of them."""
    memberships = list_memberships(session, learner_id)
    return _choose_centre(
        [centre_id for centre_id, _name, role, *_ in memberships if role is Role.LEARNER], module
    )


def enrol_oneself(session: Session, actor: Actor, *, module: Module) -> tuple[Enrolment, bool]:
    """The same by the learner, whose centres are known."""
    centres = [held.centre_id for held in actor.held if held.role is Role.LEARNER]
    return enrol(session, learner_id=actor.id, module=module, centre_id=_choose_centre(centres, module))


def _choose_centre(centres: Sequence[uuid.UUID], module: Module) -> uuid.UUID:
    if not centres:
        raise NoCentre
    return module.centre_id if module.centre_id in centres else centres[0]


def tutor_for(session: Session, learner_id: uuid.UUID, centre_id: uuid.UUID) -> uuid.UUID:
    """Who accompanies the person in the centre, else who accompanies fewest. Raises NoTutor when the team is empty."""
    return _find_tutor(session, centre_id, first=chosen_tutors(learner_id, centre_id))


def least_loaded_tutor(
    session: Session, centre_id: uuid.UUID, *, besides: Collection[uuid.UUID] = ()
) -> uuid.UUID:
    """Who of the centre's team accompanies the fewest people now. Raises NoTutor when the team is empty."""
    return _find_tutor(session, centre_id, besides=besides)


def _find_tutor(
    session: Session,
    centre_id: uuid.UUID,
    *,
    first: Select[uuid.UUID | None] | None = None,
    besides: Collection[uuid.UUID] = (),
) -> uuid.UUID:
    tutors = team(centre_id, Role.TUTOR).where(Person.id.not_in(list(besides))).subquery()
    load = func.count(Enrolment.id)
    found = session.execute(
        select(tutors.c.id, load)
        .join(Enrolment, and_(Enrolment.tutor_id == tutors.c.id, Enrolment.ended_at.is_(None)), isouter=True)
        .group_by(tutors.c.id)
        .order_by(*([tutors.c.id.not_in(first)] if first is not None else []), load, tutors.c.id)
        .limit(1)
    ).first()
    if found is None:
        raise NoTutor
    tutor_id: uuid.UUID = found[0]
    return tutor_id
