"""Killed between COMMIT and answer: who asks again gets what was made, not a second one."""

import contextlib
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from socketio.exceptions import SocketIOError, TimeoutError

from app.kernel.clock import now
from tests.faults.load import Reporting, Sent, read_history
from tests.in_centre.making import enrol, make_module, plan_session
from tests.servers import Server, wait_until_ready

pytestmark = [
    pytest.mark.faults,
    pytest.mark.usefixtures("turn"),
    # The client library drops its sockets unclosed when the server is gone.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@contextlib.contextmanager
def dying_at(server: Server, *places: str) -> Iterator[None]:
    """Started again so that a process dies where told, and afterwards so that none does."""
    server.kill()
    server.environment["COMPAGNON_FAILPOINTS"] = ",".join(places)
    server.start()
    yield
    server.kill()
    del server.environment["COMPAGNON_FAILPOINTS"]
    server.start()


@dataclass(frozen=True)
class Call:
    address: str
    body: dict[str, Any] | None = None


def a_message(server: Server) -> Call:
    conversation = server.open_conversation()
    sent = Sent(server.cast.learner, conversation, str(uuid.uuid4()))
    return Call(f"/api/v1/conversations/{conversation}/messages", sent.given)


def a_batch_of_events(server: Server) -> Call:
    reporting = Reporting(server)
    return Call("/api/v1/learning/events", {"events": [reporting.an_event() for _ in range(5)]})


def a_booking(server: Server) -> Call:
    cast = server.cast
    with server.app.app_context(), server.database.writing() as session:
        studied = make_module(session, cast.centre_id, slug="to-book")
        enrol(session, studied, cast.learner.id, centre_id=cast.centre_id, tutor_id=cast.tutor.id)
        starts_at = now() + timedelta(days=3)
        planned = plan_session(
            session, studied, centre_id=cast.centre_id, host_id=cast.host.id, starts_at=starts_at
        )
        return Call(f"/api/v1/sessions/{planned.id}/bookings")


def an_enrolment(server: Server) -> Call:
    with server.app.app_context(), server.database.writing() as session:
        studied = make_module(session, server.cast.centre_id, slug="to-begin")
        return Call(f"/api/v1/modules/{studied.module.slug}/enrolments")


def test_what_was_made_and_never_answered_is_found_when_asked_again(server: Server) -> None:
    learner, conversation = server.cast.learner, server.open_conversation()
    message = {"conversation": str(conversation), "client_id": str(uuid.uuid4()), "text": "Une fois"}
    calls = [prepare(server) for prepare in (a_message, a_batch_of_events, a_booking, an_enrolment)]
    with dying_at(server, "after_commit_before_ack", "after_commit_before_answer"):
        with server.socket(learner) as socket, pytest.raises((SocketIOError, TimeoutError)):
            socket.call("send", message, timeout=10)
        for call in calls:
            wait_until_ready(server.address, server.process)
            with pytest.raises(OSError):
                server.call("POST", call.address, token=learner.token, body=call.body)
    for call in calls:
        status, found = server.call("POST", call.address, token=learner.token, body=call.body)
        assert status == 200, found
        if call.address.endswith("/events"):
            assert (found["accepted"], len(found["duplicate"])) == ([], 5)
    with server.socket(learner) as socket:
        again = socket.call("send", message)
        following = socket.call("send", message | {"client_id": str(uuid.uuid4())})
    assert (again["message"]["seq"], following["message"]["seq"]) == (1, 2)
    assert read_history(server, learner, conversation) == [again["message"], following["message"]]
