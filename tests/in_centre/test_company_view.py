"""What a company sees of someone in training, field by field, and what it never sees."""

import dataclasses
import typing
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.in_centre.models import Attendance, Booking, HalfDay, Observation, Verdict
from app.in_centre.queries.company import TrainingTold, list_for_company
from app.kernel.clock import now
from app.kernel.db import Database
from app.kernel.ids import new_id
from app.learning.models import Enrolment, EnrolmentKind
from tests.cast import Cast
from tests.in_centre.conftest import Workshop
from tests.in_centre.making import TASK, enrol, make_module

pytestmark = pytest.mark.postgres

ALLOWED = {
    "title",
    *("units.title", "units.is_done"),
    *("half_days.day", "half_days.half_day", "half_days.is_present"),
    *("results.title", "results.verdict", "results.signed_at"),
}
HIDDEN = ("Rendez-vous médical", "Tremble encore", "Coupé trop tôt", "Je ne suis pas d’accord", "Luc Signe")


def fields(kind: Any, before: str = "") -> Iterator[str]:
    for name, told in typing.get_type_hints(kind).items():
        inner = next((each for each in typing.get_args(told) if dataclasses.is_dataclass(each)), None)
        yield from fields(inner, f"{before}{name}.") if inner else iter([f"{before}{name}"])


def test_the_fields_are_these_and_no_others() -> None:
    assert set(fields(TrainingTold)) == ALLOWED


@pytest.fixture
def trained(app: Flask, database: Database, workshop: Workshop, nadias_place: Booking) -> None:
    """Nadia was there in the morning and away in the afternoon, and her grid is signed, with remarks."""
    with app.app_context(), database.writing() as session:
        session.get_one(Enrolment, workshop.nadia.id).kind = EnrolmentKind.TRAINING
        half_days(session, nadias_place)
        session.add(
            Observation(
                booking_id=nadias_place.id,
                version_id=workshop.studied.version_id,
                block=TASK,
                assessor_id=workshop.planned.host_id,
                title="Consigner un départ moteur",
                remarks={"reperer": HIDDEN[1]},
                stopped_reason=HIDDEN[2],
                stopped_at=now(),
                verdict=Verdict.REDO,
                created_at=now(),
                changed_at=now(),
                signed_at=now(),
                signed_name=HIDDEN[4],
                learner_comment=HIDDEN[3],
            )
        )


def half_days(session: Session, place: Booking) -> None:
    for half, is_present, reason in ((HalfDay.MORNING, True, ""), (HalfDay.AFTERNOON, False, HIDDEN[0])):
        session.add(
            Attendance(
                id=new_id(),
                booking_id=place.id,
                day=date(2026, 3, 12),
                half_day=half,
                is_present=is_present,
                reason=reason,
                confirmed_by=place.learner_id,
                confirmed_at=now(),
            )
        )


def test_a_training_is_told_as_presence_units_and_results(
    client: FlaskClient, app: Flask, database: Database, cast: Cast, trained: None
) -> None:
    with app.test_request_context(), database.reading() as session:
        (told,) = list_for_company(session, cast.learner.id)
    assert [unit.is_done for unit in told.units] == [True, False, False]
    assert [(half.half_day.value, half.is_present) for half in told.half_days] == [
        ("morning", True),
        ("afternoon", False),
    ]
    assert [result.verdict for result in told.results] == [Verdict.REDO]
    page = cast.learner.sit_down(client).get("/learn/company").text
    for shown in ("Consigner un départ moteur", "À refaire.", "12 mars 2026, matin", "absence", "faite"):
        assert shown in page
    for hidden in (*HIDDEN, "Sabine"):
        assert hidden not in page


def test_what_one_discovers_by_oneself_is_not_told(
    client: FlaskClient, app: Flask, database: Database, cast: Cast, trained: None
) -> None:
    with app.app_context(), database.writing() as session:
        other = make_module(session, cast.centre_id, slug="autre")
        other.module.title = "Découverte privée"
        enrol(session, other, cast.learner.id, centre_id=cast.centre_id, tutor_id=cast.tutor.id)
    assert "Découverte privée" not in cast.learner.sit_down(client).get("/learn/company").text
    karim = cast.second_learner.sit_down(app.test_client()).get("/learn/company").text
    assert "Votre entreprise ne voit rien" in karim
