"""Making groups, and letting people in and out of them: who leaves was there all the same."""

import uuid
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.kernel import audit
from app.kernel.clock import now
from app.kernel.errors import Conflict, DomainError, NotFound, at_most
from app.kernel.i18n import today
from app.people.actor import Actor
from app.people.groups import get_group, in_group_now, list_members
from app.people.models import Group, GroupKind, GroupMember, Membership, Role
from app.people.queries import get_colleague, lasting
from app.people.services.memberships import check_in_team, name_tutor


class GroupNameTaken(Conflict):
    """A group of the centre has this name."""

    code = "group_name_taken"


class GroupNameMissing(DomainError):
    code = "group_name_missing"


def create_group(
    session: Session, actor: Actor, *, centre_id: uuid.UUID, name: str, kind: GroupKind
) -> Group:
    """For the centre's manager. Raises NotFound elsewhere, GroupNameMissing, GroupNameTaken, TextTooLong."""
    if not actor.has_role_in(centre_id, Role.CENTRE_MANAGER):
        raise NotFound
    called = at_most(250, " ".join(name.split()))
    if not called:
        raise GroupNameMissing
    names = session.scalars(select(Group.name).where(Group.centre_id == centre_id))
    if called.casefold() in {one.casefold() for one in names}:
        raise GroupNameTaken
    group = Group(centre_id=centre_id, name=called, kind=kind, created_at=now())
    session.add(group)
    session.flush()
    audit.record(session, actor.id, "group_created", group.id, centre_id=centre_id, kind=kind.value)
    return group


def add_member(session: Session, actor: Actor, *, group_id: uuid.UUID, person_id: uuid.UUID) -> None:
    """Someone of the centre comes into the group; the same again changes nothing. Raises NotFound."""
    group = get_group(session, actor, group_id)
    held = get_colleague(session, actor, person_id).memberships
    if all(one.centre_id != group.centre_id for one in held):
        raise NotFound
    if _find_member(session, group_id, person_id):
        return
    session.add(GroupMember(group_id=group_id, person_id=person_id, from_on=today()))
    session.flush()
    _record(session, actor, "group_joined", group, person_id, after={"group": str(group_id)})


def remove_member(session: Session, actor: Actor, *, group_id: uuid.UUID, person_id: uuid.UUID) -> None:
    """Out from today; until yesterday they were in. Raises NotFound."""
    group = get_group(session, actor, group_id)
    member = _find_member(session, group_id, person_id)
    if member is None:
        raise NotFound
    if member.from_on >= today():
        session.delete(member)
    else:
        member.to_on = today() - timedelta(days=1)
    _record(session, actor, "group_left", group, person_id, before={"group": str(group_id)})
    session.flush()


def close_group(session: Session, actor: Actor, *, group_id: uuid.UUID, is_open: bool = False) -> None:
    """A closed group stands in no list any more; what its people do goes on. `is_open` opens it again."""
    group = get_group(session, actor, group_id)
    before, group.closed_on = group.closed_on, None if is_open else today()
    audit.record(
        session,
        actor.id,
        "group_opened" if is_open else "group_closed",
        group_id,
        centre_id=group.centre_id,
        before={"closed_on": before.isoformat() if before else None},
        after={"closed_on": group.closed_on.isoformat() if group.closed_on else None},
    )


def move_group(session: Session, actor: Actor, *, group_id: uuid.UUID, tutor_id: uuid.UUID) -> int:
    """Everyone of the group is accompanied by this tutor, in all they learn here; how many. Raises NotFound, NotInTeam."""
    group = get_group(session, actor, group_id)
    check_in_team(session, group.centre_id, tutor_id)
    members = [one.id for one in list_members(session, group_id)]
    learning = session.scalars(
        select(Membership)
        .where(Membership.centre_id == group.centre_id, Membership.role == Role.LEARNER)
        .where(Membership.person_id.in_(members), lasting(today()))
    ).all()
    name_tutor(session, actor.id, list(learning), tutor_id)
    return len({one.person_id for one in learning})


def _record(
    session: Session,
    actor: Actor,
    act: str,
    group: Group,
    person_id: uuid.UUID,
    *,
    before: audit.Facts | None = None,
    after: audit.Facts | None = None,
) -> None:
    audit.record(
        session,
        actor.id,
        act,
        person_id,
        person_id=person_id,
        centre_id=group.centre_id,
        before=before,
        after=after,
    )


def _find_member(session: Session, group_id: uuid.UUID, person_id: uuid.UUID) -> GroupMember | None:
    return session.scalars(
        select(GroupMember)
        .where(GroupMember.group_id == group_id, GroupMember.person_id == person_id)
        .where(in_group_now())
    ).first()
