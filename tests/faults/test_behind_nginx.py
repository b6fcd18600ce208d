"""The files of deploy/: nginx takes its configuration and people work behind it; the service manager takes its units."""

import shutil
import ssl
import subprocess
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import socketio

from tests import databases
from tests.cast import Member
from tests.faults.nginx import configure
from tests.servers import ROOT, Server, redis_server, serving

pytestmark = pytest.mark.faults

ANALYZE = shutil.which("systemd-analyze")


def test_nginx_takes_the_configuration(tmp_path: Path) -> None:
    words = configure(tmp_path, port=databases.free_port(), behind=[8000])
    done = subprocess.run([*words, "-t"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "warn" not in done.stderr


@dataclass(frozen=True)
class Front:
    """An installation behind nginx, at `address`."""

    server: Server
    address: str

    def open(self, path: str, **headers: str) -> tuple[int, dict[str, str], str]:
        asked = urllib.request.Request(self.address + path, headers=headers)
        trusting = ssl._create_unverified_context()
        try:
            with urllib.request.urlopen(asked, timeout=30, context=trusting) as answer:
                return answer.status, dict(answer.headers), answer.read().decode()
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, dict(refused.headers), ""

    @contextmanager
    def socket(self, member: Member) -> Iterator[socketio.SimpleClient]:
        """As a browser does: by its cookie, from a page of the same origin."""
        with socketio.SimpleClient(reconnection=False, ssl_verify=False) as client:
            headers = {"Cookie": self.server.cookie_of(member)}
            client.connect(self.address, transports=["websocket"], namespace="/chat", headers=headers)
            yield client


@pytest.fixture(params=["embedded", "scaled"])
def front(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Front]:
    port, behind = databases.free_port(), databases.free_port()
    words = configure(tmp_path, port=port, behind=[behind])
    with ExitStack() as stack:
        if request.param == "embedded":
            tmpfs = request.getfixturevalue("tmpfs")
            known = {"database_url": databases.copy_of(request.getfixturevalue("sqlite_template"), tmpfs)}
        else:
            postgres = request.getfixturevalue("postgres")
            url = databases.create_database(postgres, template=request.getfixturevalue("postgres_template"))
            stack.callback(databases.drop_database, postgres, url)
            known = {"database_url": url, "redis_url": stack.enter_context(redis_server()), "workers": "2"}
        address = f"https://localhost:{port}"
        served = serving(**known, public_url=address, trusted_proxies=1, metrics=1, port=behind)
        server = stack.enter_context(served)
        process = subprocess.Popen(words)
        stack.callback(process.wait, 10)
        stack.callback(process.terminate)
        yield Front(server, wait_until_open(address))


def wait_until_open(address: str) -> str:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"{address}/readyz", timeout=5, context=ssl._create_unverified_context())
        except OSError:
            time.sleep(0.1)
        else:
            return address
    raise AssertionError("nginx does not answer")


def test_people_work_behind_nginx_by_pages_files_and_sockets(front: Front) -> None:
    learner, tutor = front.server.cast.learner, front.server.cast.tutor
    status, headers, page = front.open("/learn", Cookie=front.server.cookie_of(learner))
    assert (status, "Nadia" in page) == (200, True)
    assert "max-age" in headers["Strict-Transport-Security"]
    assert front.open("/metrics")[0] == 403
    with urllib.request.urlopen(f"{front.server.address}/metrics", timeout=10) as figures:
        assert 'compagnon_request_seconds_count{kind="page",status="2xx"}' in figures.read().decode()
    asset = page.partition('href="/assets/')[2].partition('"')[0]
    if (ROOT / "app" / "ui" / "static" / asset).exists():  # where the front end is built
        status, headers, _text = front.open(f"/assets/{asset}")
        assert (status, "immutable" in headers["Cache-Control"]) == (200, True)
    conversation = front.server.open_conversation()
    given = {"conversation": str(conversation), "client_id": str(uuid.uuid4()), "text": "Par le mandataire"}
    with front.socket(learner) as hers, front.socket(tutor) as theirs:
        answer = hers.call("send", given, timeout=20)
        assert answer["ok"] is True
        told = {}
        while told.get("text") != given["text"]:
            _event, told = theirs.receive(timeout=20)


@pytest.mark.parametrize("unit", sorted(path.name for path in (ROOT / "deploy" / "systemd").iterdir()))
def test_the_service_manager_takes_each_unit(unit: str, tmp_path: Path) -> None:
    if ANALYZE is None:
        pytest.skip("systemd-analyze is not installed")
    for path in (ROOT / "deploy" / "systemd").iterdir():
        # It looks whether the program is there.
        text = path.read_text("utf-8").replace("/opt/compagnon/.venv/bin/flask", "/bin/true")
        (tmp_path / path.name).write_text(text)
    done = subprocess.run(
        [ANALYZE, "verify", str(tmp_path / unit)], capture_output=True, text=True, check=False
    )
    told = [line for line in done.stderr.splitlines() if str(tmp_path) in line or unit in line]
    assert (done.returncode, told) == (0, [])
