"""The people of a simulated network: teams of its centres, learners and their tutors, groups."""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.demo.network import CENTRES, add_centres
from app.demo.people import PASSWORD
from app.demo.simulation.rows import write_rows
from app.demo.simulation.size import Size
from app.demo.simulation.words import CLASSES, FAMILY, GIVEN, TEAMS
from app.kernel.clock import now
from app.kernel.ids import new_id
from app.network.models import Centre, CentreKind
from app.people.actor import Actor, Held
from app.people.models import Group, GroupKind, GroupMember, Membership, Person, Role
from app.people.passwords import hash_password

IN_A_CLASS, IN_A_TEAM = 18, 8
HOSTING = (Role.TRAINER, Role.SESSION_HOST, Role.ASSESSOR)


@dataclass(frozen=True, slots=True)
class Site:
    """A centre with its team."""

    id: uuid.UUID
    code: str
    has_workshop: bool
    manager: uuid.UUID
    trainers: tuple[uuid.UUID, ...]
    tutors: tuple[uuid.UUID, ...]

    def host(self) -> Actor:
        held = tuple(Held(role, self.id) for role in HOSTING)
        return Actor(self.trainers[0], "", "", "fr", new_id(), held)


@dataclass(frozen=True, slots=True)
class People:
    """Ids in the order of writing: the learner of a number is always in the same centre with the same tutor."""

    size: Size
    sites: list[Site]
    learners: list[uuid.UUID]

    def site_of(self, number: int) -> Site:
        return self.sites[0 if number < self.size.busiest else number % len(self.sites)]

    def tutor_of(self, number: int) -> uuid.UUID:
        team = self.site_of(number).tutors
        if number < self.size.busiest:
            return team[0]
        if self.size.busiest and self.site_of(number) is self.sites[0]:
            team = team[1:] or team
        in_centre = -(-self.size.learners // len(self.sites))
        return team[number // len(self.sites) * len(team) // in_centre]

    def learner(self, number: int) -> Actor:
        held = (Held(Role.LEARNER, self.site_of(number).id),)
        return Actor(self.learners[number], "", "", "fr", new_id(), held)

    def tutor(self, number: int) -> Actor:
        return Actor(
            self.tutor_of(number), "", "", "fr", new_id(), (Held(Role.TUTOR, self.site_of(number).id),)
        )


def write_people(session: Session, size: Size) -> People:
    """Centres that are missing, the teams, the learners and their groups."""
    add_centres(session)
    codes = [code for code, *_ in CENTRES[: size.centres]]
    centres = {each.code: each for each in session.scalars(select(Centre).where(Centre.code.in_(codes)))}
    sites = [_staffed(size, centres[code]) for code in codes]
    people = People(size, sites, [new_id() for _ in range(size.learners)])
    _write_persons(session, size, list(_list_named(people)))
    write_rows(session, Membership, _memberships(people))
    _write_groups(session, people)
    return people


def _staffed(size: Size, centre: Centre) -> Site:
    in_centre = size.learners / size.centres
    caseload = size.dice("caseload", centre.code).randint(*size.caseload)
    return Site(
        id=centre.id,
        code=centre.code,
        has_workshop=centre.kind is CentreKind.PHYSICAL,
        manager=new_id(),
        trainers=(new_id(), new_id()),
        tutors=tuple(new_id() for _ in range(max(1, round(in_centre / caseload)))),
    )


def _list_named(people: People) -> Iterator[tuple[uuid.UUID, str]]:
    """Everyone with the part of their address before the number."""
    for site in people.sites:
        yield site.manager, f"coordination@{site.code}.example"
        for at, trainer in enumerate(site.trainers, 1):
            yield trainer, f"formation{at}@{site.code}.example"
        for at, tutor in enumerate(site.tutors, 1):
            yield tutor, f"tutorat{at}@{site.code}.example"
    for number, learner in enumerate(people.learners):
        yield learner, f"apprenant{number + 1}@{people.site_of(number).code}.example"


def _write_persons(session: Session, size: Size, named: Sequence[tuple[uuid.UUID, str]]) -> None:
    dice, hashed = size.dice("names"), hash_password(PASSWORD)
    created = now() - timedelta(weeks=size.weeks, days=7)
    write_rows(
        session,
        Person,
        (
            {
                "id": person_id,
                "email": email,
                "given_name": dice.choice(GIVEN),
                "family_name": dice.choice(FAMILY),
                "password_hash": hashed,
                "created_at": created,
            }
            for person_id, email in named
        ),
    )


def _memberships(people: People) -> Iterator[dict[str, Any]]:
    since = (now() - timedelta(weeks=people.size.weeks, days=7)).date()
    for site in people.sites:
        yield _membership(site.manager, site, Role.CENTRE_MANAGER, since)
        for trainer in site.trainers:
            for role in HOSTING:
                yield _membership(trainer, site, role, since)
        for tutor in site.tutors:
            yield _membership(tutor, site, Role.TUTOR, since)
    for number, learner in enumerate(people.learners):
        of_them = _membership(learner, people.site_of(number), Role.LEARNER, since)
        yield of_them | {"tutor_id": people.tutor_of(number)}


def _membership(person_id: uuid.UUID, site: Site, role: Role, since: date) -> dict[str, Any]:
    # One row has the columns of every other, as they go in together.
    return {"person_id": person_id, "centre_id": site.id, "role": role, "from_on": since, "tutor_id": None}


def _write_groups(session: Session, people: People) -> None:
    """In each centre a class and a team of a company, of its first learners."""
    moment = now() - timedelta(weeks=people.size.weeks)
    for at, site in enumerate(people.sites):
        here = [people.learners[number] for number in _numbers_of(people, at)]
        for kind, names, members in (
            (GroupKind.CLASS, CLASSES, here[:IN_A_CLASS]),
            (GroupKind.COMPANY_TEAM, TEAMS, here[IN_A_CLASS : IN_A_CLASS + IN_A_TEAM]),
        ):
            _write_group(session, site, kind, names[at % len(names)], members, moment)


def _numbers_of(people: People, at: int) -> Iterable[int]:
    return (number for number in range(len(people.learners)) if people.site_of(number) is people.sites[at])


def _write_group(
    session: Session, site: Site, kind: GroupKind, name: str, members: list[uuid.UUID], moment: datetime
) -> None:
    group = Group(id=new_id(), centre_id=site.id, name=name, kind=kind, created_at=moment)
    session.add(group)
    session.flush()
    rows = ({"group_id": group.id, "person_id": each, "from_on": moment.date()} for each in members)
    write_rows(session, GroupMember, rows)
