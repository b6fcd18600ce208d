"""A file of another tool becomes a unit at the end of a draft: by the call, and at the console."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.testing import FlaskClient

from app.catalogue import taking_commands
from app.catalogue.queries import find_draft, find_module, get_outline
from app.catalogue.services.drafts import DraftMoved, save_draft
from app.catalogue.services.preparing import prepare
from app.catalogue.services.sources import read_files
from app.catalogue.services.taking import Sent, find_base, take_into
from app.kernel.db import Database
from tests.cast import Cast
from tests.catalogue.conftest import SLUG
from tests.catalogue.samples import SCIE, sample
from tests.catalogue.taking import DATA, DOCUMENTS

pytestmark = pytest.mark.postgres
GIFT = "::Lame:: La lame arrêtée coupe-t-elle ?{=Oui#Toujours.~Non#La dent reste tranchante.}".encode()
WORD = DOCUMENTS / "securite-soudage.docx"


def send(client: FlaskClient, who, data: bytes = GIFT, slug: str = SLUG, **query: object):
    return client.post(
        f"/api/v1/modules/{slug}/units",
        data=data,
        content_type="application/octet-stream",
        headers=who.bearer,
        query_string={"name": "lames.gift", **query},
    )


def test_the_report_comes_first_and_keeps_nothing(client, cast: Cast, publish, reading) -> None:
    publish()
    answered = send(client, cast.author)
    assert answered.status_code == 200
    assert answered.json["saved"] is None
    assert (answered.json["format"], answered.json["figures"]) == ("gift", {"choice": 1})
    assert answered.json["units"] == ["03-lames"]
    assert {
        "fate": "kept",
        "code": "question_kept",
        "line": 1,
        "place": "Lame",
        "message": "Question reprise.",
    } in answered.json["parts"]
    module = find_module(reading, SLUG)
    assert find_draft(reading, module.id) is None


def test_what_is_kept_is_the_current_version_and_the_new_unit(
    client, cast: Cast, publish, reading, store
) -> None:
    publish()
    answered = send(client, cast.author, WORD.read_bytes(), name=WORD.name, keep="true")
    assert answered.json["saved"]["state"] == "draft"
    draft = find_draft(reading, find_module(reading, SLUG).id)
    files = read_files(store, draft)
    before = sample()
    assert {name: files[name] for name in before if name != "module.yaml"} == {
        name: data for name, data in before.items() if name != "module.yaml"
    }
    assert files["module.yaml"].decode().endswith("  - 02-au-banc\n  - 03-securite-soudage\n")
    assert {name for name in files if name not in before} == {
        "units/03-securite-soudage.md",
        "media/securite-soudage-1.png",
    }
    unit = get_outline(reading, draft.id).unit("securite-soudage")
    assert unit.title == "Fiche de sécurité : poste de soudage MIG/MAG"


def test_the_same_file_twice_makes_two_units_of_different_names(
    client, cast: Cast, save, reading, store
) -> None:
    save()
    for _ in range(2):
        assert send(client, cast.author, WORD.read_bytes(), name=WORD.name, keep="true").status_code == 200
    draft = find_draft(reading, find_module(reading, SLUG).id)
    names = [name for name in read_files(store, draft) if "soudage" in name]
    assert names == [
        "media/securite-soudage-1.png",
        "media/securite-soudage-2-1.png",
        "units/03-securite-soudage.md",
        "units/04-securite-soudage-2.md",
    ]


def test_a_name_of_ones_own_must_be_free_and_plain(client, cast: Cast, save) -> None:
    save()
    assert send(client, cast.author, unit="07-lames", title="Les lames").json["units"] == ["07-lames"]
    taken = send(client, cast.author, unit="09-la-scie")
    assert (taken.status_code, taken.json["code"]) == (409, "unit_name_taken")
    bad = send(client, cast.author, unit="lames")
    assert (bad.status_code, bad.json["code"]) == (422, "bad_unit_name")


def test_a_format_that_is_not_taken_says_which_are(client, cast: Cast, save) -> None:
    save()
    data = (DATA / "qti21" / "choice.xml").read_bytes()
    refused = send(client, cast.author, data, name="choice.xml")
    assert (refused.status_code, refused.json["code"]) == (422, "not_taken")
    title = refused.json["title"].replace("\xa0", " ")
    assert title.startswith("Ce fichier est une question ou un test QTI. On reprend ici : ")
    assert "Moodle" in title
    assert "Word" in title


def test_the_sentences_of_a_draft_are_in_the_language_of_its_module(
    client, cast: Cast, save, reading, store
) -> None:
    save(module=sample()["module.yaml"].decode().replace("language: fr", "language: en"))
    send(client, cast.author, b"Is it safe?{T}", keep="true")
    draft = find_draft(reading, find_module(reading, SLUG).id)
    unit = read_files(store, draft)["units/03-lames.md"].decode()
    assert "- [x] True\n  > Right." in unit


def test_a_draft_that_moved_in_the_meantime_is_not_written_over(
    app: Flask, database: Database, cast: Cast, save, store
) -> None:
    base = save()
    checksum = base.checksum
    with app.app_context():
        taken = take_into(store, base, Sent(GIFT, "lames.gift"))
        prepared = prepare(store, taken.files, slug=SLUG)
    moved = save(scie=SCIE.replace("se règle", "se règle seul"))
    with app.app_context(), database.writing() as session, pytest.raises(DraftMoved):
        save_draft(session, cast.author.actor, store=store, prepared=prepared, onto=checksum)
    with database.reading() as session:
        _, base = find_base(session, SLUG)
        assert base
        assert base.checksum == moved.checksum


@pytest.fixture
def run(app: Flask, cast: Cast):
    def act(*words: object) -> Result:
        with app.app_context():
            return CliRunner().invoke(taking_commands.take_file, [str(word) for word in words])

    return act


def test_at_the_console_the_report_is_read_line_by_line(run, save, reading) -> None:
    save()
    told = run(WORD, "--into", SLUG, "--unit", "05-soudage", "--report-only")
    assert told.exit_code == 0
    assert "Étapes: 11\n" in told.output
    assert "left: Les pieds de page ne sont pas repris.\n" in told.output
    assert told.output.endswith("atelier-bois: 05-soudage (nothing kept)\n")
    assert len(get_outline(reading, find_draft(reading, find_module(reading, SLUG).id).id).units) == 2


def test_at_the_console_the_draft_is_kept(run, save, reading, tmp_path: Path) -> None:
    save()
    file = tmp_path / "lames.gift"
    file.write_bytes(GIFT)
    assert run(file, "--into", SLUG).output.endswith("atelier-bois: 03-lames\n")
    assert (
        get_outline(reading, find_draft(reading, find_module(reading, SLUG).id).id).unit("lames") is not None
    )
    assert run(file, "--into", "rien").exit_code == 1
    file.write_bytes(b"%PDF-1.7")
    assert "un PDF" in run(file, "--into", SLUG).output
