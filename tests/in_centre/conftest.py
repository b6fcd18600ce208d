from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.in_centre.models import Booking, InCentreSession
from app.kernel.db import Database
from app.learning.models import Enrolment
from tests.cast import Cast
from tests.in_centre.making import Studied, enrol, make_module, plan_session, seat


@dataclass(frozen=True)
class Workshop:
    """Thursday's bench, three places, in the first centre; Nadia is ready for it, Karim is not."""

    studied: Studied
    planned: InCentreSession
    nadia: Enrolment
    karim: Enrolment


@pytest.fixture
def workshop(app: Flask, database: Database, cast: Cast) -> Workshop:
    with app.app_context(), database.writing() as session:
        return set_up(session, cast)


def set_up(session: Session, cast: Cast) -> Workshop:
    studied = make_module(session, cast.centre_id)
    here = {"centre_id": cast.centre_id, "tutor_id": cast.tutor.id}
    return Workshop(
        studied,
        plan_session(session, studied, centre_id=cast.centre_id, host_id=cast.host.id),
        enrol(session, studied, cast.learner.id, **here),
        enrol(session, studied, cast.second_learner.id, **here, done=("r1",)),
    )


@pytest.fixture
def nadias_place(app: Flask, database: Database, workshop: Workshop) -> Booking:
    with app.app_context(), database.writing() as session:
        planned = session.get_one(InCentreSession, workshop.planned.id)
        return seat(session, planned, session.get_one(Enrolment, workshop.nadia.id))
