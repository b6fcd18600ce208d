"""A person reads what is kept of them, and takes a copy of it along."""

import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.kernel.clock import now
from app.kernel.db import Database
from app.kernel.runtime import runtime
from app.people.models import Person, Sitting
from app.people.passwords import hash_password
from app.people.records import jobs
from app.people.records.asking import find_record
from app.people.records.format import RecordFile
from app.people.records.models import Record
from tests.cast import Cast
from tests.pages import post, token_in
from tests.planted import World, plant

DATA = "/profile/data"


@pytest.fixture
def world(app: Flask, database: Database, cast: Cast) -> World:
    with app.app_context(), database.writing() as session:
        return plant(session, runtime().store, cast)


def copy_of(client: FlaskClient) -> zipfile.ZipFile:
    assert post(client, f"{DATA}/record", page=DATA).status_code == 303
    assert 'hx-trigger="every 3s"' in client.get(DATA).text
    with client.application.app_context():
        jobs.make_records(runtime().database)
    page = client.get(DATA).text
    address = page.split("/profile/data/record/")[1].split('"')[0]
    answer = client.get(f"{DATA}/record/{address}")
    assert answer.headers["Cache-Control"] == "private, no-store"
    return zipfile.ZipFile(io.BytesIO(answer.data))


def record_in(archive: zipfile.ZipFile) -> dict[str, Any]:
    return RecordFile.model_validate_json(archive.read("record.json")).model_dump(mode="json")


def rows_in(archive: zipfile.ZipFile, part: str) -> list[dict[str, Any]]:
    rows = {each["name"]: each["rows"] for each in record_in(archive)["parts"]}
    found: list[dict[str, Any]] = rows[part]
    return found


def age_sitting(database: Database, cast: Cast) -> None:
    with database.writing() as session:
        for sitting in session.query(Sitting).filter_by(person_id=cast.learner.id):
            sitting.created_at = now() - timedelta(hours=1)


def test_a_learner_reads_what_is_kept_why_until_when_and_who_sees_it(
    client: FlaskClient, cast: Cast, world: World
) -> None:
    page = cast.learner.sit_down(client).get(DATA).text
    assert "Les messages que vous avez envoyés et reçus." in page
    assert "Un an après la fin de votre dernier module." in page
    assert "Personne d’un autre centre n’a regardé vos pages." in page
    assert DATA in client.get("/profile").text


def test_the_copy_holds_what_was_written_and_the_files_as_they_were_sent(
    client: FlaskClient, cast: Cast, world: World
) -> None:
    archive = copy_of(cast.learner.sit_down(client))
    assert {row["sender"] for row in rows_in(archive, "messages")} == {"Nadia Test", "Sabine Test"}
    sent = rows_in(archive, "submissions")[0]
    assert archive.read(sent["file"]) == b"%PDF-1.4 planted"
    assert "montois" not in archive.read("record.json").decode()


def test_the_page_of_the_copy_asks_nobody_for_anything(client: FlaskClient, cast: Cast, world: World) -> None:
    page = copy_of(cast.learner.sit_down(client)).read("record.html").decode()
    assert "<script" not in page
    assert "default-src 'none'" in page
    assert "src=" not in page.replace("default-src", "")
    assert "href=" not in page
    assert "Où vous en êtes à chaque point" in page


def test_hostile_words_stand_in_the_page_of_the_copy_as_words(
    client: FlaskClient, cast: Cast, database: Database
) -> None:
    with database.writing() as session:
        session.get_one(Person, cast.learner.id).family_name = "<img src=x onerror=alert(1)>"
    page = copy_of(cast.learner.sit_down(client)).read("record.html").decode()
    assert "<img" not in page
    assert "&lt;img" in page


def test_the_copy_is_in_the_language_of_the_person(
    client: FlaskClient, cast: Cast, database: Database
) -> None:
    with database.writing() as session:
        session.get_one(Person, cast.learner.id).language = "de"
    page = copy_of(cast.learner.sit_down(client)).read("record.html").decode()
    assert '<html lang="de">' in page
    assert "Meine Daten" in page


def test_nobody_else_takes_the_copy(client: FlaskClient, cast: Cast, app: Flask, database: Database) -> None:
    copy_of(cast.learner.sit_down(client))
    with database.reading() as session:
        record = find_record(session, cast.learner.id)
    assert record is not None
    for other in (cast.tutor, cast.manager, cast.network, cast.stranger):
        answer = other.sit_down(app.test_client()).get(f"{DATA}/record/{record.id}")
        assert answer.status_code == 404


def test_the_copy_goes_after_seven_days(
    client: FlaskClient, cast: Cast, app: Flask, database: Database, clock: Any
) -> None:
    copy_of(cast.learner.sit_down(client))
    with database.reading() as session:
        record = session.query(Record).one()
    clock.move(days=7, minutes=1)
    with app.app_context():
        jobs.forget_records(database)
        assert not runtime().store.has(record.key)
    with database.reading() as session:
        assert session.query(Record).count() == 0


def test_an_old_sitting_is_asked_for_the_password_first(
    client: FlaskClient, cast: Cast, app: Flask, database: Database
) -> None:
    with app.app_context(), database.writing() as session:
        session.get_one(Person, cast.learner.id).password_hash = hash_password("bon mot de passe")
    age_sitting(database, cast)
    cast.learner.sit_down(client)
    wrong = post(client, f"{DATA}/record", page=DATA, current="pas le bon")
    assert wrong.status_code == 422
    with database.reading() as session:
        assert find_record(session, cast.learner.id) is None
    assert post(client, f"{DATA}/record", page=DATA, current="bon mot de passe").status_code == 303
    with database.reading() as session:
        assert find_record(session, cast.learner.id) is not None


def test_who_comes_in_by_card_is_asked_to_come_in_again(
    client: FlaskClient, cast: Cast, database: Database
) -> None:
    age_sitting(database, cast)
    page = cast.learner.sit_down(client).get(DATA).text
    assert "Me reconnecter" in page
    assert "Mot de passe actuel" not in page


def test_while_a_copy_is_made_the_page_asks_for_that_part_of_itself_alone(
    client: FlaskClient, cast: Cast
) -> None:
    post(cast.learner.sit_down(client), f"{DATA}/record", page=DATA)
    part = client.get(DATA, headers={"HX-Request": "true"}).text
    assert part.lstrip().startswith('<div id="copy" hx-get="/profile/data" hx-trigger="every 3s"')
    assert "<html" not in part
    with client.application.app_context():
        jobs.make_records(runtime().database)
    assert "hx-trigger" not in client.get(DATA, headers={"HX-Request": "true"}).text


def test_asking_twice_is_asking_once(client: FlaskClient, cast: Cast, database: Database) -> None:
    cast.learner.sit_down(client)
    for _ in range(2):
        client.post(f"{DATA}/record", data={"csrf_token": token_in(client.get("/profile").text)})
    with database.reading() as session:
        assert session.query(Record).count() == 1


def test_before_sign_in_one_reads_who_is_responsible(client: FlaskClient, cast: Cast) -> None:
    page = client.get("/privacy").text
    assert "Centre de Liège (démonstration)" in page
    assert "Autorité de protection des données" in page
    assert "/privacy" in client.get("/sign-in").text


def test_the_schema_of_the_copy_is_the_one_that_is_documented() -> None:
    documented = json.loads((Path(__file__).parents[2] / "docs/record.schema.json").read_text("utf-8"))
    assert documented.pop("$schema").endswith("2020-12/schema")
    assert documented == RecordFile.model_json_schema()
