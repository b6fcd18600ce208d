import time
import urllib.error
import urllib.request
from contextlib import ExitStack
from pathlib import Path

import pytest
import socketio
from simple_websocket import Client, ConnectionClosed

from tests import databases
from tests.servers import Server, redis_server, serving

# The client library drops its sockets unclosed when the server hangs up.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


@pytest.fixture(params=["embedded", "scaled"])
def own_server(request: pytest.FixtureRequest, tmpfs: Path):
    """A server for one test to stop."""
    with ExitStack() as stack:
        if request.param == "embedded":
            options = {"database_url": databases.copy_of(request.getfixturevalue("sqlite_template"), tmpfs)}
        else:
            postgres = request.getfixturevalue("postgres")
            template = request.getfixturevalue("postgres_template")
            options = {
                "database_url": databases.create_database(postgres, template=template),
                "redis_url": stack.enter_context(redis_server()),
                "workers": 2,
            }
        yield stack.enter_context(serving(**options))


def test_it_stops_in_time_with_sockets_open_and_they_come_back_by_themselves(own_server: Server) -> None:
    left, back = [], []
    clients = [socketio.Client(reconnection_delay=0.2, reconnection_delay_max=0.5) for _ in range(5)]
    for client in clients:
        client.on("disconnect", lambda *_reason: left.append(1), namespace="/chat")
        client.connect(
            own_server.address,
            transports=["websocket"],
            namespaces=["/chat"],
            auth={"token": own_server.cast.learner.token},
        )
        client.on("connect", lambda: back.append(1), namespace="/chat")
    assert own_server.stop() < 5
    assert len(left) == 5
    own_server.start()
    deadline = time.monotonic() + 10
    while len(back) < 5 and time.monotonic() < deadline:
        time.sleep(0.1)
    assert len(back) == 5
    for client in clients:
        client.disconnect()


def test_a_connection_that_never_asks_for_a_seat_is_closed(own_server: Server) -> None:
    silent = Client(own_server.address.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket")
    begun = time.monotonic()
    with pytest.raises(ConnectionClosed):
        listen_for(silent, seconds=20)
    assert time.monotonic() - begun < 15


def listen_for(silent: Client, *, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        silent.receive(timeout=1)


def test_it_says_not_ready_while_it_stops(own_server: Server) -> None:
    with own_server.socket(own_server.cast.learner):
        with urllib.request.urlopen(f"{own_server.address}/readyz", timeout=5) as ready:
            assert ready.status == 200
        own_server.process.terminate()
        time.sleep(0.1)
        # The listening socket is closed, or answers 503 meanwhile; never 200.
        with pytest.raises((urllib.error.URLError, OSError)):
            urllib.request.urlopen(f"{own_server.address}/readyz", timeout=5)
