"""The people of the benchmark's network, and how those who come in do so."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.kernel.clock import now
from app.kernel.ids import new_id
from app.network.models import Centre
from app.people.models import Membership, Person, Role
from app.people.services.sign_in import open_sitting, open_token
from tests.bench.rows import write_rows

CASELOAD = 60


@dataclass(frozen=True, slots=True)
class Door:
    """Someone who can come in: by the secret of a sitting, or by a token."""

    person_id: uuid.UUID
    sitting: str
    token: str


@dataclass(frozen=True, slots=True)
class People:
    """Ids in the order of writing. The first tutor accompanies the first sixty learners, and nobody else."""

    centres: list[uuid.UUID]
    tutors: list[uuid.UUID]
    learners: list[uuid.UUID]

    def place_of(self, number: int) -> int:
        return 0 if number < CASELOAD else number % len(self.centres)

    def centre_of(self, number: int) -> uuid.UUID:
        return self.centres[self.place_of(number)]

    def tutor_of(self, number: int) -> uuid.UUID:
        if number < CASELOAD:
            return self.tutors[0]
        team = [
            each for each in self.tutors[self.place_of(number) :: len(self.centres)] if each != self.tutors[0]
        ]
        return team[number // len(self.centres) % len(team)]


def write_people(session: Session, *, learners: int, tutors: int) -> People:
    centres = list(session.scalars(select(Centre.id).order_by(Centre.code)))
    people = People(centres, [new_id() for _ in range(tutors)], [new_id() for _ in range(learners)])
    in_turn = [centres[number % len(centres)] for number in range(tutors)]
    _write_members(session, people.tutors, in_turn, Role.TUTOR)
    _write_members(session, people.learners, map(people.centre_of, range(learners)), Role.LEARNER)
    return people


def _write_members(
    session: Session, ids: list[uuid.UUID], centre_ids: Iterable[uuid.UUID], role: Role
) -> None:
    moment = now()
    write_rows(
        session,
        Person,
        (
            {
                "id": person_id,
                "email": f"{role}{number}@bench.example",
                "given_name": "Sacha" if role is Role.LEARNER else "Dominique",
                "family_name": f"N{number}",
                "created_at": moment,
            }
            for number, person_id in enumerate(ids)
        ),
    )
    since = moment.date() - timedelta(days=60)
    write_rows(
        session,
        Membership,
        (
            {"person_id": person_id, "centre_id": centre_id, "role": role, "from_on": since}
            for person_id, centre_id in zip(ids, centre_ids, strict=True)
        ),
    )


def open_door(session: Session, person_id: uuid.UUID) -> Door:
    sitting = open_sitting(session, person_id=person_id, device="bench")
    token = open_token(session, person_id=person_id, label="bench")
    return Door(person_id, sitting.secret, token.secret)
