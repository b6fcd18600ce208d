"""A backup while people write and study, restored elsewhere: equal, whole, and silent until it is called live."""

import os
import re
import subprocess
import sys
import time
import urllib.parse
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import select, update

from app.catalogue.models import ModuleVersion
from app.catalogue.services.indexing import index_again
from app.chat.models import Message
from app.kernel.db import Database
from app.operation.archive import reading
from app.operation.snapshots import count_rows
from app.settings import load_settings
from tests import databases
from tests.faults.conftest import moments
from tests.faults.load import Chatting, Reporting, meanwhile
from tests.servers import ROOT, Server, wait_until_ready

pytestmark = [
    pytest.mark.faults,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def console(environment: dict[str, str], *words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", "compagnon", *words],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@contextmanager
def an_empty_place(server: Server, tmp_path: Path, postgres: str | None) -> Iterator[dict[str, str]]:
    """The environment of an installation elsewhere, with a database of its own."""
    url = databases.create_database(postgres) if postgres else f"sqlite:///{tmp_path}/copy.db"
    yield server.environment | {
        "INSTANCE": str(tmp_path / "copy"),
        "DATABASE_URL": url,
        "PORT": str(databases.free_port()),
        "WORKERS": "1",
    }
    if postgres:
        databases.drop_database(postgres, url)


@contextmanager
def served(environment: dict[str, str]) -> Iterator[str]:
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py"],
        cwd=ROOT,
        env=environment,
        start_new_session=True,
    )
    address = f"http://127.0.0.1:{environment['PORT']}"
    try:
        wait_until_ready(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.mark.parametrize("way", ["embedded", "scaled"])
def test_a_backup_under_load_restored_elsewhere_is_equal_whole_and_silent(
    way: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    server: Server = request.getfixturevalue(way)
    postgres: str | None = request.getfixturevalue("postgres") if way == "scaled" else None
    chatting, reporting = Chatting(server), Reporting(server)
    with server.database.writing() as session:
        # The module that the tests make at once has no archive, and was never read for the search.
        session.execute(update(ModuleVersion).values(archive=""))
        index_again(session)
    for number, moment in enumerate(moments(0.5, 2.0)):
        path, place = tmp_path / f"{number}.zip", tmp_path / str(number)
        place.mkdir()
        before = back_up_meanwhile(server, path, (chatting, reporting), moment)
        with an_empty_place(server, place, postgres) as elsewhere:
            said = console(elsewhere, "restore", str(path))
            assert said.returncode == 0, said.stderr
            assert "All counts and hashes are those of the backup." in said.stdout
            check_copy(elsewhere, path, before)
            stays_silent_until_told(elsewhere)


def back_up_meanwhile(
    server: Server, path: Path, load: tuple[Chatting, Reporting], moment: float
) -> set[str]:
    """Returns what had been acknowledged before the backup began."""
    chatting, reporting = load
    with meanwhile(chatting.go_on, reporting.go_on, uploads(server)):
        wait_for(chatting, reporting)
        time.sleep(moment)
        write_mail(server)
        before, offered = set(chatting.acknowledged), len(chatting.sent)
        done = console(server.environment, "backup", str(path))
        assert done.returncode == 0, done.stderr
        assert len(chatting.sent) > offered
    # Where a backup lasts, people have written more than their bursts.
    assert set(chatting.refused) <= {"rate_limited"}
    return before


def wait_for(chatting: Chatting, reporting: Reporting) -> None:
    deadline = time.monotonic() + 20
    while not (chatting.acknowledged and reporting.accepted):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def uploads(server: Server):
    """Files that come into the store meanwhile."""

    def go_on(stopped: Event) -> None:
        store = server.app.extensions["compagnon"].store
        while not stopped.wait(0.02):
            store.put(f"{uuid.uuid4().hex}{uuid.uuid4().hex}", os.urandom(20_000))

    return go_on


def write_mail(server: Server) -> None:
    with server.app.app_context(), server.database.writing() as session:
        running = server.app.extensions["compagnon"]
        running.mailer.send(session, to="nadia@liege.example", subject="Séance", text="À 8 h 15.")


def check_copy(elsewhere: dict[str, str], path: Path, before: set[str]) -> None:
    checked = console(elsewhere, "check", "--deep")
    assert (checked.returncode, "FAIL" in checked.stdout) == (0, False), checked.stdout + checked.stderr
    database = Database(load_settings(database_url=elsewhere["DATABASE_URL"]).database, pool_size=1)
    with reading(path) as archive, database.engine.connect() as connection:
        there = count_rows(connection)
        assert {name: rows.count for name, rows in there.items() if name != "kernel_mark"} == {
            name: rows.count for name, rows in archive.manifest.tables.items() if name != "kernel_mark"
        }
        assert {str(each) for each in connection.scalars(select(Message.client_id))} >= before
    database.dispose()


def stays_silent_until_told(elsewhere: dict[str, str]) -> None:
    """The mail that waited, and one that is asked for in the copy, leave when the copy is called live."""
    mails = Path(elsewhere["INSTANCE"]) / "mail"
    with served(elsewhere) as address:
        ask_for_a_link(address)
        time.sleep(7)  # more than one round of the dispatcher
        assert not mails.exists()
        refused = console(elsewhere, "go-live")
        assert (refused.returncode, "mails wait here" in refused.stderr) == (1, True)
        told = console(elsewhere, "go-live", "--waiting", "send")
        assert told.returncode == 0, told.stderr
        deadline = time.monotonic() + 20
        while not mails.exists() or not list(mails.glob("*.eml")):
            assert time.monotonic() < deadline
            time.sleep(0.1)


def ask_for_a_link(address: str) -> None:
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    page = browser.open(f"{address}/password/forgot").read().decode()
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token
    body = urllib.parse.urlencode({"csrf_token": token[1], "email": "nadia@liege.example"}).encode()
    with browser.open(f"{address}/password/forgot", body) as answer:
        assert answer.status == 200
