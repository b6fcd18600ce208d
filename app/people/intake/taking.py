"""A plan taken whole, in the transaction of who asks for it."""

import uuid
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.kernel import audit
from app.kernel.clock import now
from app.kernel.errors import Conflict
from app.kernel.events import announce
from app.kernel.ids import new_id
from app.network.models import Centre
from app.people.events import MembershipChanged
from app.people.intake.planning import Kind, Plan, Planned
from app.people.models import Group, GroupMember, Membership, Person, Role
from app.people.services.memberships import dates_of, name_tutor


class FaultyTable(Conflict):
    """Something stands in the way: nothing of the table is taken."""

    code = "csv_faulty"


@dataclass
class Taken:
    """Who has an account now, and whose account has one more centre: they are told by mail."""

    created: list[Person] = field(default_factory=list)
    joined: list[Person] = field(default_factory=list)
    changed: int = 0
    same: int = 0


def hold_centre(session: Session, centre_id: uuid.UUID) -> None:
    """One table at a time in a centre: a person without an address is found by name alone."""
    session.execute(select(Centre.id).where(Centre.id == centre_id).with_for_update())


def take_plan(session: Session, plan: Plan, *, by: uuid.UUID | None) -> Taken:
    """Make and change what the plan says. Flushes. Raises FaultyTable."""
    if plan.faults:
        raise FaultyTable
    people = {line.row.line: line.person or _create(session, line) for line in plan.lines}
    groups = _groups(session, plan, by)
    session.flush()
    taken = Taken()
    for line in plan.lines:
        _take_line(session, plan, line, people, groups, by)
        _count(taken, line, people[line.row.line])
    audit.record(
        session,
        by,
        "people_taken",
        plan.centre_id,
        centre_id=plan.centre_id,
        plan=plan.digest,
        created=len(taken.created),
        joined=len(taken.joined),
        changed=taken.changed,
    )
    session.flush()
    return taken


def _count(taken: Taken, line: Planned, person: Person) -> None:
    kind = line.kind
    taken.created += [person] if kind is Kind.NEW else []
    taken.joined += [person] if kind is Kind.JOINS else []
    taken.changed += kind is Kind.CHANGED
    taken.same += kind is Kind.SAME


def _create(session: Session, line: Planned) -> Person:
    details = {"family_name": "", "phone": "", "language": "fr", "email": None} | line.details
    person = Person(id=new_id(), created_at=now(), **details)
    session.add(person)
    return person


def _groups(session: Session, plan: Plan, by: uuid.UUID | None) -> dict[str, uuid.UUID]:
    known = {key: group.id for key, group in plan.ground.groups.items()}
    for name in plan.new_groups:
        group = Group(id=new_id(), centre_id=plan.centre_id, name=name, created_at=now())
        session.add(group)
        known[name.casefold()] = group.id
        audit.record(session, by, "group_created", group.id, centre_id=plan.centre_id, by="table")
    return known


def _take_line(
    session: Session,
    plan: Plan,
    line: Planned,
    people: dict[int, Person],
    groups: dict[str, uuid.UUID],
    by: uuid.UUID | None,
) -> None:
    person = people[line.row.line]
    if line.kind is Kind.SAME:
        return
    before = {name: getattr(person, name) for name in line.details} if line.person else None
    if line.person is not None:
        for name, value in line.details.items():
            setattr(person, name, value)
    held = [*plan.ground.held[person.id], *_take_roles(session, plan, line, person, by)]
    if line.reference:
        for one in held:
            one.reference = line.reference
    group_id = groups[line.group.casefold()] if line.group else None
    if group_id:
        begins = max(plan.ground.today, line.row.from_on or plan.ground.today)
        session.add(GroupMember(group_id=group_id, person_id=person.id, from_on=begins))
    told: dict[str, Any] = {"person_id": person.id, "centre_id": plan.centre_id, "by": "table"}
    after = _after(line, group_id)
    audit.record(session, by, f"person_{_act(line)}", person.id, before=before, after=after, **told)
    tutor_id = people[line.tutor_line].id if line.tutor_line else line.tutor_id
    if tutor_id:
        learning = [one for one in held if one.role is Role.LEARNER and _is_open(one, plan)]
        name_tutor(session, by, learning, tutor_id)
    if line.person is not None and line.roles:
        session.flush()
        announce(session, MembershipChanged(person.id, now()))


def _is_open(one: Membership, plan: Plan) -> bool:
    return one.to_on is None or one.to_on >= plan.ground.today


def _act(line: Planned) -> str:
    return {Kind.NEW: "created", Kind.JOINS: "joined"}.get(line.kind, "changed")


def _take_roles(
    session: Session, plan: Plan, line: Planned, person: Person, by: uuid.UUID | None
) -> list[Membership]:
    given = []
    for one in line.roles:
        if one.held:
            before = dates_of(one.held)
            one.held.from_on, one.held.to_on = one.from_on, one.to_on
            audit.record(
                session,
                by,
                "role_dates_changed",
                person.id,
                person_id=person.id,
                centre_id=plan.centre_id,
                before=before,
                after=dates_of(one.held),
                role=one.role.value,
            )
            continue
        membership = Membership(
            id=new_id(),
            person_id=person.id,
            centre_id=plan.centre_id,
            role=one.role,
            from_on=one.from_on,
            to_on=one.to_on,
            reference="",
        )
        session.add(membership)
        given.append(membership)
    return given


def _after(line: Planned, group_id: uuid.UUID | None) -> audit.Facts:
    """What this line of the table changed, in the audit's words."""
    given = [f"{one.role.value} {one.from_on}" for one in line.roles if not one.held]
    told = {"roles": given, "group": str(group_id) if group_id else None, "reference": line.reference}
    return dict(line.details) | {name: value for name, value in told.items() if value}
