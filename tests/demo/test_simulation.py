"""A simulated network is sound, looks lived in, and is the same for the same seed."""

from collections import Counter
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.catalogue.services.shipping import import_shipped
from app.demo.histories import CONTENT, MODULE
from app.demo.network import add_centres
from app.demo.simulation.lives import draw_lives
from app.demo.simulation.making import AlreadyThere, make_network
from app.demo.simulation.size import Size
from app.in_centre.models import Booking, InCentreSession, Observation
from app.kernel.db import Database
from app.kernel.runtime import runtime
from app.learning.models import BlockState, Enrolment, Presence, Step
from app.network.models import Centre
from app.operation.proofs import Ground, check
from app.people.models import Membership, Person, Role
from app.tutoring.models import HelpRequest, HelpState
from tests.conftest import Hands

SMALL = Size(centres=3, learners=96, events=6_000, weeks=6, seed=4)


def publish(app: Flask, database: Database, *slugs: str) -> None:
    """Modules that every centre may use."""
    with app.app_context(), database.writing() as session:
        add_centres(session)
        owner = session.scalars(select(Centre).order_by(Centre.code)).first()
        assert owner
        for slug in slugs:
            import_shipped(session, runtime().store, CONTENT / slug, owner.id, True)


@pytest.mark.postgres
def test_a_simulated_network_is_sound_and_every_list_has_rows(
    app: Flask, database: Database, clock: Hands
) -> None:
    publish(app, database, MODULE, "chariot-elevateur-verifications")
    with app.app_context():
        with database.writing() as session:
            made = make_network(session, SMALL)
        ground = Ground(database, runtime().store, runtime().settings.database)
        assert {proof.name: proof.faults for proof in check(ground) if not proof.holds} == {}
    with database.reading() as session:
        loads = Counter(made.people.tutor_of(number) for number in range(SMALL.learners))
        assert all(25 <= load <= 40 for load in loads.values())
        for tutor_id, load in loads.items():
            followed = select(Enrolment.learner_id).where(Enrolment.tutor_id == tutor_id).distinct()
            assert len(session.scalars(followed).all()) == load
        told = session.scalar(select(func.count()).select_from(Step)) or 0
        told += session.scalar(select(func.count()).select_from(Presence)) or 0
        assert 0.75 * SMALL.events <= told <= 1.25 * SMALL.events
        assert set(session.scalars(select(HelpRequest.state))) == {HelpState.OPEN, HelpState.ANSWERED}
        assert session.scalar(select(func.max(BlockState.wrong_in_a_row))) >= 3  # type: ignore[operator]
        roles = set(session.scalars(select(Membership.role)))
        assert roles >= {Role.LEARNER, Role.TUTOR, Role.TRAINER, Role.SESSION_HOST, Role.CENTRE_MANAGER}
        check_workshops(session, clock)
    with database.writing() as session, pytest.raises(AlreadyThere):
        make_network(session, SMALL)


def check_workshops(session: Session, clock: Hands) -> None:
    """Places are counted, dates lie behind and ahead, and what was signed is what the steps name."""
    for date in session.scalars(select(InCentreSession)):
        booked = session.scalar(select(func.count()).where(Booking.session_id == date.id))
        assert date.taken == booked <= date.capacity
    ends = select(InCentreSession.ends_at).join(Booking, Booking.session_id == InCentreSession.id)
    moments = session.scalars(ends).all()
    assert min(moments) < clock() < max(moments)
    seen = {
        str(row.id): row.enrolment_id
        for row in session.execute(
            select(Observation.id, Booking.enrolment_id).join(Booking, Booking.id == Observation.booking_id)
        )
    }
    stated = [step for step in session.scalars(select(Step)) if "stated" in step.result]
    assert stated
    assert all(seen[step.result["stated"]["id"]] == step.enrolment_id for step in stated)


def describe(session: Session) -> list[Any]:
    """What everyone is called and how far they came."""
    rows = session.execute(
        select(
            Person.email,
            Person.given_name,
            Person.family_name,
            Enrolment.begun_at,
            Enrolment.done_blocks,
            Enrolment.last_sequence,
            Enrolment.active_seconds,
            Enrolment.last_step_at,
        )
        .join(Enrolment, Enrolment.learner_id == Person.id)
        .order_by(Person.email, Enrolment.begun_at)
    )
    return [tuple(row) for row in rows]


def test_the_same_seed_makes_the_same_network_and_another_seed_another(
    app: Flask, database: Database, clock: Hands
) -> None:
    publish(app, database, MODULE)
    told = []
    with app.app_context():
        for seed in (7, 7):
            with database.session(writes=True) as session:
                make_network(session, Size(centres=1, learners=16, events=900, weeks=4, seed=seed))
                told.append(describe(session))
                session.rollback()
    assert told[0] == told[1]
    one, other = (draw_lives(Size(seed=seed), whole=200) for seed in (7, 8))
    assert one != other


def test_a_real_installation_refuses_it_and_says_why(app: Flask, database: Database) -> None:
    told = app.test_cli_runner().invoke(args=["compagnon", "simulate"])
    assert told.exit_code == 1
    assert "COMPAGNON_DEMO=1" in told.output
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Person)) == 0
