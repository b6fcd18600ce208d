"""What a table would make and change in a centre, line by line, and everything that stands in the way."""

import hashlib
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from app.people.intake.ground import Ground, read_ground
from app.people.intake.reading import Fault, Row, Sheet, name_key
from app.people.models import Membership, Person, Role


class Kind(StrEnum):
    NEW = "new"
    JOINS = "joins"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class RolePlan:
    """A role to give, or one whose days change (`held`)."""

    role: Role
    from_on: date
    to_on: date | None
    held: Membership | None = None


@dataclass
class Planned:
    """One line beside what is there. `changes` names what is not as the line says, for who looks before it is taken."""

    row: Row
    person: Person | None = None
    details: dict[str, Any] = field(default_factory=dict)
    roles: list[RolePlan] = field(default_factory=list)
    group: str = ""
    #: Who accompanies: someone of the team, or whom another line of the table brings.
    tutor_id: uuid.UUID | None = None
    tutor_line: int | None = None
    reference: str = ""
    joins: bool = False

    @property
    def changes(self) -> list[tuple[str, str]]:
        """(what, its new value) as codes and words."""
        told = [(name, str(value)) for name, value in self.details.items()]
        told += [("dates" if one.held else "role", one.role.value) for one in self.roles]
        told += [("group", self.group)] if self.group else []
        told += [("tutor", self.row.tutor)] if self.tutor_id or self.tutor_line else []
        return told + ([("reference", self.reference)] if self.reference else [])

    @property
    def kind(self) -> Kind:
        if self.person is None:
            return Kind.NEW
        if self.joins:
            return Kind.JOINS
        return Kind.CHANGED if self.changes else Kind.SAME


@dataclass(frozen=True)
class Plan:
    centre_id: uuid.UUID
    lines: tuple[Planned, ...]
    faults: tuple[Fault, ...]
    new_groups: tuple[str, ...]
    ignored: tuple[str, ...]
    ground: Ground

    def count(self, kind: Kind) -> int:
        return sum(line.kind is kind for line in self.lines)

    @property
    def digest(self) -> str:
        """The same while the table and what is there stay as they were when somebody looked."""
        said = repr([(line.row, line.kind, line.changes) for line in self.lines])
        return hashlib.sha256(said.encode()).hexdigest()


def make_plan(
    session: Session, *, centre_id: uuid.UUID, sheet: Sheet, roles: Sequence[Role], by: uuid.UUID | None
) -> Plan:
    """`roles` are those that may be given; `by` is whose own days no table changes."""
    ground = read_ground(session, centre_id, sheet.rows)
    faults = [*sheet.faults, *_find_repeats(sheet.rows)]
    lines: list[Planned] = []
    for row in sheet.rows:
        line = Planned(row)
        wrong = list(_plan_line(line, ground, sheet.rows, roles, by))
        faults += wrong
        lines += [] if wrong else [line]
    faults += _find_met_twice(lines)
    groups = {line.group.casefold(): line.group for line in lines if line.group}
    new_groups = tuple(name for key, name in groups.items() if key not in ground.groups)
    faults.sort(key=lambda fault: fault.line)
    return Plan(centre_id, tuple(lines), tuple(faults), new_groups, sheet.ignored, ground)


def _find_repeats(rows: Sequence[Row]) -> Iterator[Fault]:
    """The same person on two lines: by address, by number, or by name where there is neither."""
    seen: dict[tuple[str, str], int] = {}
    for row in rows:
        keys = [("email", row.email or ""), ("reference", row.reference)]
        if not row.email and not row.reference:
            keys.append(("given_name", row.name_key))
        for column, value in keys:
            if value and (first := seen.setdefault((column, value), row.line)) != row.line:
                yield Fault(row.line, column, f"csv_{column}_repeated", {"first": first})


def _find_met_twice(lines: Sequence[Planned]) -> Iterator[Fault]:
    """Two lines that mean the same record in different words."""
    seen: dict[uuid.UUID, int] = {}
    for line in lines:
        if line.person and (first := seen.setdefault(line.person.id, line.row.line)) != line.row.line:
            yield Fault(line.row.line, "", "csv_same_record", {"first": first})


def _plan_line(
    line: Planned, ground: Ground, rows: Sequence[Row], roles: Sequence[Role], by: uuid.UUID | None
) -> Iterator[Fault]:
    row = line.row
    wrong = _find_person(line, ground)
    if wrong:
        yield wrong
        return
    if any(role not in roles for role in row.roles):
        yield Fault(row.line, "role", "csv_role_unknown", {"said": ", ".join(row.roles)})
        return
    _plan_details(line, ground)
    yield from _plan_roles(line, ground, by)
    yield from _plan_group(line, ground)
    yield from _plan_tutor(line, ground, rows)


def _find_person(line: Planned, ground: Ground) -> Fault | None:
    """By the centre's number, by address, by name; a name that several people have decides nothing."""
    row = line.row
    known, mailed = ground.by_reference.get(row.reference), ground.by_email.get(row.email or "")
    if known and mailed and known.id != mailed.id:
        return Fault(row.line, "email", "csv_email_of_another")
    line.person = known or mailed
    if line.person is None:
        found = [one for one in ground.by_name.get(row.name_key, []) if _may_be(one, row, ground)]
        if len(found) > 1:
            return Fault(row.line, "given_name", "csv_homonyms", {"count": len(found)})
        line.person = found[0] if found else None
    line.joins = line.person is not None and not ground.held[line.person.id]
    return None


def _may_be(person: Person, row: Row, ground: Ground) -> bool:
    """Whether someone of the same name can be whom the line means: nothing that both have differs."""
    known_as = ground.reference_of(person.id)
    return not (row.email and person.email) and not (row.reference and known_as)


def _plan_details(line: Planned, ground: Ground) -> None:
    row, person = line.row, line.person
    said = {
        "given_name": row.given_name,
        "family_name": row.family_name,
        "phone": row.phone,
        "language": row.language,
    }
    if person is None:
        line.details = {name: value for name, value in said.items() if value}
        if row.email:
            line.details["email"] = row.email
    elif person.id not in ground.shared:
        line.details = {
            name: value for name, value in said.items() if value and getattr(person, name) != value
        }
        if row.email and row.email != person.email and not person.password_hash:
            line.details["email"] = row.email
    if row.reference and (person is None or ground.reference_of(person.id) != row.reference):
        line.reference = row.reference


def _plan_roles(line: Planned, ground: Ground, by: uuid.UUID | None) -> Iterator[Fault]:
    row = line.row
    held = ground.held[line.person.id] if line.person else []
    for role in row.roles or _unsaid_roles(row, held, ground.today):
        known = _known(held, role, row, ground.today)
        if known is None:
            begins = row.from_on or ground.today
            if row.to_on and row.to_on < begins:
                yield Fault(row.line, "to_on", "csv_over_already")
            line.roles.append(RolePlan(role, begins, row.to_on))
            continue
        dates = (row.from_on or known.from_on, row.to_on or known.to_on)
        if dates != (known.from_on, known.to_on) and known.person_id != by:
            if dates[1] and dates[1] < dates[0]:
                yield Fault(row.line, "to_on", "csv_dates_turned")
            line.roles.append(RolePlan(role, dates[0], dates[1], known))


def _unsaid_roles(row: Row, held: Sequence[Membership], today: date) -> tuple[Role, ...]:
    """Without a word on roles, days are those of the role that is held, and somebody new is in training."""
    lasting = {one.role for one in held if _lasts(one, today)}
    if not lasting:
        return (Role.LEARNER,)
    says_days = row.from_on is not None or row.to_on is not None
    return (Role.LEARNER,) if says_days and Role.LEARNER in lasting else tuple(lasting) if says_days else ()


def _lasts(one: Membership, today: date) -> bool:
    return one.to_on is None or one.to_on >= today


def _known(held: Sequence[Membership], role: Role, row: Row, today: date) -> Membership | None:
    """The membership that the line speaks of: the one that lasts, else the past one with these very days."""
    same = [one for one in held if one.role is role]
    lasting = [one for one in same if _lasts(one, today)]
    past = [one for one in same if row.to_on and one.to_on == row.to_on]
    return next(iter([*lasting, *past]), None)


def _plan_group(line: Planned, ground: Ground) -> Iterator[Fault]:
    name = line.row.group
    known = ground.groups.get(name.casefold())
    if not name:
        return
    if known and known.closed_on:
        yield Fault(line.row.line, "group", "csv_group_closed", {"name": known.name})
    elif not known or not line.person or (known.id, line.person.id) not in ground.in_group:
        line.group = known.name if known else name


def _plan_tutor(line: Planned, ground: Ground, rows: Sequence[Row]) -> Iterator[Fault]:
    said = line.row.tutor
    if not said:
        return
    if line.row.roles and Role.LEARNER not in line.row.roles:
        yield Fault(line.row.line, "tutor", "csv_tutor_of_staff")
        return
    found = _find_tutors(said, ground)
    brought = [one.line for one in rows if Role.TUTOR in one.roles and said.casefold() in _called(one)]
    if not found and len(brought) == 1:
        line.tutor_line = brought[0]
    elif len(found) != 1:
        code = "csv_tutor_homonyms" if found else "csv_tutor_unknown"
        yield Fault(line.row.line, "tutor", code, {"said": said[:60]})
    elif found[0].id not in _tutors_of(line, ground):
        line.tutor_id = found[0].id


def _find_tutors(said: str, ground: Ground) -> list[Person]:
    mailed = ground.tutors_by_email.get(said.casefold())
    return [mailed] if mailed else ground.tutors_by_name.get(_either_way(said, ground), [])


def _either_way(said: str, ground: Ground) -> str:
    """« Sabine Lambert » or « Lambert Sabine »: wherever the given name ends."""
    words = said.split()
    ways = [(words[:cut], words[cut:]) for cut in range(1, len(words) + 1)]
    keys = [name_key(" ".join(one), " ".join(other)) for pair in ways for one, other in (pair, pair[::-1])]
    return next((key for key in keys if key in ground.tutors_by_name), "")


def _called(row: Row) -> set[str]:
    reversed_name = f"{row.family_name} {row.given_name}".strip()
    return {row.name.casefold(), reversed_name.casefold(), (row.email or "").casefold()} - {""}


def _tutors_of(line: Planned, ground: Ground) -> set[uuid.UUID | None]:
    if line.person is None:
        return set()
    learning = [one for one in ground.held[line.person.id] if one.role is Role.LEARNER]
    return {one.tutor_id for one in learning if _lasts(one, ground.today)}
