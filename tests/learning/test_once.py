"""What is sent twice counts once: in one batch, one after the other, and on two connections at once."""

import threading
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.kernel.db import Database
from app.learning.models import BlockState, Enrolment, Presence, Step
from app.learning.services.recording import record_events
from app.learning.services.replaying import verify_progress
from tests.cast import Cast
from tests.learning.samples import Study, begin, send

pytestmark = pytest.mark.postgres


def test_a_batch_sent_again_changes_nothing(session: Session, cast: Cast, study: Study, clock: Any) -> None:
    clock.move(minutes=10)
    events = [study.event("lire", "seen"), study.answer("compter", "9"), study.active(30, clock())]
    first = send(session, cast.learner, *events)
    clock.move(days=2)
    again = send(session, cast.learner, *events, sent_at=clock())
    assert first.accepted == again.duplicate == [event["id"] for event in events]
    assert again.accepted == []
    assert session.get_one(BlockState, (study.enrolment.id, "compter")).tries == 1
    assert study.enrolment.active_seconds == 30


def test_an_event_twice_in_one_batch_counts_once(session: Session, cast: Cast, study: Study) -> None:
    event = study.answer("compter", "9")
    answer = send(session, cast.learner, event, event, event | {"verb": "active", "data": {"seconds": 9}})
    assert (answer.accepted, answer.duplicate) == ([event["id"]], [event["id"]] * 2)
    assert session.scalar(select(func.count()).select_from(Step)) == 1
    assert session.scalar(select(func.count()).select_from(Presence)) == 0


def test_an_id_known_as_presence_is_no_step_later(
    session: Session, cast: Cast, study: Study, clock: Any
) -> None:
    active = study.active(10, clock())
    send(session, cast.learner, active)
    again = send(session, cast.learner, active | {"verb": "seen", "data": {}})
    assert again.duplicate == [active["id"]]
    assert session.scalar(select(func.count()).select_from(Step)) == 0


def test_two_enrolments_may_carry_the_same_id(session: Session, cast: Cast, study: Study) -> None:
    from app.learning.services.enrolments import enrol

    other, _ = enrol(session, learner_id=cast.second_learner.id, module=study.module)
    session.commit()
    event = study.event("lire", "seen")
    send(session, cast.learner, event)
    answer = send(session, cast.second_learner, event | {"enrolment": str(other.id)})
    assert answer.accepted == [event["id"]]


def test_the_same_batch_on_two_connections_counts_once(
    app: Flask, database: Database, session: Session, cast: Cast
) -> None:
    study = begin(session, cast)
    events = [study.answer("compter", "9"), study.event("lire", "seen"), study.event("alerte", "seen")]
    gate, told = threading.Barrier(4), []

    def report() -> None:
        with app.app_context(), database.session(writes=True) as own:
            gate.wait()
            recorded = record_events(own, cast.learner.actor, events=events)
            own.commit()
            told.append(recorded)

    threads = [threading.Thread(target=report) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(len(recorded.accepted) for recorded in told) == [0, 0, 0, 3]
    assert sum(len(recorded.duplicate) for recorded in told) == 9
    session.rollback()
    session.expire_all()
    assert session.get_one(Enrolment, study.enrolment.id).done_blocks == 2
    assert verify_progress(session, study.enrolment.id) == []


def test_devices_that_report_at_once_all_count(
    app: Flask, database: Database, session: Session, cast: Cast
) -> None:
    study = begin(session, cast, filler=12)
    gate = threading.Barrier(4)

    def report(device: int) -> None:
        with app.app_context():
            gate.wait()
            for at in range(3):
                with database.session(writes=True) as own:
                    event = study.event(f"texte-{device * 3 + at}", "seen")
                    record_events(own, cast.learner.actor, events=[event], device=f"d{device}")
                    own.commit()

    threads = [threading.Thread(target=report, args=(device,)) for device in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    session.rollback()
    session.expire_all()
    assert session.get_one(Enrolment, study.enrolment.id).done_blocks == 12
    assert verify_progress(session, study.enrolment.id) == []
