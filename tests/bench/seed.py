"""A network of the size that budgets are held at, and the doors by which its people come in."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.catalogue.models import Place
from app.catalogue.services.shipping import import_shipped
from app.demo.network import add_centres
from app.demo.simulation.commands import look_over
from app.demo.simulation.making import Network, make_network
from app.demo.simulation.size import Size
from app.demo.simulation.study import Work
from app.kernel.db import Database
from app.kernel.runtime import runtime
from app.learning.models import Enrolment
from app.network.models import Centre
from app.people.models import Person
from app.people.services.sign_in import open_sitting, open_token

CONTENT = Path(__file__).parents[2] / "content" / "consignation-electrique"
PAIRS = 100
SIGNED_IN = 200
CASELOAD = 60

FULL = Size(learners=10_000, events=1_000_000, busiest=CASELOAD)
# As many tutors as chat wants pairs.
QUICK = Size(learners=500, events=50_000, busiest=CASELOAD, caseload=(4, 4))


@dataclass(frozen=True, slots=True)
class Door:
    """Someone who can come in: by the secret of a sitting, or by a token."""

    person_id: uuid.UUID
    sitting: str
    token: str


@dataclass(frozen=True, slots=True)
class Learner:
    door: Door
    enrolment_id: uuid.UUID
    conversation_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class Seeded:
    """What the operations need to know. `pairs` are learners and their tutors, each in one pair at most.

    `work` holds (block, verb, data) of events that are accepted; `emails` are those of a class that has yet to sign in.
    """

    learners: list[Learner]
    pairs: list[tuple[Learner, Door]]
    tutor: Door
    module: str
    unit: str
    work: Work
    emails: list[str]


def fill(app: Flask, size: Size) -> Seeded:
    """Fill an empty, migrated database."""
    database: Database = app.extensions["compagnon_database"]
    with app.app_context():
        with database.writing() as session:
            seeded = _fill(session, size)
        look_over(database)
    return seeded


def _fill(session: Session, size: Size) -> Seeded:
    add_centres(session)
    owner = session.scalars(select(Centre).order_by(Centre.code)).first()
    assert owner is not None
    import_shipped(session, runtime().store, CONTENT, owner.id, True)
    network = make_network(session, size)
    ids = network.people.learners
    begun = {each.learner_id: each for each in session.scalars(select(Enrolment))}
    enrolments = [begun[learner_id] for learner_id in ids]
    pairs = _open_pairs(session, enrolments, network)
    paired = {learner.enrolment_id for learner, _tutor in pairs}
    others = [each for each in enrolments if each.id not in paired][: SIGNED_IN - len(pairs)]
    learners = [learner for learner, _tutor in pairs]
    learners += [_learner(session, each, network) for each in others]
    remote = next(unit for unit in network.first.outline.units if unit.place is Place.REMOTE)
    coming = session.scalars(select(Person.email).where(Person.id.in_(ids[-CASELOAD:])))
    return Seeded(
        learners,
        pairs,
        _open_door(session, network.people.sites[0].tutors[0]),
        network.first.module.slug,
        remote.code,
        network.first.work,
        [email for email in coming if email],
    )


def _learner(session: Session, enrolment: Enrolment, network: Network) -> Learner:
    door = _open_door(session, enrolment.learner_id)
    return Learner(door, enrolment.id, network.conversations[enrolment.id])


def _open_pairs(
    session: Session, enrolments: Sequence[Enrolment], network: Network
) -> list[tuple[Learner, Door]]:
    """So many learners whose tutors differ."""
    first = {enrolment.tutor_id: enrolment for enrolment in reversed(enrolments)}
    chosen = list(first.values())[:PAIRS]
    return [(_learner(session, each, network), _open_door(session, each.tutor_id)) for each in chosen]


def _open_door(session: Session, person_id: uuid.UUID) -> Door:
    sitting = open_sitting(session, person_id=person_id, device="bench")
    token = open_token(session, person_id=person_id, label="bench")
    return Door(person_id, sitting.secret, token.secret)
