"""The shared hostile archives, sent by the page and by the call: answered soon, in the person's language, without their danger."""

import io
import time
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from markupsafe import escape
from sqlalchemy import func, select

from app.catalogue.models import Medium, ModuleVersion
from app.kernel.db import Database
from app.people.models import Person
from tests.cast import Cast

ARCHIVES = Path(__file__).parents[3] / "shared" / "data" / "archives"
NAMES = sorted(path.stem for path in ARCHIVES.glob("*.zip"))
SOON_SECONDS = 2.0

pytestmark = pytest.mark.skipif(not NAMES, reason="the shared archives are not beside this tree")


def test_there_are_as_many_as_the_sources_say() -> None:
    assert len(NAMES) == 24


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["fr", "nl"])
def test_a_hostile_archive_is_answered_soon_and_in_the_persons_language(
    app: Flask, client: FlaskClient, cast: Cast, database: Database, name: str, language: str
) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context(), database.writing() as session:
        session.get_one(Person, cast.author.id).language = language
    data = (ARCHIVES / f"{name}.zip").read_bytes()
    files_before = kept_files(app)
    begun = time.process_time()
    called = client.put(
        "/api/v1/modules/hostile/draft", data=data, headers=cast.author.bearer, content_type="application/zip"
    )
    half = time.process_time()
    browser = cast.author.sit_down(app.test_client())
    form = {"archive": (io.BytesIO(data), f"{name}.zip")}
    paged = browser.post("/studio/modules", data=form, content_type="multipart/form-data")
    assert max(half - begun, time.process_time() - half) < SOON_SECONDS
    assert (called.status_code, paged.status_code) == (422, 422)
    assert called.json["code"] == "faults_found"
    messages = [fault["message"] for fault in called.json["faults"]]
    assert messages
    assert f'<html lang="{language}"' in paged.text
    assert all(shown(message) in paged.text for message in messages[:20])
    assert nothing_kept(app, database)
    assert kept_files(app) == files_before


def shown(message: str) -> str:
    """As a template escapes it."""
    return str(escape(message))


def nothing_kept(app: Flask, database: Database) -> bool:
    with app.app_context(), database.reading() as session:
        return not any(
            session.scalar(select(func.count()).select_from(one)) for one in (ModuleVersion, Medium)
        )


def kept_files(app: Flask) -> set[str]:
    """Everything under the instance, and what an escape would have left beside it."""
    instance: Path = app.extensions["compagnon"].settings.instance
    return {
        str(path)
        for path in instance.parent.rglob("*")
        if path.is_file() and not path.name.endswith((".db", "-wal", "-shm"))
    }


def test_the_two_languages_do_not_say_the_same(app: Flask, cast: Cast, database: Database) -> None:
    said = set()
    for language in ("fr", "nl", "en", "de"):
        with app.app_context(), database.writing() as session:
            session.get_one(Person, cast.author.id).language = language
        data = (ARCHIVES / "slip_dotdot.zip").read_bytes()
        answer = app.test_client().put(
            "/api/v1/modules/hostile/draft",
            data=data,
            headers=cast.author.bearer,
            content_type="application/zip",
        )
        said.add(answer.json["faults"][0]["message"])
    assert len(said) == 4
