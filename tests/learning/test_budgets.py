"""As many statements with one row as with a thousand."""

from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from app.catalogue.shelf import forget_all
from app.kernel.db import Database
from app.learning.services.enrolments import enrol
from tests.cast import Cast
from tests.counting import statements
from tests.learning.conftest import Aside
from tests.learning.samples import Study, begin, publish, send

pytestmark = pytest.mark.postgres

A_BATCH, A_CALL = 12, 12


def mixed_events(study: Study, start: Any, count: int) -> list[dict[str, Any]]:
    return [
        study.event(f"texte-{at // 4}", "seen")
        if at % 4 == 0
        else study.answer("choisir", "a2", n=at)
        if at % 4 == 1
        else study.event(f"texte-{at // 4}", "left")
        if at % 4 == 2
        else study.active(20, start + timedelta(minutes=at))
        for at in range(count)
    ]


def test_a_batch_of_500_takes_no_more_statements_than_one_of_4(
    client: FlaskClient, database: Database, aside: Aside, cast: Cast, clock: Any
) -> None:
    with aside() as session:
        study = begin(session, cast, filler=130)
    start = clock()
    clock.move(hours=12)
    counts = []
    for size in (4, 500, 4):
        events = mixed_events(study, start, size)
        with statements(database) as seen:
            told = client.post(
                "/api/v1/learning/events", json={"events": events}, headers=cast.learner.bearer
            )
        assert len(told.json["accepted"]) == size
        counts.append(len(seen))
    assert max(counts) <= A_BATCH
    assert counts[1] == counts[2]


def test_a_batch_over_several_enrolments_takes_no_more(
    client: FlaskClient, database: Database, aside: Aside, cast: Cast, clock: Any
) -> None:
    with aside() as session:
        modules = [publish(session, cast.centre_id, slug=f"m{at}", filler=9) for at in range(6)]
        studies = [
            Study(each, enrol(session, learner_id=cast.learner.id, module=each)[0]) for each in modules
        ]
    start = clock()
    clock.move(hours=12)
    events = [event for at, study in enumerate(studies) for event in mixed_events(study, start, 2 + at * 5)]
    with statements(database) as seen:
        told = client.post("/api/v1/learning/events", json={"events": events}, headers=cast.learner.bearer)
    assert told.json["accepted"] == [event["id"] for event in events]
    assert len(seen) <= A_BATCH


@pytest.mark.parametrize("address", ["/enrolments", "/enrolments/{id}", "/enrolments/{id}/progress"])
def test_a_call_takes_the_same_statements_with_a_thousand_steps(
    client: FlaskClient, database: Database, aside: Aside, cast: Cast, address: str
) -> None:
    with aside() as session:
        study = begin(session, cast, filler=250)
    counts = []
    # The first time, the version is read and kept for the process.
    client.get("/api/v1" + address.format(id=study.enrolment.id), headers=cast.learner.bearer)
    for size in (1, 500, 500):
        with aside() as session:
            send(session, cast.learner, *(study.event(f"texte-{at % 250}", "seen") for at in range(size)))
        forget_all()
        with statements(database) as seen:
            client.get("/api/v1" + address.format(id=study.enrolment.id), headers=cast.learner.bearer)
        counts.append(len(seen))
    assert counts[0] == counts[1] == counts[2] <= A_CALL
