"""What a learner sent, before their tutor: read, and answered."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.kernel.db import Database
from app.learning.models import Enrolment, State, Submission
from tests.cast import Cast, Member
from tests.learning.test_newer_blocks import learner, state_of
from tests.learning.test_work import address, picture, send, sent

__all__ = ["learner"]


@pytest.fixture
def tutor(app: Flask, learner: FlaskClient, database: Database, cast: Cast) -> FlaskClient:
    """A browser of whoever accompanies the learner."""
    with database.reading() as session:
        accompanying = session.scalars(select(Enrolment.tutor_id)).one()
    team: list[Member] = [cast.tutor, cast.substitute]
    return next(one for one in team if one.id == accompanying).sit_down(app.test_client())


def line(database: Database) -> str:
    with database.reading() as session:
        return f"/tutor/learners/{session.scalars(select(Enrolment.id)).one()}?show=questions"


def verdict(client: FlaskClient, row: Submission, **fields: str):
    return client.post(f"/tutor/sent/{row.id}/verdict", data=fields, follow_redirects=True)


def test_the_tutor_reads_what_was_sent_and_accepts_it(
    learner: FlaskClient, tutor: FlaskClient, database: Database
) -> None:
    send(learner, address(database, "photo"), picture(), text="Mon réglage")
    [row] = sent(database)
    page = tutor.get(line(database)).text
    assert "Mon réglage" in page
    assert tutor.get(f"/tutor/sent/{row.id}").content_type == "image/jpeg"
    answered = verdict(tutor, row, verdict="accepted", remark="Guide bien droit.")
    assert "Accepté par" in answered.text
    shown = learner.get(address(database, "photo")).text
    assert "C’est accepté" in shown
    assert "Guide bien droit." in shown


def test_to_be_done_again_needs_words_and_leaves_the_block_done(
    learner: FlaskClient, tutor: FlaskClient, database: Database
) -> None:
    send(learner, address(database, "dire"), text="Sais pas")
    [row] = sent(database)
    assert "Écrivez quelques mots" in verdict(tutor, row, verdict="again").text
    assert "C’est accepté" not in learner.get(address(database, "dire")).text
    verdict(tutor, row, verdict="again", remark="Pensez au redémarrage.")
    shown = learner.get(address(database, "dire")).text
    assert "À refaire" in shown
    assert "Pensez au redémarrage." in shown
    assert state_of(database, "dire") is State.DONE
    assert send(learner, address(database, "dire"), text="Elle redémarre").status_code == 303


def test_a_note_is_read_by_the_tutor_only_when_it_is_shared(
    learner: FlaskClient, tutor: FlaskClient, database: Database
) -> None:
    send(learner, address(database, "chez-moi"), text="Près de la fenêtre")
    assert "Près de la fenêtre" not in tutor.get(line(database)).text
    send(learner, address(database, "chez-moi"), text="Près de la fenêtre", share="1")
    assert "Près de la fenêtre" in tutor.get(line(database)).text
    send(learner, address(database, "chez-moi"), text="Près de la fenêtre")
    assert "Près de la fenêtre" not in tutor.get(line(database)).text


def test_who_does_not_accompany_neither_reads_nor_answers(
    app: Flask, learner: FlaskClient, database: Database, cast: Cast
) -> None:
    send(learner, address(database, "photo"), picture())
    [row] = sent(database)
    for someone in (cast.other_tutor, cast.author, cast.host):
        client = someone.sit_down(app.test_client())
        assert client.get(f"/tutor/sent/{row.id}").status_code == 404
        assert verdict(client, row, verdict="accepted").status_code == 404


def test_a_verdict_that_is_none_is_refused(
    learner: FlaskClient, tutor: FlaskClient, database: Database
) -> None:
    send(learner, address(database, "dire"), text="Oui")
    [row] = sent(database)
    assert verdict(tutor, row, verdict="waiting").status_code == 422
