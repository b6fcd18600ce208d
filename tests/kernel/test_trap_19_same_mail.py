"""Trap 19, the same mail twice: the job runs twice, in parallel, after a crash; one message per event and person."""

import threading
from collections.abc import Callable
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from flask import Flask

from app.kernel.db import Database
from app.kernel.mail import Carrier, Mailer
from app.kernel.outbox import drain

pytestmark = pytest.mark.postgres
PEOPLE = [f"personne{number}@liege.example" for number in range(5)]


def tell_everyone(app: Flask, database: Database) -> None:
    with database.writing() as session:
        for address in PEOPLE:
            app.extensions["compagnon"].mailer.send(
                session, to=address, subject="Séance annulée", text="Panne"
            )


def told(app: Flask) -> list[str]:
    folder = app.extensions["compagnon"].settings.instance / "mail"
    mails = [message_from_bytes(file.read_bytes(), policy=default) for file in folder.glob("*.eml")]
    return sorted(str(mail["To"]) for mail in mails)


def test_trap_19_the_job_run_twice_sends_one_mail_to_each(app: Flask, database: Database, clock) -> None:
    tell_everyone(app, database)
    assert drain(database) == len(PEOPLE)
    assert drain(database) == 0
    assert told(app) == PEOPLE


def test_trap_19_jobs_in_parallel_send_one_mail_to_each(app: Flask, database: Database, clock) -> None:
    tell_everyone(app, database)
    all_at_once([lambda: drain(database)] * 4)
    assert told(app) == PEOPLE


def all_at_once(works: list[Callable[[], object]]) -> None:
    threads = [threading.Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class DiesOnce(Carrier):
    """A process that dies when the mail has left and nobody has noted it yet."""

    def __init__(self, carrier: Carrier) -> None:
        self._carrier, self.has_died, self.keys = carrier, False, []

    def deliver(self, message: EmailMessage, key: str) -> None:
        self._carrier.deliver(message, key)
        self.keys.append((key, message["Message-ID"]))
        if not self.has_died:
            self.has_died = True
            raise SystemExit


def test_trap_19_after_a_crash_the_mail_that_had_left_is_the_same_one(
    app: Flask, database: Database, clock
) -> None:
    """Mail servers and readers know it by its Message-ID; the folder by its name."""
    mailer: Mailer = app.extensions["compagnon"].mailer
    dying = mailer._carrier = DiesOnce(mailer._carrier)
    tell_everyone(app, database)
    with pytest.raises(SystemExit):
        drain(database)
    drain(database)
    clock.move(minutes=2)
    drain(database)
    assert told(app) == PEOPLE
    assert len(dying.keys) == len(PEOPLE) + 1
    assert len(set(dying.keys)) == len(PEOPLE)
