"""A network of the size that budgets are held at."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app.catalogue.models import Module, Place
from app.catalogue.services.shipping import import_shipped
from app.demo.network import add_centres
from app.kernel.db import Database
from app.kernel.runtime import runtime
from app.learning.models import Enrolment
from app.network.models import Centre
from tests.bench.seed_company import accompany, plan_sessions
from tests.bench.seed_people import Door, open_door, write_people
from tests.bench.seed_study import PROFILES, Work, list_work, outline_of, repeat, study

CONTENT = Path(__file__).parents[2] / "content" / "consignation-electrique"
PAIRS = 100
SIGNED_IN = 200


@dataclass(frozen=True, slots=True)
class Size:
    learners: int
    events: int

    @property
    def tutors(self) -> int:
        """Some 57 learners each, and at least as many as chat wants pairs."""
        return max(125, self.learners // 1400 * 25)


FULL, QUICK = Size(10_000, 1_000_000), Size(500, 20_000)


@dataclass(frozen=True, slots=True)
class Learner:
    door: Door
    enrolment_id: uuid.UUID
    conversation_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class Seeded:
    """What the operations need to know. `pairs` are learners and their tutors, each in one pair at most.

    `work` holds (block, verb, data) of events that are accepted.
    """

    learners: list[Learner]
    pairs: list[tuple[Learner, Door]]
    tutor: Door
    module: str
    unit: str
    work: Work


def fill(app: Flask, size: Size) -> Seeded:
    """Fill an empty, migrated database."""
    database: Database = app.extensions["compagnon_database"]
    with app.app_context():
        with database.writing() as session:
            seeded = _fill(session, size)
        statement = "ANALYZE" if database.is_sqlite else "VACUUM ANALYZE"
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text(statement))
    return seeded


def _fill(session: Session, size: Size) -> Seeded:
    add_centres(session)
    owner = session.scalars(select(Centre).order_by(Centre.code)).first()
    assert owner is not None
    version = import_shipped(session, runtime().store, CONTENT, owner.id, True)
    module = session.get_one(Module, version.module_id)
    outline = outline_of(session, module)
    work = list_work(session, outline)
    people = write_people(session, learners=size.learners, tutors=size.tutors)
    each = size.events // size.learners
    profiles = [study(session, module, people, number, events=each, work=work) for number in range(PROFILES)]
    enrolments = repeat(session, people, profiles)
    conversations = accompany(session, enrolments)
    plan_sessions(session, people, enrolments, outline)
    pairs = _open_pairs(session, enrolments, conversations)
    paired = {learner.enrolment_id for learner, _tutor in pairs}
    others = [each for each in enrolments if each.id not in paired][: SIGNED_IN - len(pairs)]
    learners = [learner for learner, _tutor in pairs] + [
        _learner(session, each, conversations) for each in others
    ]
    remote = next(unit for unit in outline.units if unit.place is Place.REMOTE)
    return Seeded(learners, pairs, open_door(session, people.tutors[0]), module.slug, remote.code, work)


def _learner(session: Session, enrolment: Enrolment, conversations: dict[uuid.UUID, uuid.UUID]) -> Learner:
    return Learner(open_door(session, enrolment.learner_id), enrolment.id, conversations[enrolment.id])


def _open_pairs(
    session: Session, enrolments: Sequence[Enrolment], conversations: dict[uuid.UUID, uuid.UUID]
) -> list[tuple[Learner, Door]]:
    """So many learners whose tutors differ."""
    first = {enrolment.tutor_id: enrolment for enrolment in reversed(enrolments)}
    chosen = list(first.values())[:PAIRS]
    return [(_learner(session, each, conversations), open_door(session, each.tutor_id)) for each in chosen]
