"""kill -9 under load: what was acknowledged is there, once, in order; what was not may be sent again."""

import os
import signal
import time

import psutil
import pytest
from sqlalchemy import select

from app.learning.models import Step
from tests.faults.conftest import moments
from tests.faults.load import MESSAGES_A_SECOND, Chatting, Reporting, meanwhile
from tests.servers import Server, wait_until_ready

pytestmark = [
    pytest.mark.faults,
    # The client library drops its sockets unclosed when the server is gone.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
LEAST_OFFERED_A_SECOND = 200


def kill_everything(server: Server) -> None:
    server.kill()
    server.start()


def kill_one_worker(server: Server) -> None:
    """The master puts another in its place."""
    workers = psutil.Process(server.process.pid).children()
    os.kill(workers[0].pid, signal.SIGKILL)
    psutil.wait_procs(workers[:1], timeout=5)
    wait_until_ready(server.address, server.process)


@pytest.mark.parametrize(
    ("way", "strike"),
    [("embedded", kill_everything), ("scaled", kill_one_worker), ("scaled", kill_everything)],
    ids=["embedded", "scaled_worker", "scaled"],
)
def test_nothing_acknowledged_is_lost_and_nothing_is_there_twice(
    way: str, strike: object, request: pytest.FixtureRequest
) -> None:
    server: Server = request.getfixturevalue(way)
    reporting = Reporting(server)
    for moment in moments(0.5, 2.0):
        chatting = Chatting(server)
        with meanwhile(chatting.go_on, reporting.go_on):
            wait_for(chatting)
            offered, begun = len(chatting.sent), time.monotonic()
            time.sleep(moment)
            rate = (len(chatting.sent) - offered) / (time.monotonic() - begun)
            strike(server)  # type: ignore[operator]
        assert LEAST_OFFERED_A_SECOND <= rate <= MESSAGES_A_SECOND * 1.2
        check_messages(chatting)
        check_events(reporting)


def wait_for(chatting: Chatting) -> None:
    deadline = time.monotonic() + 20
    while not chatting.acknowledged and time.monotonic() < deadline:
        time.sleep(0.05)
    assert chatting.acknowledged


def check_messages(chatting: Chatting) -> None:
    kept = chatting.history()
    for client_id, message in chatting.acknowledged.items():
        assert kept[client_id] == message
    chatting.repeat()
    again = chatting.history()
    assert kept.items() <= again.items()
    assert again == chatting.acknowledged
    assert {each.client_id for each in chatting.sent} == again.keys()


def check_events(reporting: Reporting) -> None:
    assert reporting.accepted
    assert reporting.accepted <= kept_events(reporting)
    for start in range(0, len(reporting.sent), 500):
        told = reporting.report(reporting.sent[start : start + 500])
        assert not reporting.accepted & set(told["accepted"])
        reporting.accepted |= set(told["accepted"]) | set(told["duplicate"])
    sent = {event["id"] for event in reporting.sent}
    assert kept_events(reporting) == sent == reporting.accepted


def kept_events(reporting: Reporting) -> set[str]:
    """The ids of the steps there are, once each and numbered without a gap."""
    with reporting.server.database.reading() as session:
        rows = session.execute(
            select(Step.id, Step.sequence)
            .where(Step.enrolment_id == reporting.enrolment)
            .order_by(Step.sequence)
        ).all()
    assert [sequence for _id, sequence in rows] == list(range(1, len(rows) + 1))
    return {str(step_id) for step_id, _sequence in rows}
