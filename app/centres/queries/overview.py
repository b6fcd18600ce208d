"""The network at a glance: a line a centre, with what is missing there. Four statements, however many centres."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, case, distinct, func, select
from sqlalchemy.orm import Session

from app.centres.policy import runs_network
from app.in_centre.models import InCentreSession
from app.kernel.errors import NotFound
from app.kernel.plain import plain_words
from app.learning.models import Enrolment
from app.network.models import Centre, CentreKind
from app.network.sectors import SECTORS
from app.people.actor import Actor
from app.people.models import Membership, Person, Role
from app.people.queries import in_force
from app.people.services.administrators import OFFICE

#: What a centre can lack, in the order in which it is said.
LACKS = ("manager", "tutor", "hours", "contact", "address")
OFFICE_SPARED = frozenset({"tutor", "hours"})


@dataclass(frozen=True, slots=True)
class Team:
    people: int = 0
    tutors: int = 0
    managers: int = 0


@dataclass(frozen=True, slots=True)
class CentreLine:
    """One centre: how many people hold a role there, study there now, and how many sessions come."""

    centre: Centre
    team: Team
    learners: int
    sessions: int

    @property
    def lacks(self) -> tuple[str, ...]:
        centre = self.centre
        there = {
            "manager": self.team.managers,
            "tutor": self.team.tutors,
            "hours": any(centre.opening_hours.values()),
            "contact": centre.contact_phone or centre.contact_email,
            "address": centre.address or centre.kind is CentreKind.VIRTUAL,
        }
        return tuple(name for name in LACKS if not there[name] and name not in self._spared)

    @property
    def _spared(self) -> frozenset[str]:
        """Nobody learns at the network's own office."""
        return OFFICE_SPARED if self.centre.code == OFFICE else frozenset()


def list_network(
    session: Session, actor: Actor, *, moment: datetime, day: date, centre_id: uuid.UUID | None = None
) -> list[CentreLine]:
    """Every centre by name, or one. Raises NotFound for who does not run the network."""
    if not runs_network(actor):
        raise NotFound
    wanted = select(Centre).where(Centre.id == centre_id) if centre_id else select(Centre)
    centres = session.scalars(wanted).all()
    teams, learners, sessions = _teams(session, day), _learners(session), _sessions(session, moment)
    return sorted(
        (
            CentreLine(
                centre, teams.get(centre.id, Team()), learners.get(centre.id, 0), sessions.get(centre.id, 0)
            )
            for centre in centres
        ),
        key=lambda line: plain_words(line.centre.name),
    )


def _teams(session: Session, day: date) -> Mapping[uuid.UUID, Team]:
    def holding(role: Role) -> ColumnElement[int]:
        return func.count(distinct(case((Membership.role == role, Membership.person_id))))

    rows = session.execute(
        select(
            Membership.centre_id,
            func.count(distinct(Membership.person_id)),
            holding(Role.TUTOR),
            holding(Role.CENTRE_MANAGER),
        )
        .join(Person, Person.id == Membership.person_id)
        .where(in_force(day), Person.suspended_at.is_(None))
        .group_by(Membership.centre_id)
    )
    return {centre_id: Team(people, tutors, managers) for centre_id, people, tutors, managers in rows}


def _learners(session: Session) -> Mapping[uuid.UUID, int]:
    rows = session.execute(
        select(Enrolment.centre_id, func.count(distinct(Enrolment.learner_id)))
        .where(Enrolment.ended_at.is_(None), Enrolment.completed_at.is_(None))
        .group_by(Enrolment.centre_id)
    )
    return {row[0]: row[1] for row in rows}


def _sessions(session: Session, moment: datetime) -> Mapping[uuid.UUID, int]:
    rows = session.execute(
        select(InCentreSession.centre_id, func.count())
        .where(InCentreSession.starts_at > moment, InCentreSession.cancelled_at.is_(None))
        .group_by(InCentreSession.centre_id)
    )
    return {row[0]: row[1] for row in rows}


def matching(lines: Iterable[CentreLine], search: str, lacking: str) -> Sequence[CentreLine]:
    """Those of whose name, place, trades or contact every word is a part, without regard to accents; and of these
    the ones that lack a thing, or anything (`any`)."""
    words = plain_words(search)
    if search.strip() and not words:
        return []
    return [
        line
        for line in lines
        if all(any(word in known for known in _known_words(line.centre)) for word in words)
        and (not lacking or lacking in line.lacks or (lacking == "any" and line.lacks))
    ]


def _known_words(centre: Centre) -> list[str]:
    trades = " ".join(str(SECTORS.get(code, code)) for code in centre.sectors)
    return plain_words(f"{centre.name} {centre.address} {centre.contact_name} {trades}")
