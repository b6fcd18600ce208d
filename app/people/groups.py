"""Classes and teams of a centre, and who is in them."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session

from app.kernel.errors import NotFound
from app.kernel.i18n import today
from app.people.actor import Actor
from app.people.models import Group, GroupMember, Membership, Person, Role
from app.people.queries import lasting, looked_for

MOST_FOUND = 20


@dataclass(frozen=True, slots=True)
class Counted:
    """A group with how many are in it now."""

    group: Group
    members: int


def in_group_now() -> ColumnElement[bool]:
    return lasting(today(), GroupMember)


def list_groups(session: Session, actor: Actor, centre_id: uuid.UUID) -> list[Counted]:
    """The groups of a centre that the caller manages, closed ones last. Raises NotFound for another centre."""
    if not actor.has_role_in(centre_id, Role.CENTRE_MANAGER):
        raise NotFound
    rows = session.execute(
        select(Group, func.count(GroupMember.id))
        .join(GroupMember, and_(GroupMember.group_id == Group.id, in_group_now()), isouter=True)
        .where(Group.centre_id == centre_id)
        .group_by(Group.id)
        .order_by(Group.closed_on.is_not(None), Group.name)
    )
    return [Counted(group, members) for group, members in rows]


def get_group(session: Session, actor: Actor, group_id: uuid.UUID) -> Group:
    """A group of a centre that the caller manages, else NotFound."""
    group = session.get(Group, group_id)
    if group is None or not actor.has_role_in(group.centre_id, Role.CENTRE_MANAGER):
        raise NotFound
    return group


def list_members(session: Session, group_id: uuid.UUID) -> list[Person]:
    """Who is in the group now, by name. The caller fetched the group with their right to it."""
    return list(
        session.scalars(
            select(Person)
            .where(
                Person.id.in_(
                    select(GroupMember.person_id).where(GroupMember.group_id == group_id, in_group_now())
                )
            )
            .order_by(Person.family_name, Person.given_name, Person.id)
        )
    )


def members_of(centre_id: uuid.UUID, group_id: uuid.UUID) -> Select[uuid.UUID]:
    """The ids of who is in a group of the centre now; of nobody, where it is another centre's."""
    return (
        select(GroupMember.person_id)
        .join(Group, Group.id == GroupMember.group_id)
        .where(Group.id == group_id, Group.centre_id == centre_id, in_group_now())
    )


def list_open_groups(session: Session, centre_id: uuid.UUID) -> list[tuple[uuid.UUID, str]]:
    """To choose one of; the caller was found to work in the centre."""
    rows = session.execute(
        select(Group.id, Group.name)
        .where(Group.centre_id == centre_id, Group.closed_on.is_(None))
        .order_by(Group.name)
    )
    return [(group_id, name) for group_id, name in rows]


def find_to_add(session: Session, group: Group, search: str) -> list[Person]:
    """Learners of the group's centre whose name or address has these words, and who are not in it."""
    learning = select(Membership.person_id).where(
        Membership.centre_id == group.centre_id, Membership.role == Role.LEARNER, lasting(today())
    )
    there = select(GroupMember.person_id).where(GroupMember.group_id == group.id, in_group_now())
    people = select(Person).where(Person.id.in_(learning), Person.id.not_in(there))
    people = people.where(*looked_for(search))
    return list(session.scalars(people.order_by(Person.family_name, Person.given_name).limit(MOST_FOUND)))


def group_names(
    session: Session, centre_ids: Collection[uuid.UUID], person_ids: Collection[uuid.UUID]
) -> dict[uuid.UUID, dict[uuid.UUID, str]]:
    """The open groups that people are in, in these centres: id and name by person."""
    rows = session.execute(
        select(GroupMember.person_id, Group.id, Group.name)
        .join(Group, Group.id == GroupMember.group_id)
        .where(Group.centre_id.in_(list(centre_ids)), Group.closed_on.is_(None), in_group_now())
        .where(GroupMember.person_id.in_(list(person_ids)))
        .order_by(Group.name)
    )
    found: dict[uuid.UUID, dict[uuid.UUID, str]] = {}
    for person_id, group_id, name in rows:
        found.setdefault(person_id, {})[group_id] = name
    return found
