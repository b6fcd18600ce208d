import io
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from app.catalogue.content import write_archive
from app.catalogue.models import Module
from app.kernel.db import Database
from tests.cast import Cast
from tests.catalogue.conftest import SLUG
from tests.catalogue.samples import MODULE, SCIE, sample
from tests.counting import statements

XSS = "<img src=x onerror=alert(1)>"


@pytest.fixture
def fatou(app: Flask, client: FlaskClient, cast: Cast) -> FlaskClient:
    """Fatou's browser."""
    app.config["WTF_CSRF_ENABLED"] = False
    return cast.author.sit_down(client)


def send(client: FlaskClient, address: str, files: dict[str, bytes], **fields: str):
    archive = (io.BytesIO(write_archive(files)), "module.zip")
    return client.post(address, data={"archive": archive, **fields}, content_type="multipart/form-data")


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", answer.text)).replace("\xa0", " ")


def test_without_a_module_the_list_says_how_to_begin(fatou: FlaskClient) -> None:
    assert "Votre premier module commence ici" in text(fatou.get("/studio"))


def test_a_zip_becomes_a_draft_then_a_version(fatou: FlaskClient) -> None:
    created = send(fatou, "/studio/modules", sample())
    assert (created.status_code, created.location) == (303, f"/studio/modules/{SLUG}")
    page = text(fatou.get(created.location))
    assert "Pas encore publié" in page
    assert "Relire et publier" in page
    assert "Publier la version 1" in text(fatou.get(f"{created.location}/review"))
    published = fatou.post(f"/studio/modules/{SLUG}/versions", data={"note": "Premier jet"})
    assert published.status_code == 303
    page = text(fatou.get(published.location))
    assert "Version 1 publiée" in page
    assert "Premier jet" in page


def test_the_list_shows_version_and_draft(fatou: FlaskClient, publish, save) -> None:
    publish()
    assert "aucun" in text(fatou.get("/studio"))
    save(scie=SCIE.replace("se règle", "se règle seul"))
    assert "à publier" in text(fatou.get("/studio"))


def test_faults_are_told_by_file_and_line_and_change_nothing(fatou: FlaskClient, publish) -> None:
    publish()
    broken = sample(scie=SCIE.replace('kind="safety"', 'kind="danger"'), module=MODULE.replace("wood", "W!"))
    refused = send(fatou, f"/studio/modules/{SLUG}/draft", broken)
    assert refused.status_code == 422
    page = text(refused)
    assert "2 points à corriger. Rien n’a été changé." in page
    assert "units/01-la-scie.md ligne 19" in page
    assert "module.yaml ligne 6" in page
    assert "Publier la version" not in page


def test_a_form_without_a_file_says_what_is_missing(fatou: FlaskClient) -> None:
    refused = fatou.post("/studio/modules", data={})
    assert refused.status_code == 422
    assert "1 point" in text(refused).replace("Un point", "1 point")


def test_a_slug_taken_by_another_centre_is_told_on_the_form(client, fatou, cast: Cast, publish) -> None:
    publish()
    refused = send(cast.other_author.sit_down(client), "/studio/modules", sample())
    assert refused.status_code == 409
    assert "porte déjà ce nom court" in text(refused)


def test_searching_shows_what_the_network_already_has(client, cast, publish, database: Database) -> None:
    publish()
    elif_ = cast.other_author.sit_down(client)
    assert "Atelier bois" not in text(elif_.get("/studio?q=atelier"))
    with database.writing() as session:
        session.execute(update(Module).values(is_shared=True))
    assert "Ailleurs dans le réseau Atelier bois" in text(elif_.get("/studio?q=atelier"))


def test_every_block_is_shown_as_to_a_learner_without_sending_anything(fatou, publish) -> None:
    publish()
    page = fatou.get(f"/studio/modules/{SLUG}/versions/1/units/la-scie")
    assert page.status_code == 200
    for words in (
        "Les parties",
        "La lame coupe encore",
        "Débranchez la scie",
        "Peut-elle blesser",
        "Les gants",
    ):
        assert words in text(page)
    assert 'src="/media/' in page.text
    assert "Elle coupe sans tourner" not in page.text
    assert "<form" not in page.text.split('id="content"')[1].split("</main>")[0]


def test_the_workshop_task_shows_its_criteria(fatou, publish) -> None:
    publish()
    page = text(fatou.get(f"/studio/modules/{SLUG}/versions/1/units/au-banc"))
    assert "Débranche la scie" in page
    assert "Au centre, 45 min" in page


@pytest.mark.parametrize(
    "address",
    [
        f"/studio/modules/{SLUG}",
        f"/studio/modules/{SLUG}/versions/1/archive",
        f"/studio/modules/{SLUG}/versions/1/units/la-scie",
        "/studio/modules/rien",
    ],
)
def test_the_trainer_of_another_centre_finds_nothing(client, cast: Cast, publish, address: str) -> None:
    publish()
    assert cast.other_author.sit_down(client).get(address).status_code == 404


@pytest.mark.parametrize("end", ["versions", "draft"])
def test_the_trainer_of_another_centre_changes_nothing(client, fatou, cast, publish, end: str) -> None:
    publish()
    answer = send(cast.other_author.sit_down(client), f"/studio/modules/{SLUG}/{end}", sample())
    assert answer.status_code == 404


@pytest.mark.parametrize("who", ["learner", "tutor", "manager"])
def test_the_studio_is_for_trainers(client, cast: Cast, who: str) -> None:
    assert getattr(cast, who).sit_down(client).get("/studio").status_code == 403


def test_a_title_is_text_on_every_page(fatou: FlaskClient) -> None:
    hostile = sample(module=MODULE.replace("title: Atelier bois", f"title: '{XSS}'"))
    send(fatou, "/studio/modules", hostile)
    for address in ("/studio", f"/studio/modules/{SLUG}", f"/studio/modules/{SLUG}/versions/0/units/la-scie"):
        page = fatou.get(address)
        assert page.status_code == 200
        assert XSS not in page.text
        assert "&lt;img src=x" in page.text


def test_pages_cost_the_same_with_one_version_and_with_ten(fatou, publish, database: Database) -> None:
    counts = []
    for turn in range(3):
        publish(scie=SCIE.replace("se règle", f"se règle {turn} fois"))
        for address in (
            "/studio",
            f"/studio/modules/{SLUG}",
            f"/studio/modules/{SLUG}/versions/1/units/la-scie",
        ):
            with statements(database) as seen:
                assert fatou.get(address).status_code == 200
            counts.append(len(seen))
    # The first time, the version is read and kept for the process.
    assert counts[3:6] == counts[-3:]
    assert max(counts) <= 6
