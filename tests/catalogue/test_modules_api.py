import io
import zipfile
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from app.catalogue.content import write_archive
from app.catalogue.models import Module
from app.kernel.clock import now
from app.kernel.db import Database
from app.people.models import Role
from app.people.services.accounts import give_role
from tests import counting
from tests.cast import Cast, add_centre
from tests.catalogue.conftest import SLUG, Publish
from tests.catalogue.samples import MODULE, SCIE, sample

API = "/api/v1"
XSS = "<img src=x onerror=alert(1)><script>alert(2)</script>"


def put(
    client: FlaskClient, who, data: bytes, slug: str = SLUG, content_type: str = "application/zip", **query
):
    return client.put(
        f"{API}/modules/{slug}/draft",
        data=data,
        content_type=content_type,
        headers=who.bearer,
        query_string=query,
    )


def zipped(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in members.items():
            archive.writestr(path, data)
    return buffer.getvalue()


@pytest.fixture
def share(database: Database):
    def act() -> None:
        with database.writing() as session:
            session.execute(update(Module).values(is_shared=True))

    return act


@pytest.fixture
def many_modules(database: Database, cast: Cast) -> list[str]:
    slugs = [f"module-{number:02}" for number in range(10)]
    with database.writing() as session:
        for slug in slugs:
            session.add(
                Module(
                    slug=slug,
                    centre_id=cast.centre_id,
                    title=slug,
                    language="fr",
                    sector="wood",
                    licence="CC0-1.0",
                    review_on=date(2027, 1, 1),
                    created_at=now(),
                )
            )
    return slugs


@pytest.fixture
def statements(database: Database):
    """Counts what the database is asked."""
    with counting.statements(database) as seen:
        yield seen


@pytest.mark.parametrize("content_type", ["application/zip", "application/octet-stream"])
@pytest.mark.postgres
def test_an_author_sends_a_zip_then_publishes_it(client: FlaskClient, cast: Cast, content_type: str) -> None:
    saved = put(client, cast.author, write_archive(sample()), content_type=content_type)
    assert (saved.status_code, saved.json["number"], saved.json["required_blocks"]) == (200, 0, 10)
    published = client.post(
        f"{API}/modules/{SLUG}/versions", json={"note": "Premier jet"}, headers=cast.author.bearer
    )
    assert (published.status_code, published.json["number"]) == (201, 1)
    assert published.json["checksum"] == saved.json["checksum"]


@pytest.mark.postgres
def test_publishing_again_answers_201_with_the_same_version(client: FlaskClient, cast: Cast, publish) -> None:
    version = publish()
    put(client, cast.author, write_archive(sample()))
    again = client.post(f"{API}/modules/{SLUG}/versions", json={"note": "x"}, headers=cast.author.bearer)
    assert again.status_code == 201
    assert (again.json["number"], again.json["checksum"]) == (1, version.checksum)


def test_every_fault_comes_back_at_once_with_file_and_line(client: FlaskClient, cast: Cast) -> None:
    files = sample(scie=SCIE.replace('kind="safety"', 'kind="danger"'), module=MODULE.replace("wood", "W!"))
    refused = put(client, cast.author, write_archive(files))
    assert (refused.status_code, refused.json["code"]) == (422, "faults_found")
    assert refused.content_type == "application/problem+json"
    assert {(fault["file"], fault["line"]) for fault in refused.json["faults"]} == {
        ("module.yaml", 6),
        ("units/01-la-scie.md", 19),
    }
    assert all(fault["message"] for fault in refused.json["faults"])


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "archive_empty"),
        (b"not a zip", "archive_not_zip"),
        (zipped(**{"../module.yaml": b"x"}), "member_path"),
        (zipped(**{"/etc/passwd": b"x"}), "member_path"),
        (zipped(**{"media/a.svg": bytes(12_000_000)}), "member_too_long"),
        (zipped(**{f"media/{number}.svg": b"" for number in range(1100)}), "archive_too_many"),
        (zipped(**{"atelier-bois/module.yaml": MODULE.encode()}), "module_file_nested"),
    ],
    ids=["empty", "no zip", "upwards", "absolute", "bomb", "crowd", "nested"],
)
def test_a_hostile_archive_is_refused_by_its_reason(client, cast: Cast, data: bytes, code: str) -> None:
    refused = put(client, cast.author, data)
    assert refused.status_code == 422
    assert code in {fault["code"] for fault in refused.json["faults"]}


def test_a_body_over_the_limit_is_refused_before_it_is_read(app: Flask, client, cast: Cast) -> None:
    most = app.extensions["compagnon"].settings.archive_max_mb * 1024 * 1024
    refused = client.put(
        f"{API}/modules/{SLUG}/draft",
        data=b"PK",
        headers=cast.author.bearer,
        content_type="application/zip",
        environ_overrides={"CONTENT_LENGTH": str(most + 1)},
    )
    assert (refused.status_code, refused.json["code"]) == (413, "too_large")


def test_a_form_is_not_an_archive(client, cast: Cast) -> None:
    refused = put(client, cast.author, b"a=b", content_type="application/x-www-form-urlencoded")
    assert (refused.status_code, refused.json["code"]) == (415, "wrong_media_type")


def test_the_zip_belongs_to_its_address(client, cast: Cast) -> None:
    refused = put(client, cast.author, write_archive(sample()), slug="atelier-fer")
    assert [fault["code"] for fault in refused.json["faults"]] == ["slug_differs"]


def test_another_centre_learns_nothing_of_a_private_module(client, cast: Cast, publish: Publish) -> None:
    publish()
    who = cast.other_author.bearer
    answers = [
        client.get(f"{API}/modules/{SLUG}", headers=who),
        client.get(f"{API}/modules/{SLUG}/versions/1", headers=who),
        client.get(f"{API}/modules/{SLUG}/versions/1/archive", headers=who),
        client.post(f"{API}/modules/{SLUG}/versions", json={"note": ""}, headers=who),
        put(client, cast.other_author, b"whatever"),
    ]
    assert [(answer.status_code, answer.json["code"]) for answer in answers] == [(404, "not_found")] * 5
    assert client.get(f"{API}/modules", headers=who).json["items"] == []


def test_a_shared_module_is_read_elsewhere_but_its_source_stays(client, cast, publish, share) -> None:
    publish()
    share()
    who = cast.other_author.bearer
    assert client.get(f"{API}/modules/{SLUG}", headers=who).json["editable"] is False
    assert client.get(f"{API}/modules", headers=who).json["items"][0]["slug"] == SLUG
    assert client.get(f"{API}/modules?editable=1", headers=who).json["items"] == []
    assert client.get(f"{API}/modules/{SLUG}/versions/1/archive", headers=who).status_code == 403
    assert put(client, cast.other_author, write_archive(sample())).status_code == 403


@pytest.mark.parametrize("who", ["learner", "tutor", "manager"])
def test_who_does_not_train_neither_saves_nor_publishes_nor_takes_the_source(
    client, cast, publish, who
) -> None:
    publish()
    member = getattr(cast, who)
    assert put(client, member, write_archive(sample())).status_code == 403
    assert client.post(f"{API}/modules/{SLUG}/versions", json={}, headers=member.bearer).status_code == 403
    archive = client.get(f"{API}/modules/{SLUG}/versions/1/archive", headers=member.bearer)
    assert archive.status_code == 403


def test_a_version_lists_its_units_and_blocks_without_any_answer(client, cast: Cast, publish) -> None:
    publish()
    shown = client.get(f"{API}/modules/{SLUG}/versions/1", headers=cast.learner.bearer)
    scie, banc = shown.json["units"]
    assert (scie["id"], scie["place"], banc["id"], banc["place"]) == (
        "la-scie",
        "remote",
        "au-banc",
        "in_centre",
    )
    assert [block["id"] for block in scie["blocks"]][:4] == ["parties", "alerte-lame", "suite", "vue"]
    assert (banc["prerequisites"], banc["bring"]) == (["la-scie"], ["Des chaussures fermées"])
    assert scie["blocks"][2]["required"] is False
    assert b"Elle coupe sans tourner" not in shown.data


def test_the_draft_is_version_0_for_its_authors_alone(client, cast: Cast, publish, save) -> None:
    publish()
    save(scie=SCIE.replace("se règle", "se règle seul"))
    at = f"{API}/modules/{SLUG}/versions/0"
    assert client.get(at, headers=cast.author.bearer).json["state"] == "draft"
    assert client.get(at, headers=cast.learner.bearer).status_code == 404


def test_the_archive_gives_the_canonical_files_back(client, cast: Cast, publish: Publish) -> None:
    publish()
    archive = client.get(f"{API}/modules/{SLUG}/versions/1/archive", headers=cast.author.bearer)
    assert (archive.status_code, archive.content_type) == (200, "application/zip")
    with zipfile.ZipFile(io.BytesIO(archive.data)) as opened:
        assert {name: opened.read(name) for name in opened.namelist()} == sample()
    assert put(client, cast.author, archive.data).json["number"] == 1


def test_titles_go_out_as_typed_and_as_json(client, cast: Cast) -> None:
    title = f"Atelier {XSS}"
    files = sample(module=MODULE.replace("title: Atelier bois", f"title: '{title}'"))
    saved = put(client, cast.author, write_archive(files))
    assert saved.status_code == 200
    shown = client.get(f"{API}/modules/{SLUG}", headers=cast.author.bearer)
    assert shown.json["title"] == title
    assert (shown.content_type, shown.headers["X-Content-Type-Options"]) == ("application/json", "nosniff")


def test_html_in_a_statement_is_a_fault_not_a_page(client, cast: Cast) -> None:
    files = sample(scie=SCIE.replace("La lame est immobile.", XSS))
    refused = put(client, cast.author, write_archive(files))
    assert "raw_html" in {fault["code"] for fault in refused.json["faults"]}


def test_a_trainer_of_two_centres_says_where_a_new_module_belongs(app, database, client, cast: Cast) -> None:
    with app.app_context(), database.writing() as session:
        huy = add_centre(session, "huy", "Huy")
        give_role(
            session,
            person_id=cast.author.id,
            centre_id=huy.id,
            role=Role.TRAINER,
            from_on=date(2020, 1, 1),
        )
    data = write_archive(sample())
    assert put(client, cast.author, data).json["code"] == "centre_unclear"
    assert put(client, cast.author, data, centre=str(cast.other_centre_id)).status_code == 403
    assert put(client, cast.author, data, centre=str(huy.id)).status_code == 200
    shown = client.get(f"{API}/modules/{SLUG}", headers=cast.author.bearer)
    assert shown.json["centre"] == str(huy.id)


def test_pages_of_the_catalogue_follow_each_other_without_loss(client, cast: Cast, many_modules) -> None:
    seen, cursor = [], ""
    while cursor is not None:
        asked = {"limit": 3} | ({"cursor": cursor} if cursor else {})
        page = client.get(f"{API}/modules", query_string=asked, headers=cast.author.bearer)
        seen += [item["slug"] for item in page.json["items"]]
        cursor = page.json["next"]
    assert seen == sorted(many_modules)


@pytest.mark.parametrize("cursor", ["%%%", "bm9wZXxub3Bl"])
def test_a_cursor_that_is_none_is_refused(client, cast: Cast, cursor: str) -> None:
    refused = client.get(f"{API}/modules", query_string={"cursor": cursor}, headers=cast.author.bearer)
    assert (refused.status_code, refused.json["code"]) == (422, "invalid")


def test_a_list_and_a_version_cost_the_same_whatever_stands_behind(
    client, cast: Cast, publish, many_modules, statements
) -> None:
    version = publish()
    statements.clear()
    client.get(f"{API}/modules?limit=1", headers=cast.author.bearer)
    one = len(statements)
    statements.clear()
    client.get(f"{API}/modules?limit=200", headers=cast.author.bearer)
    assert (one, len(statements)) == (2, 2)
    statements.clear()
    shown = client.get(f"{API}/modules/{SLUG}/versions/{version.number}", headers=cast.author.bearer)
    assert (shown.status_code, len(statements)) == (200, 3)


def test_saving_and_publishing_stay_within_twelve_statements(client, cast: Cast, statements) -> None:
    put(client, cast.author, write_archive(sample()))
    statements.clear()
    changed = sample(scie=SCIE.replace("se règle", "se règle seul"))
    assert put(client, cast.author, write_archive(changed)).status_code == 200
    assert len(statements) <= 12
    statements.clear()
    client.post(f"{API}/modules/{SLUG}/versions", json={"note": ""}, headers=cast.author.bearer)
    assert len(statements) <= 12
