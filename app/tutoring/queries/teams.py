"""Who accompanies whom in a centre: a line a tutor, and the people of one of them."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select, union
from sqlalchemy.orm import Session

from app.kernel.errors import NotFound
from app.kernel.i18n import today
from app.kernel.spoken import Spoken
from app.learning.models import Enrolment
from app.people.actor import Actor
from app.people.models import Membership, Person, Role
from app.people.queries import get_person, in_force, lasting, names_of
from app.people.rosters import tutors_today
from app.tutoring.models import Accompaniment
from app.tutoring.queries.caseload import FOLLOWED, Followed


@dataclass(frozen=True, slots=True)
class Replacement:
    """How many of a tutor's people someone stands in for, from the first day to the last of them."""

    name: str
    people: int
    from_at: datetime
    to_at: datetime | None


@dataclass(frozen=True, slots=True)
class TutorLine:
    """A tutor with how many people they accompany here; `is_of_team` while they may."""

    id: uuid.UUID
    name: str
    people: int
    is_of_team: bool
    replacements: tuple[Replacement, ...] = ()


def list_tutors(session: Session, actor: Actor, centre_id: uuid.UUID) -> list[TutorLine]:
    """Of a centre that the caller manages: those first who left people behind. Raises NotFound for another centre."""
    if not actor.has_role_in(centre_id, Role.CENTRE_MANAGER):
        raise NotFound
    entrusted = _entrusted(centre_id).subquery()
    counted = session.execute(select(entrusted.c.tutor_id, func.count()).group_by(entrusted.c.tutor_id))
    counts: dict[uuid.UUID, int] = {row[0]: row[1] for row in counted}
    of_team = set(session.scalars(tutors_today(centre_id)))
    replaced = session.execute(_replaced(centre_id)).all()
    names = names_of(session, {*counts, *of_team, *(row.substitute_id for row in replaced)})
    lines = [
        TutorLine(
            tutor_id,
            names[tutor_id],
            counts.get(tutor_id, 0),
            tutor_id in of_team,
            tuple(
                Replacement(names[row.substitute_id], row.people, row.from_at, row.to_at)
                for row in replaced
                if row.tutor_id == tutor_id
            ),
        )
        for tutor_id in {*counts, *of_team}
    ]
    return sorted(lines, key=lambda line: (line.is_of_team, line.name.casefold(), line.id))


def _entrusted(centre_id: uuid.UUID, tutor_id: uuid.UUID | None = None) -> Select[uuid.UUID, uuid.UUID]:
    """(learner, tutor) once each: by what is under way, and by who was chosen for what begins next."""
    learning = select(Enrolment.learner_id.label("learner_id"), Enrolment.tutor_id.label("tutor_id")).where(
        Enrolment.centre_id == centre_id, Enrolment.ended_at.is_(None)
    )
    chosen = select(Membership.person_id, Membership.tutor_id).where(
        Membership.centre_id == centre_id,
        Membership.role == Role.LEARNER,
        Membership.tutor_id.is_not(None),
        lasting(today()),
    )
    both = union(learning, chosen).subquery()
    rows = select(both.c.learner_id, both.c.tutor_id)
    return rows if tutor_id is None else rows.where(both.c.tutor_id == tutor_id)


def _replaced(
    centre_id: uuid.UUID,
) -> Select[uuid.UUID, uuid.UUID, int, datetime, datetime | None]:
    return (
        select(
            Enrolment.tutor_id,
            Accompaniment.substitute_id,
            func.count(Enrolment.learner_id.distinct()).label("people"),
            func.min(Accompaniment.substitute_from).label("from_at"),
            func.max(Accompaniment.substitute_to).label("to_at"),
        )  # type: ignore[return-value]
        .join(Accompaniment, Accompaniment.enrolment_id == Enrolment.id)
        .where(Enrolment.centre_id == centre_id, Enrolment.ended_at.is_(None))
        .where(Accompaniment.substitute_id.is_not(None))
        .group_by(Enrolment.tutor_id, Accompaniment.substitute_id)
    )


@dataclass(frozen=True, slots=True)
class Entrusted:
    """One person of a tutor in a centre, with what they learn there with them; nothing yet for who was only chosen."""

    learner_id: uuid.UUID
    name: str
    followed: tuple[Followed, ...] = ()

    @property
    def modules(self) -> list[Spoken]:
        return [one.module_title for one in self.followed]

    @property
    def replaced(self) -> Followed | None:
        """One that somebody stands in for, or will."""
        return next((one for one in self.followed if one.substitute_id), None)


def list_tutor_centres(session: Session, tutor_id: uuid.UUID) -> frozenset[uuid.UUID]:
    """Where someone is of the team today, or left people behind."""
    held = select(Membership.centre_id).where(
        Membership.person_id == tutor_id, Membership.role == Role.TUTOR, in_force(today())
    )
    learning = select(Enrolment.centre_id).where(Enrolment.tutor_id == tutor_id, Enrolment.ended_at.is_(None))
    return frozenset(session.scalars(held.union(learning)))


@dataclass(frozen=True, slots=True)
class Place:
    """A tutor in one centre, for who may decide about their people there."""

    tutor: Person
    centre_id: uuid.UUID
    is_of_team: bool
    people: tuple[Entrusted, ...]


def get_place(session: Session, tutor_id: uuid.UUID, centre_id: uuid.UUID) -> Place:
    """Raises NotFound for who accompanies nobody there and is not of the team. The caller may decide in the centre."""
    people = _list_people(session, tutor_id, centre_id)
    is_of_team = tutor_id in set(session.scalars(tutors_today(centre_id)))
    if not people and not is_of_team:
        raise NotFound
    return Place(get_person(session, tutor_id), centre_id, is_of_team, people)


def _list_people(session: Session, tutor_id: uuid.UUID, centre_id: uuid.UUID) -> tuple[Entrusted, ...]:
    rows = session.execute(
        FOLLOWED.where(Enrolment.tutor_id == tutor_id, Enrolment.centre_id == centre_id)
        .where(Enrolment.ended_at.is_(None))
        .order_by(Enrolment.begun_at, Enrolment.id)
    )
    followed: dict[uuid.UUID, list[Followed]] = {}
    for row in rows:
        one = Followed(*row)
        followed.setdefault(one.learner_id, []).append(one)
    ids = session.execute(_entrusted(centre_id, tutor_id)).all()
    names = names_of(session, {learner_id for learner_id, _tutor in ids})
    people = [Entrusted(one, name, tuple(followed.get(one, ()))) for one, name in names.items()]
    return tuple(sorted(people, key=lambda one: (one.name.casefold(), one.learner_id)))


def loads_among(lines: Sequence[TutorLine], *, but: uuid.UUID) -> list[TutorLine]:
    """Whom people may go to: the team without this one, the least loaded first."""
    team = [line for line in lines if line.is_of_team and line.id != but]
    return sorted(team, key=lambda line: (line.people, line.name.casefold()))
