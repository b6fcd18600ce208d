"""Many people follow a move in batches: killed in between, or done twice, everyone is moved once and told once."""

import os
import subprocess
import sys

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.kernel.db import Database
from app.kernel.ids import new_id
from app.kernel.outbox import DutyState, OutboxRow, drain
from app.learning.duties import learning_duties
from app.learning.models import Enrolment, Move, MovedEnrolment
from app.learning.services.batches import BATCH
from app.learning.services.enrolments import enrol
from app.learning.services.moving import begin_move
from app.people.models import Role
from app.settings import Settings
from tests.cast import Cast, passer_by
from tests.learning.samples import Study, publish_version
from tests.mails import mails_of

pytestmark = pytest.mark.postgres

DRAIN = """
from app import create_app
from app.kernel.outbox import drain
from app.settings import load_settings
app = create_app(load_settings())
drain(app.extensions["compagnon_database"])
"""


def begin(session: Session, cast: Cast, study: Study, people: int) -> Move:
    """So many more than Nadia on version 1, and the decision to move them all."""
    for _ in range(people):
        person, _actor = passer_by(session, cast.centre_id, Role.LEARNER)
        enrol(session, learner_id=person.id, module=study.module, tutor_id=cast.tutor.id)
    publish_version(session, study.module, without="lire")
    begun, _created = begin_move(
        session, cast.author.actor, move_id=new_id(), slug=study.module.slug, number=1, decisions={}
    )
    learning_duties().move_on(session, begun)
    session.commit()
    return begun


def count_mails(session: Session) -> int:
    return session.scalar(select(func.count()).where(OutboxRow.handler == "mail")) or 0


def test_a_move_ends_when_everyone_has_followed_and_been_told_by_mail(
    app: Flask, database: Database, session: Session, cast: Cast, study: Study
) -> None:
    begun = begin(session, cast, study, BATCH)
    drain(database)
    session.expire_all()
    ended = session.get_one(Move, begun.id)
    assert (ended.ended_at is None, ended.moved) == (False, BATCH + 1)
    assert set(session.scalars(select(Enrolment.version_id))) == {begun.to_version_id}
    mails = session.scalars(select(OutboxRow).where(OutboxRow.handler == "mail")).all()
    assert len({mail.payload["to"] for mail in mails}) == len(mails) == BATCH + 1
    assert all("version 2" in text for text in mails_of(app))
    assert {row.state for row in session.scalars(select(OutboxRow))} == {DutyState.DONE}


def test_a_kill_in_the_middle_of_a_move_loses_nobody_and_tells_nobody_twice(
    app: Flask, settings: Settings, database: Database, session: Session, cast: Cast, study: Study
) -> None:
    begun = begin(session, cast, study, 2 * BATCH)
    drain(database, at_most=1)
    killed = subprocess.run(
        [sys.executable, "-c", DRAIN],
        env=os.environ
        | {
            "DATABASE_URL": settings.database_url,
            "INSTANCE": str(settings.instance),
            "COMPAGNON_TESTING": "1",
            "COMPAGNON_FAILPOINTS": "move_learners",
        },
        check=False,
        capture_output=True,
    )
    assert killed.returncode == -9, killed.stderr
    session.expire_all()
    assert session.get_one(Move, begun.id).moved == BATCH
    assert count_mails(session) == BATCH
    session.rollback()
    drain(database)
    session.expire_all()
    ended = session.get_one(Move, begun.id)
    assert (ended.ended_at is None, ended.moved) == (False, 2 * BATCH + 1)
    assert session.scalar(select(func.count()).select_from(MovedEnrolment)) == 2 * BATCH + 1
    assert count_mails(session) == 2 * BATCH + 1
