"""The traps other platforms fell into."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.catalogue.models import Module
from app.kernel.db import Database
from app.learning.models import BlockState, Enrolment, State
from app.learning.queries import explain, get_followed
from app.learning.services.recording import record_events
from app.learning.services.replaying import verify_progress
from tests.cast import Cast
from tests.learning.conftest import Aside
from tests.learning.samples import REQUIRED, Study, publish_version, send

pytestmark = pytest.mark.postgres

ALL = ["lire", "alerte", "choisir", "en-plus", "ordonner", "compter", "verifier", "atelier"]
RIGHT = {"choisir": "a1", "ordonner": ["i1", "i2", "i3"], "compter": "10", "verifier": ["k1", "k2"]}


def finish(study: Study, block: str) -> dict[str, Any]:
    return study.answer(block, RIGHT[block]) if block in RIGHT else study.event(block, "seen")


def test_trap_08_progress_stays_between_0_and_100_only_grows_and_is_one_figure(
    client: FlaskClient, aside: Aside, cast: Cast, begun: Study
) -> None:
    told: list[int] = []
    tutor = cast.tutor if begun.enrolment.tutor_id == cast.tutor.id else cast.substitute
    address = f"/api/v1/enrolments/{begun.enrolment.id}"
    for at, block in enumerate(ALL * 2):
        with aside() as session:
            send(session, cast.learner, finish(begun, block))
            if at == 3:
                publish_version(session, session.get_one(Module, begun.module.id), filler=9, without="lire")
            enrolment = session.get_one(Enrolment, begun.enrolment.id)
            seen = {
                explain(session, enrolment).percent,
                get_followed(session, tutor.actor, enrolment.id).percent,
            }
        for member in (cast.learner, tutor):
            seen.add(client.get(address + "/progress", headers=member.bearer).json["percent"])
            seen.add(client.get(address, headers=member.bearer).json["percent"])
        assert len(seen) == 1
        told += seen
    assert told == sorted(told)
    assert told[-1] == (REQUIRED - 1) * 100 // REQUIRED


def test_trap_09_opening_and_leaving_completes_nothing(session: Session, cast: Cast, study: Study) -> None:
    for block in ALL:
        send(session, cast.learner, study.event(block, "opened"), study.event(block, "left"))
    session.expire_all()
    assert study.enrolment.done_blocks == 0
    assert explain(session, study.enrolment).percent == 0


def test_trap_09_time_alone_completes_nothing(session: Session, cast: Cast, study: Study, clock: Any) -> None:
    start = clock()
    clock.move(hours=2)
    beats = [study.active(60, start + timedelta(minutes=minute)) for minute in range(1, 60)]
    send(session, cast.learner, *beats)
    session.expire_all()
    assert (study.enrolment.done_blocks, study.enrolment.active_seconds) == (0, 59 * 60)


def test_trap_09_what_was_seen_is_done_after_any_wait(
    session: Session, cast: Cast, study: Study, clock: Any
) -> None:
    send(session, cast.learner, study.event("lire", "opened"))
    clock.move(minutes=53)
    send(session, cast.learner, study.event("lire", "seen"))
    session.expire_all()
    assert study.enrolment.done_blocks == 1


def test_trap_12_the_server_counts_tries_over_two_tabs(
    app: Flask, database: Database, session: Session, cast: Cast, study: Study
) -> None:
    gate = threading.Barrier(3)

    def answer(response: str) -> None:
        with app.app_context(), database.session(writes=True) as own:
            gate.wait()
            record_events(own, cast.learner.actor, events=[study.answer("compter", response)])
            own.commit()

    threads = [threading.Thread(target=answer, args=(response,)) for response in ("7", "8", "9")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    send(session, cast.learner, study.answer("compter", "10"))
    session.expire_all()
    state = session.get_one(BlockState, (study.enrolment.id, "compter"))
    assert (state.state, state.tries, state.because["right"]) == (State.DONE, 2, False)
    assert verify_progress(session, study.enrolment.id) == []


def test_trap_12_a_replayed_request_is_no_new_try(session: Session, cast: Cast, study: Study) -> None:
    wrong = study.answer("compter", "9")
    for _ in range(3):
        send(session, cast.learner, wrong)
    session.expire_all()
    assert session.get_one(BlockState, (study.enrolment.id, "compter")).state is State.TRIED


@pytest.mark.parametrize("first", ["telephone", "tablette"])
def test_trap_20_two_devices_offline_agree_in_whatever_order_they_sync(
    session: Session, cast: Cast, study: Study, clock: Any, first: str
) -> None:
    start = study.enrolment.begun_at

    def at(minute: int) -> str:
        return (start + timedelta(minutes=minute)).isoformat()

    work = {
        "telephone": [
            study.answer("choisir", "a2", n=1, occurred_at=at(5)),
            study.answer("choisir", "a1", n=2, occurred_at=at(15)),
            study.event("lire", "seen", n=3, occurred_at=at(16)),
            study.active(60, start + timedelta(minutes=16)),
        ],
        "tablette": [
            study.answer("choisir", "a2", n=1, occurred_at=at(10)),
            study.event("alerte", "seen", n=2, occurred_at=at(20)),
            study.active(60, start + timedelta(minutes=16, seconds=30)),
        ],
    }
    clock.move(days=3)
    second = "tablette" if first == "telephone" else "telephone"
    # The first device is wiped after its sync, and restores what the server has; the second sends twice.
    for device in (first, second, second):
        send(session, cast.learner, *work[device], device=device)
    session.expire_all()
    state = session.get_one(BlockState, (study.enrolment.id, "choisir"))
    assert (state.state, state.tries, state.since) == (State.DONE, 3, start + timedelta(minutes=15))
    enrolment = session.get_one(Enrolment, study.enrolment.id)
    assert (enrolment.done_blocks, enrolment.active_seconds, enrolment.last_block) == (3, 90, "alerte")
    assert verify_progress(session, study.enrolment.id) == []
