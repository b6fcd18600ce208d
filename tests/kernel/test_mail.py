from email import message_from_bytes
from email.policy import default

from flask import Flask

from app.kernel.db import Database
from app.kernel.outbox import drain
from app.kernel.runtime import runtime


def sent(app: Flask, database: Database, **mail: str):
    with app.app_context():
        running = runtime()
        with database.writing() as session:
            running.mailer.send(session, **mail)
        drain(database)
        files = sorted((running.settings.instance / "mail").glob("*.eml"))
    return [message_from_bytes(file.read_bytes(), policy=default) for file in files]


def test_a_mail_arrives_as_it_was_written(app: Flask, database: Database) -> None:
    (mail,) = sent(app, database, to="nadia@liege.example", subject="Séance de jeudi", text="À 8 h 15.\n")
    assert (mail["To"], mail["Subject"]) == ("nadia@liege.example", "Séance de jeudi")
    assert mail.get_content().strip() == "À 8 h 15."


def test_a_line_break_typed_into_a_subject_adds_no_header(app: Flask, database: Database) -> None:
    (mail,) = sent(
        app, database, to="nadia@liege.example", subject="Bonjour\r\nBcc: tous@example.test", text="x"
    )
    assert mail["Bcc"] is None
    assert mail["Subject"] == "Bonjour Bcc: tous@example.test"
