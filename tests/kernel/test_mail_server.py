"""What a mail server says no to: for now, or for good."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from app import create_app
from app.kernel.db import Database
from app.kernel.outbox import DutyState, OutboxRow, drain
from app.settings import Settings
from tests.conftest import Hands
from tests.smtp import MailServer, mail_server


@pytest.fixture
def server() -> Iterator[MailServer]:
    with mail_server() as found:
        yield found


@pytest.fixture
def mailing(settings: Settings, server: MailServer, clock: Hands) -> Iterator[Flask]:
    app = create_app(settings.model_copy(update={"mail_url": server.address}))
    yield app
    app.extensions["compagnon_database"].dispose()


def send(app: Flask, to: str) -> OutboxRow:
    database: Database = app.extensions["compagnon_database"]
    with app.app_context():
        with database.writing() as session:
            app.extensions["compagnon"].mailer.send(session, to=to, subject="Séance", text="À 8 h 15.")
        drain(database)
    with database.reading() as session:
        return session.scalars(select(OutboxRow)).one()


def test_a_mail_is_handed_to_the_server(mailing: Flask, server: MailServer) -> None:
    assert send(mailing, "nadia@liege.example").state is DutyState.DONE
    assert "To: nadia@liege.example" in server.mails[0]


def test_an_address_that_is_not_there_is_refused_for_good_and_the_server_s_words_kept(
    mailing: Flask, server: MailServer
) -> None:
    server.answers["gone@liege.example"] = "550 5.1.1 No such user here"
    row = send(mailing, "gone@liege.example")
    assert (row.state, row.last_error, row.tries) == (DutyState.REFUSED, "550 5.1.1 No such user here", 1)


def test_a_mailbox_that_is_full_for_now_is_tried_again(
    mailing: Flask, server: MailServer, clock: Hands
) -> None:
    server.answers["nadia@liege.example"] = "452 4.2.2 Mailbox full"
    assert send(mailing, "nadia@liege.example").state is DutyState.WAITING
    server.answers.clear()
    clock.move(hours=1)
    database: Database = mailing.extensions["compagnon_database"]
    with mailing.app_context():
        drain(database)
    with database.reading() as session:
        assert session.scalars(select(OutboxRow.state)).one() is DutyState.DONE
    assert len(server.mails) == 1
