"""Duties that can never be done, or not yet: they are parked and seen, the others go on, and one is retried by hand."""

import re
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from sqlalchemy import select

from app.kernel.clock import now
from app.kernel.outbox import MOST_TRIES, DutyState, OutboxRow
from tests import databases
from tests.faults.conftest import ROUNDS
from tests.servers import Server, redis_server, serving
from tests.smtp import MailServer, mail_server

pytestmark = pytest.mark.faults


@pytest.fixture
def post_office() -> Iterator[MailServer]:
    with mail_server() as found:
        yield found


@pytest.fixture(params=["embedded", "scaled"])
def mailing(request: pytest.FixtureRequest, post_office: MailServer) -> Iterator[Server]:
    """Both ways to run, with a mail server."""
    with ExitStack() as stack:
        known = {"mail_url": post_office.address}
        if request.param == "embedded":
            folder = request.getfixturevalue("tmpfs")
            url = databases.copy_of(request.getfixturevalue("sqlite_template"), folder)
        else:
            server: str = request.getfixturevalue("postgres")
            url = databases.create_database(server, template=request.getfixturevalue("postgres_template"))
            stack.callback(databases.drop_database, server, url)
            known |= {"redis_url": stack.enter_context(redis_server()), "workers": "2"}
        yield stack.enter_context(serving(database_url=url, **known))


def put(server: Server, handler: str, payload: dict[str, str], *, tries: int = 0) -> OutboxRow:
    moment = now()
    row = OutboxRow(handler=handler, payload=payload, tries=tries, created_at=moment, due_at=moment)
    with server.database.writing() as session:
        session.add(row)
    return row


def wait_for(server: Server, row: OutboxRow, state: DutyState) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        with server.database.reading() as session:
            if session.scalars(select(OutboxRow.state).where(OutboxRow.id == row.id)).one() is state:
                return
        time.sleep(0.2)
    raise AssertionError(f"it never became {state}")


def a_mail(to: str) -> dict[str, str]:
    return {"to": to, "subject": "Séance", "text": "À 8 h 15."}


class Browser:
    """Who cares for the network, on the page of the installation."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._cookie = server.cookie_of(server.cast.network)

    def open(self, path: str, **form: str) -> str:
        body = urllib.parse.urlencode(form).encode() if form else None
        asked = urllib.request.Request(self._server.address + path, body, {"Cookie": self._cookie})
        with urllib.request.urlopen(asked, timeout=30) as answer:
            if "Set-Cookie" in answer.headers:
                self._cookie = answer.headers["Set-Cookie"].split(";")[0]
            text: str = answer.read().decode()
        return text


def test_poison_is_parked_and_seen_while_others_go_on_and_is_retried_by_hand(
    mailing: Server, post_office: MailServer
) -> None:
    last = MOST_TRIES - 1
    for number in range(ROUNDS):
        late = f"late{number}@liege.example"
        post_office.answers[late] = "451 4.3.0 Try again later"
        poison = [
            put(mailing, "mail", {"subject": "to nobody"}, tries=last),
            put(mailing, "nobody_knows", {}, tries=last),
            put(mailing, "mail", a_mail(late), tries=last),
        ]
        good = [put(mailing, "mail", a_mail(f"n{number}-{each}@liege.example")) for each in range(20)]
        for row in good:
            wait_for(mailing, row, DutyState.DONE)
        for row in poison:
            wait_for(mailing, row, DutyState.PARKED)
        browser = Browser(mailing)
        page = browser.open("/admin")
        assert "451 4.3.0 Try again later" in page or "SMTPRecipientsRefused" in page
        assert "nobody_knows" in page
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)
        assert token
        del post_office.answers[late]
        browser.open(f"/admin/duties/{poison[2].id}/retry", csrf_token=token[1])
        wait_for(mailing, poison[2], DutyState.DONE)
        wait_for(mailing, poison[0], DutyState.PARKED)
    taken = [re.search(r"^To: (.*)$", mail, re.MULTILINE)[1].strip() for mail in post_office.mails]  # type: ignore[index]
    assert len(taken) == len(set(taken)) == 21 * ROUNDS
