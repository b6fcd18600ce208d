"""What a centre already knows, read once for a whole table: a few statements for one line or for three thousand."""

import uuid
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.kernel.i18n import today
from app.people.intake.reading import Row, name_key
from app.people.models import Group, GroupMember, Membership, Person, Role
from app.people.queries import lasting, list_team

AT_ONCE = 500


@dataclass
class Ground:
    """The people, groups and team of one centre, as a plan looks them up."""

    centre_id: uuid.UUID
    today: date
    by_email: dict[str, Person] = field(default_factory=dict)
    by_reference: dict[str, Person] = field(default_factory=dict)
    by_name: dict[str, list[Person]] = field(default_factory=lambda: defaultdict(list))
    held: dict[uuid.UUID, list[Membership]] = field(default_factory=lambda: defaultdict(list))
    groups: dict[str, Group] = field(default_factory=dict)
    in_group: set[tuple[uuid.UUID, uuid.UUID]] = field(default_factory=set)
    tutors_by_email: dict[str, Person] = field(default_factory=dict)
    tutors_by_name: dict[str, list[Person]] = field(default_factory=lambda: defaultdict(list))
    #: Who is known in another centre too: their name and address are not this one's to change.
    shared: set[uuid.UUID] = field(default_factory=set)

    def reference_of(self, person_id: uuid.UUID) -> str:
        return next((one.reference for one in self.held[person_id] if one.reference), "")


def read_ground(session: Session, centre_id: uuid.UUID, rows: Sequence[Row]) -> Ground:
    ground = Ground(centre_id, today())
    _read_members(session, ground)
    for some in _chunks(sorted({row.email for row in rows if row.email})):
        for person in session.scalars(select(Person).where(Person.email.in_(some))):
            ground.by_email[person.email or ""] = person
    _read_shared(session, ground)
    _read_groups(session, ground)
    for tutor in list_team(session, centre_id, Role.TUTOR):
        ground.tutors_by_name[name_key(tutor.given_name, tutor.family_name)].append(tutor)
        if tutor.email:
            ground.tutors_by_email[tutor.email] = tutor
    return ground


def _chunks(values: list[str]) -> Iterator[list[str]]:
    for first in range(0, len(values), AT_ONCE):
        yield values[first : first + AT_ONCE]


def _read_members(session: Session, ground: Ground) -> None:
    """Those who left are among them: who comes back has one record."""
    rows = session.execute(
        select(Membership, Person)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.centre_id == ground.centre_id)
        .order_by(Membership.from_on, Membership.id)
    )
    for membership, person in rows:
        if not ground.held[person.id]:
            ground.by_name[name_key(person.given_name, person.family_name)].append(person)
        ground.held[person.id].append(membership)
        if membership.reference:
            ground.by_reference[membership.reference] = person


def _read_shared(session: Session, ground: Ground) -> None:
    there = session.scalars(
        select(Membership.person_id).where(
            Membership.centre_id != ground.centre_id,
            lasting(ground.today),
            Membership.person_id.in_(
                select(Membership.person_id).where(Membership.centre_id == ground.centre_id)
            ),
        )
    )
    # Whoever is found by address alone and is not of this centre is another's, or nobody's yet.
    ground.shared = {*there} | {one.id for one in ground.by_email.values() if not ground.held[one.id]}


def _read_groups(session: Session, ground: Ground) -> None:
    for group in session.scalars(select(Group).where(Group.centre_id == ground.centre_id)):
        ground.groups[group.name.casefold()] = group
    rows = session.execute(
        select(GroupMember.group_id, GroupMember.person_id)
        .join(Group, Group.id == GroupMember.group_id)
        .where(Group.centre_id == ground.centre_id)
        .where(lasting(ground.today, GroupMember))
    )
    ground.in_group = {(group_id, person_id) for group_id, person_id in rows}
