"""A safety point reported in a module stands before whoever receives or accompanies its people, and before nobody else."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.in_centre.models import Booking
from app.kernel.clock import now
from app.kernel.db import Database
from app.kernel.ids import new_id
from app.learning.models import ErrorReport, ReportState
from tests.cast import Cast, Member
from tests.in_centre.conftest import Workshop

pytestmark = pytest.mark.postgres
SAID = "Une erreur est signalée sur un point de sécurité"
Report = Callable[..., None]


@pytest.fixture
def report(app: Flask, database: Database, cast: Cast, workshop: Workshop) -> Report:
    """Someone reports a block of the module; told as open, or as closed in some way."""

    def act(
        *, is_safety: bool = True, state: ReportState = ReportState.OPEN, corrected_in: int | None = None
    ):
        closed = None if state is ReportState.OPEN else now()
        with app.app_context(), database.writing() as session:
            session.add(
                ErrorReport(
                    id=new_id(),
                    module_id=workshop.studied.module.id,
                    version_id=workshop.studied.version_id,
                    unit="au-banc",
                    block="tache",
                    label="Le cadenas",
                    is_safety=is_safety,
                    text="<script>alert(1)</script>",
                    reported_by=cast.learner.id,
                    reported_at=now(),
                    state=state,
                    corrected_in=corrected_in,
                    closed_at=closed,
                    closed_by=cast.author.id if closed else None,
                )
            )

    return act


def pages(app: Flask, cast: Cast, workshop: Workshop, place: Booking) -> list[str]:
    """The session, the grid and the time-line of a learner, each before who reads it."""
    session = f"/sessions/{workshop.planned.id}"
    return [
        read(app, cast.host, session),
        read(app, cast.host, f"{session}/grid/{place.id}"),
        read(app, cast.tutor, f"/tutor/learners/{workshop.nadia.id}"),
    ]


def read(app: Flask, member: Member, address: str) -> str:
    client: FlaskClient = member.sit_down(app.test_client())
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.text


def test_host_assessor_and_tutor_are_warned_without_the_words_of_the_report(
    app: Flask, cast: Cast, workshop: Workshop, nadias_place: Booking, report: Report
) -> None:
    report()
    for page in pages(app, cast, workshop, nadias_place):
        assert page.count(SAID) == 1
        assert "Le cadenas" in page
        assert "alert(1)" not in page


def test_what_is_no_safety_point_or_was_unfounded_warns_nobody(
    app: Flask, cast: Cast, workshop: Workshop, nadias_place: Booking, report: Report
) -> None:
    report(is_safety=False)
    report(state=ReportState.UNFOUNDED)
    for page in pages(app, cast, workshop, nadias_place):
        assert SAID not in page


def test_who_receives_people_on_a_version_before_the_correction_is_still_warned(
    app: Flask, cast: Cast, workshop: Workshop, nadias_place: Booking, report: Report
) -> None:
    report(state=ReportState.CORRECTED, corrected_in=2)
    for page in pages(app, cast, workshop, nadias_place):
        assert "corrigé dans la version 2" in page.replace("\xa0", " ")


def test_who_is_on_the_corrected_version_is_not(
    app: Flask, cast: Cast, workshop: Workshop, nadias_place: Booking, report: Report
) -> None:
    report(state=ReportState.CORRECTED, corrected_in=1)
    for page in pages(app, cast, workshop, nadias_place):
        assert SAID not in page


def test_who_learns_is_warned_on_the_page_of_the_session_too(
    app: Flask, cast: Cast, workshop: Workshop, nadias_place: Booking, report: Report
) -> None:
    address = f"/learn/sessions/{workshop.planned.id}"
    report(is_safety=False)
    assert SAID not in read(app, cast.learner, address)
    report()
    page = read(app, cast.learner, address)
    assert page.count(SAID) == 1
    assert "Bloc «\u00a0Le cadenas\u00a0»" in page
    assert "alert(1)" not in page


def test_who_follows_a_corrected_version_reads_no_warning_there(
    app: Flask, cast: Cast, workshop: Workshop, nadias_place: Booking, report: Report
) -> None:
    report(state=ReportState.CORRECTED, corrected_in=1)
    assert SAID not in read(app, cast.learner, f"/learn/sessions/{workshop.planned.id}")
