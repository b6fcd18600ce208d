"""No count of fewer than five people, split by what they are, is told to who does not know them."""

from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.kernel.db import Database
from app.kernel.few import tell_apart
from app.kernel.ids import new_id
from app.people.models import Role
from app.people.optional.models import Consent, Gender, ToldGender
from app.people.services.accounts import add_person, give_role
from tests.cast import Cast
from tests.pages import post

DATA = "/profile/data"


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({"a": 12, "b": 7, "c": 0}, {"a": 12, "b": 7, "c": 0}),
        ({"a": 12, "b": 4, "c": 3}, {"a": 12, "b": None, "c": None}),
        ({"a": 12, "b": 4, "c": 7}, {"a": 12, "b": None, "c": None}),
        ({"a": 5, "b": 1}, {"a": None, "b": None}),
        ({"a": 0, "b": 1}, {"a": 0, "b": None}),
    ],
)
def test_few_are_not_told_nor_what_tells_them_by_subtraction(counts: Any, shown: Any) -> None:
    assert {key: told.count for key, told in tell_apart(counts).items()} == shown


def add_learners(app: Flask, database: Database, cast: Cast, gender: Gender, number: int) -> None:
    with app.app_context(), database.writing() as session:
        for _ in range(number):
            person = add_person(session, email=f"{new_id().hex}@example.test", given_name="Alix")
            give_role(
                session,
                person_id=person.id,
                centre_id=cast.centre_id,
                role=Role.LEARNER,
                from_on=date(2020, 1, 1),
            )
            session.add(ToldGender(person_id=person.id, gender=gender, told_at=person.created_at))


def test_the_network_reads_numbers_and_never_few(
    client: FlaskClient, app: Flask, cast: Cast, database: Database
) -> None:
    add_learners(app, database, cast, Gender.WOMAN, 6)
    add_learners(app, database, cast, Gender.MAN, 2)
    page = cast.network.sit_down(client).get("/network").text
    told = page[page.index("Qui apprend, en nombres") :]
    assert "<dt>Femme</dt><dd>6</dd>" in told
    assert "<dt>Homme</dt><dd>moins de 5</dd>" in told


def consents(database: Database) -> list[bool]:
    with database.reading() as session:
        return [each.withdrawn_at is None for each in session.query(Consent).order_by(Consent.given_at)]


def test_gender_is_said_changed_and_taken_back_as_easily(
    client: FlaskClient, cast: Cast, database: Database
) -> None:
    cast.learner.sit_down(client)
    post(client, f"{DATA}/gender", page=DATA, gender="woman")
    post(client, f"{DATA}/gender", page=DATA, gender="other")
    assert consents(database) == [True]
    post(client, f"{DATA}/gender/erase", page=DATA)
    assert consents(database) == [False]
    with database.reading() as session:
        assert session.query(ToldGender).count() == 0


def test_not_wishing_to_answer_is_an_answer_and_no_consent(
    client: FlaskClient, cast: Cast, database: Database
) -> None:
    cast.learner.sit_down(client)
    post(client, f"{DATA}/gender", page=DATA, gender="untold")
    post(client, f"{DATA}/gender", page=DATA, gender="nonsense")
    assert consents(database) == []
    with database.reading() as session:
        assert session.query(ToldGender).one().gender is Gender.UNTOLD
