"""The files of a draft, from their page and from an island: what comes in, what is told of it, what goes."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from app.catalogue.admission import MEGABYTE, MediumTooLarge, check_size
from app.catalogue.draft_media import list_media, named_in
from app.catalogue.models import Block
from app.catalogue.services.editing import open_draft
from app.catalogue.services.sweeping import sweep_store
from app.kernel.clock import clock_set_to
from app.kernel.db import Database
from app.kernel.sentences import sentence_for
from tests.cast import Cast
from tests.catalogue.photographs import bare, drawing, opened, photograph
from tests.catalogue.samples import SVG, VTT
from tests.studio.desks import SCRIPT, open_form

PAGE = "/studio/modules/atelier-bois/media"
HISTORY = "/studio/modules/atelier-bois/history"
JSON = {"Accept": "application/json"}

pytestmark = pytest.mark.postgres


@pytest.fixture
def author(app: Flask, client: FlaskClient, cast: Cast, database: Database, store, publish) -> FlaskClient:
    """Fatou, with a published module and a draft open."""
    app.config["WTF_CSRF_ENABLED"] = False
    publish()
    with app.app_context(), database.writing() as session:
        open_draft(session, cast.author.actor, store=store, slug="atelier-bois")
    return cast.author.sit_down(client)


def send(client: FlaskClient, data: bytes, name: str = "Scie à ruban.JPG", to: str = PAGE, **more):
    form = {"file": (io.BytesIO(data), name)} | more
    return client.post(to, data=form, headers=JSON, content_type="multipart/form-data")


@pytest.fixture
def files(app: Flask, database: Database, cast: Cast):
    """The files of the draft by name, as they are committed now."""

    def look() -> dict:
        with app.app_context(), database.session(writes=False) as session:
            return {file.name: file for file in list_media(session, cast.author.actor, "atelier-bois")}

    return look


def test_a_photograph_that_is_sent_becomes_a_clean_file_of_the_draft(author, files) -> None:
    sent = send(author, photograph((3200, 2400)))
    assert (sent.status_code, sent.json["name"], sent.json["type"]) == (200, "scie-a-ruban.jpg", "image/jpeg")
    kept = files()["scie-a-ruban.jpg"]
    assert (kept.width, kept.height) == (2160, 2880)
    with author.get(sent.json["url"]) as shown:
        assert b"Appareil secret" not in shown.data
        assert len(opened(shown.data).getexif()) == 0


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Œuvre d’été (2).JPEG", "oeuvre-d-ete-2.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        (".htaccess", "htaccess.jpg"),
        ("<img src=x onerror=alert(1)>.svg", "img-src-x-onerror-alert-1.jpg"),
        ("工具.jpg", "fichier.jpg"),
        ("a" * 150 + ".jpg", "fichier.jpg"),
        ("scie.svg", "scie.jpg"),
    ],
)
def test_a_name_is_made_plain(author, given: str, kept: str) -> None:
    assert send(author, bare(), given).json["name"] == kept


def test_a_name_is_made_free_and_the_same_file_keeps_its_name(author, files) -> None:
    names = [send(author, bare((40 + extra, 40)), "vue.jpg").json["name"] for extra in (0, 1, 0)]
    assert names == ["vue.jpg", "vue-2.jpg", "vue.jpg"]
    assert set(files()) == {"scie.svg", "vue.jpg", "vue-2.jpg"}


@pytest.mark.parametrize(
    ("data", "name", "code", "says"),
    [
        (b"\0\0\0\x18ftypheic" + bytes(40), "IMG.heic", "medium_not_taken", "HEIC"),
        (b"GIF89a" + bytes(40), "a.gif", "medium_not_taken", "GIF"),
        (b"PK\x03\x04" + bytes(40), "cours.docx", "medium_not_taken", "PDF"),
        (b"1\n00:00:01,000 --> 00:00:02,000\nBien", "film.srt", "medium_not_taken", "WebVTT"),
        (b"MZ" + bytes(40), "a.exe", "medium_not_taken", "n’est pas pris"),
        (bare()[:400], "a.jpg", "picture_damaged", "ne s’ouvre pas"),
        (b"", "vide.jpg", "medium_not_taken", "n’est pas pris"),
    ],
    ids=["heic", "gif", "word", "srt", "program", "cut", "empty"],
)
def test_what_is_not_taken_is_told_with_the_way_out(author, files, data, name, code, says) -> None:
    refused = send(author, data, name)
    assert (refused.status_code, refused.json["code"]) == (422, code)
    assert says in refused.json["detail"]
    assert set(files()) == {"scie.svg"}


@pytest.mark.parametrize(
    ("media_type", "most", "way_out"),
    [
        ("image/jpeg", 30, "3000\u00a0pixels"),
        ("image/svg+xml", 2, "Réduisez"),
        ("text/vtt", 1, "bon fichier"),
        ("video/mp4", 500, "720p"),
    ],
)
def test_a_limit_is_told_with_the_way_out(app: Flask, media_type: str, most: int, way_out: str) -> None:
    check_size(media_type, most * MEGABYTE, 500)
    with app.test_request_context(), pytest.raises(MediumTooLarge) as refused:
        check_size(media_type, most * MEGABYTE + 1, 500)
    with app.test_request_context():
        said = sentence_for(refused.value.code, refused.value.facts)
    assert f"{most}\u00a0Mo" in said
    assert way_out in said


def test_faults_of_captions_and_drawings_come_with_their_lines(author) -> None:
    refused = send(author, VTT + b"\n00:09.000 --> 00:01.000\nFin.\n", "film.vtt")
    assert [line["line"] for line in refused.json["lines"]] == [6]
    refused = send(author, SVG.replace(b"<path", b"\n<script>alert(1)</script><path"), "scie.svg")
    assert [line["line"] for line in refused.json["lines"]] == [2]
    page = author.post(PAGE, data={"file": (io.BytesIO(b"WEBVTT\n\nrien\n"), "film.vtt")})
    assert page.status_code == 422
    assert "ligne 3" in page.text
    assert "Ce passage n’a pas de temps" in page.text


def test_the_page_says_where_a_file_is_shown_and_how_it_is_described(author) -> None:
    send(author, bare(), "autre.jpg")
    page = author.get(PAGE).text
    assert "La scie, La scie." in page
    assert "La scie vue de face, la lame au milieu" in page
    assert "1 fichier n’est montré par aucun bloc" in page
    assert f"{PAGE}/autre.jpg/remove" in page
    assert f"{PAGE}/scie.svg/remove" not in page


def test_what_a_file_is_for_is_said_in_the_language_of_the_module_first() -> None:
    told = {language: {"src": "scie.svg", "alt": f"alt {language}"} for language in ("de", "fr", "nl")}
    named = [fields["alt"] for _, fields in named_in(Block(source=told), "fr")]
    assert named[0] == "alt fr"
    assert len(named) == 3


def test_without_script_a_file_is_sent_by_its_form(author, files) -> None:
    sent = author.post(PAGE, data={"file": (io.BytesIO(bare()), "vue.jpg")})
    assert (sent.status_code, sent.location) == (303, PAGE)
    assert "vue.jpg" in files()
    assert author.post(PAGE, data={}).status_code == 422


def test_a_file_that_is_replaced_is_shown_anew_wherever_it_is_used(author, files) -> None:
    new = SVG.replace(b"0 0 8 8", b"0 0 16 4")
    former = files()["scie.svg"]
    assert (
        author.post(f"{PAGE}/scie.svg/replace", data={"file": (io.BytesIO(new), "x.svg")}).status_code == 303
    )
    now = files()["scie.svg"]
    assert (now.sha256 != former.sha256, now.uses) == (True, former.uses)
    with author.get(now.url) as shown:
        assert shown.data == new
    refused = send(author, bare(), "x.jpg", f"{PAGE}/scie.svg/replace")
    assert (refused.status_code, refused.json["code"]) == (409, "medium_other_type")


def test_a_file_goes_when_no_block_shows_it(author, files) -> None:
    send(author, bare(), "vue.jpg")
    assert author.post(f"{PAGE}/scie.svg/remove").status_code == 409
    assert author.post(f"{PAGE}/vue.jpg/remove").status_code == 303
    assert set(files()) == {"scie.svg"}
    send(author, bare(), "vue.jpg")
    assert author.post(f"{PAGE}/remove-unused").status_code == 303
    assert set(files()) == {"scie.svg"}


def test_a_part_of_a_picture_becomes_a_picture_of_its_own(author, files) -> None:
    send(author, drawing(1000, 500), "plan.png")
    where = f"{PAGE}/plan.png/cut"
    assert "Garder cette partie" in author.get(where).text
    made = author.post(where, data={"left": 50, "top": 0, "width": 50, "height": 50, "turn": 0}, headers=JSON)
    assert made.json["name"] == "plan-2.png"
    kept = files()
    assert (kept["plan-2.png"].width, kept["plan-2.png"].height) == (500, 250)
    assert (kept["plan.png"].width, kept["plan.png"].height) == (1000, 500)
    turned = author.post(where, data={"turn": 90}, headers=JSON).json["name"]
    assert (files()[turned].width, files()[turned].height) == (500, 1000)


@pytest.mark.parametrize(
    "asked",
    [
        {"left": 60, "width": 60},
        {"left": -1},
        {"width": 0.1, "height": 0.1},
        {"turn": 45},
        {"left": "nan"},
        {"width": "tout"},
    ],
)
def test_a_part_outside_the_picture_is_refused(author, files, asked) -> None:
    send(author, drawing(), "plan.png")
    refused = author.post(f"{PAGE}/plan.png/cut", data=asked)
    assert refused.status_code == 422
    assert "sort de l’image" in refused.text
    assert author.get(f"{PAGE}/scie.svg/cut").status_code == 404
    assert len(files()) == 2


def test_a_draft_that_was_not_opened_shows_its_files_and_opens_with_the_first_sent(
    app, client, cast: Cast, publish, files
) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    publish()
    browser = cast.author.sit_down(client)
    assert "Aucun fichier pour l’instant" in browser.get(PAGE).text
    assert send(browser, bare(), "vue.jpg").status_code == 200
    assert set(files()) == {"scie.svg", "vue.jpg"}


def undo_last(author: FlaskClient) -> None:
    page = BeautifulSoup(author.get(HISTORY).text, "html.parser")
    undone = author.post(str(page.select(".change-acts")[0]["action"]))
    assert (undone.status_code, undone.location) == (303, HISTORY)


def test_a_file_that_was_replaced_is_told_and_comes_back_with_its_size(author, files) -> None:
    before = files()["scie.svg"]
    other = SVG.replace(b"<svg", b'<svg data-other="1"')
    send(author, other, "scie.svg", to=f"{PAGE}/scie.svg/replace")
    assert files()["scie.svg"].sha256 != before.sha256
    assert "a remplacé un fichier\u00a0: scie.svg" in author.get(HISTORY).text
    undo_last(author)
    assert files()["scie.svg"].sha256 == before.sha256
    undo_last(author)
    assert files()["scie.svg"].sha256 != before.sha256


def test_files_that_were_removed_are_told_and_come_back(author, files) -> None:
    for extra in (0, 1):
        send(author, bare((40 + extra, 40)), "vue.jpg")
    before = set(files())
    author.post(f"{PAGE}/remove-unused")
    assert set(files()) == {"scie.svg"}
    assert "a retiré du brouillon\u00a0: vue-2.jpg, vue.jpg" in author.get(HISTORY).text
    undo_last(author)
    assert set(files()) == before
    author.post(f"{PAGE}/vue.jpg/remove")
    undo_last(author)
    assert set(files()) == before


def test_a_file_that_was_removed_comes_back_for_a_month(app: Flask, author, files, database, store) -> None:
    def sweep(days: float = 0) -> None:
        moment = datetime.now(UTC) + timedelta(days=days)
        with clock_set_to(lambda: moment), app.app_context():
            sweep_store(database, store)

    send(author, bare(), "vue.jpg")
    author.post(f"{PAGE}/vue.jpg/remove")
    sweep()
    sweep(29)
    undo_last(author)
    assert "vue.jpg" in files()
    author.post(f"{PAGE}/vue.jpg/remove")
    sweep(31)
    page = BeautifulSoup(author.get(HISTORY).text, "html.parser")
    refused = author.post(str(page.select(".change-acts")[0]["action"]), follow_redirects=True)
    assert "Ce fichier n’est plus gardé" in refused.text
    assert "vue.jpg" not in files()


def test_what_came_back_is_not_taken_away_again_while_a_block_shows_it(author, files) -> None:
    send(author, bare(), "vue.jpg")
    author.post(f"{PAGE}/vue.jpg/remove")
    undo_last(author)
    form = open_form(author, "vue") | {"src": "vue.jpg"}
    assert (
        author.post("/studio/modules/atelier-bois/blocks/vue", data=form, headers=SCRIPT).status_code == 200
    )
    page = BeautifulSoup(author.get(HISTORY).text, "html.parser")
    refused = author.post(str(page.select(".change-acts")[1]["action"]), follow_redirects=True)
    assert "Un bloc montre encore vue.jpg" in refused.text
    assert "vue.jpg" in files()
