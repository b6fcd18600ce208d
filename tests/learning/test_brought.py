"""What someone learned in another installation is shown here with where it comes from, and counts for nothing."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.kernel.db import Database
from app.kernel.runtime import runtime
from app.learning.brought.models import Brought
from app.learning.models import Enrolment
from app.people.queries import get_person
from app.people.records.making import write_record
from tests.cast import Cast
from tests.pages import token_in
from tests.planted import World, plant

ARCHIVES = sorted((Path(__file__).parents[3] / "shared/data/archives").glob("*.zip"))
ELSEWHERE = "https://apprendre.ailleurs.example"


@pytest.fixture
def world(app: Flask, database: Database, cast: Cast) -> World:
    with app.app_context(), database.writing() as session:
        return plant(session, runtime().store, cast)


@pytest.fixture
def record(app: Flask, database: Database, cast: Cast, world: World, tmp_path: Path) -> bytes:
    """What another installation would say of Ines, who learned there what is planted in the other centre."""
    path = tmp_path / "record.zip"
    with app.test_request_context(), database.reading() as session:
        person = get_person(session, cast.stranger.id)
        write_record(session, runtime().store, person, path, address=ELSEWHERE)
    return path.read_bytes()


def bring(client: FlaskClient, cast: Cast, data: bytes) -> Any:
    cast.manager.sit_down(client)
    page = f"/centre/people/{cast.learner.id}/brought"
    token = token_in(client.get(page).text)
    form = {"csrf_token": token, "file": (io.BytesIO(data), "record.zip")}
    return client.post(page, data=form, content_type="multipart/form-data", follow_redirects=True)


def changed(record: bytes, **facts: Any) -> bytes:
    whole = json.loads(zipfile.ZipFile(io.BytesIO(record)).read("record.json"))
    return json.dumps(whole | facts).encode()


def test_what_was_brought_is_shown_with_its_origin_to_the_person_the_tutor_and_the_centre(
    client: FlaskClient, app: Flask, cast: Cast, world: World, record: bytes
) -> None:
    answer = bring(client, cast, record)
    assert answer.status_code == 200
    own = cast.learner.sit_down(app.test_client()).get("/learn/brought").text
    address = f"/learn/enrolments/{world.here.enrolment_id}/brought"
    tutors = cast.tutor.sit_down(app.test_client()).get(address).text
    for page in (answer.text, own, tutors):
        assert ELSEWHERE in page
        assert "Atelier montois" in page
        assert "Montré en centre" in page
        assert "ce centre ne l’a pas vérifiée" in page


def test_it_counts_for_nothing_here(
    client: FlaskClient, cast: Cast, database: Database, record: bytes
) -> None:
    def figures() -> list[tuple[int, int]]:
        with database.reading() as session:
            rows = session.query(Enrolment).filter_by(learner_id=cast.learner.id)
            return [(row.done_blocks, row.active_seconds) for row in rows]

    before = figures()
    bring(client, cast, record)
    assert figures() == before


def test_the_same_file_twice_changes_nothing_and_a_newer_one_takes_its_place(
    client: FlaskClient, cast: Cast, database: Database, record: bytes
) -> None:
    bring(client, cast, record)
    assert "rien n’a changé" in bring(client, cast, record).text
    bring(client, cast, changed(record, made_at="2027-01-01T00:00:00Z"))
    assert "rien n’a changé" in bring(client, cast, record).text
    with database.reading() as session:
        assert session.query(Brought).one().made_at.year == 2027


def test_what_was_made_here_is_refused(client: FlaskClient, cast: Cast, app: Flask, record: bytes) -> None:
    here = {"address": app.extensions["compagnon"].settings.address, "centres": []}
    answer = bring(client, cast, changed(record, origin=here))
    assert answer.status_code == 422
    assert "vient d’ici même" in answer.text


@pytest.mark.skipif(not ARCHIVES, reason="the hostile archives lie beside the project")
def test_hostile_archives_are_refused_with_a_reason(
    client: FlaskClient, cast: Cast, database: Database
) -> None:
    for path in ARCHIVES:
        answer = bring(client, cast, path.read_bytes())
        assert answer.status_code == 422, path.name
        assert "field-error" in answer.text, path.name
    with database.reading() as session:
        assert session.query(Brought).count() == 0


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"[" * 100_000,
        b'{"format": "compagnon-record", "version": 2}',
        b"\xff\xfe",
        b"PK\x03\x04",
    ],
)
def test_what_is_no_record_is_refused(client: FlaskClient, cast: Cast, data: bytes) -> None:
    assert bring(client, cast, data).status_code == 422


def test_words_that_would_break_a_page_or_a_database_do_not(
    client: FlaskClient, cast: Cast, record: bytes
) -> None:
    hostile = {"id": "1", "name": "<script>alert(1)</script>"}
    page = bring(client, cast, changed(record, person=hostile)).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
    assert bring(client, cast, changed(record, person={"id": "2", "name": "nul\x00"})).status_code == 422


def test_an_operator_takes_a_record_at_the_console(
    app: Flask, cast: Cast, database: Database, record: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "brought.zip"
    path.write_bytes(record)
    ran = app.test_cli_runner().invoke(
        args=["compagnon", "take-record", str(path), "--email", "nadia@liege.example"]
    )
    assert ran.exit_code == 0, ran.output
    assert "taken" in ran.output
