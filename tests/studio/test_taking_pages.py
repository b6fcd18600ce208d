"""From elsewhere: the report first, the draft after."""

import io
import re
from hashlib import sha256

import pytest
from flask.testing import FlaskClient

from app.catalogue.queries import find_draft, find_module, get_outline
from tests.catalogue.conftest import SLUG, reading
from tests.catalogue.samples import SVG
from tests.catalogue.taking import DATA, DOCUMENTS
from tests.studio.test_studio_pages import XSS, fatou, text

__all__ = ["fatou", "reading"]

WORD = DOCUMENTS / "hygiene-refroidissement.docx"
PAGE = f"/studio/modules/{SLUG}/elsewhere"


def show(client: FlaskClient, data: bytes, name: str, title: str = ""):
    return client.post(
        PAGE, data={"file": (io.BytesIO(data), name), "title": title}, content_type="multipart/form-data"
    )


def hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(upload|name|title)" value="([^"]*)">', page))


def test_the_module_leads_to_it(fatou, save) -> None:
    save()
    assert f'href="{PAGE}"' in fatou.get(f"/studio/modules/{SLUG}").text
    page = text(fatou.get(PAGE))
    assert "Word (.docx), Markdown" in page


def test_the_report_is_read_before_anything_is_kept(fatou, save, reading) -> None:
    before = save()
    page = show(fatou, WORD.read_bytes(), WORD.name)
    assert page.status_code == 200
    said = text(page)
    assert "Document Word, hygiene-refroidissement.docx" in said
    assert "Étapes 6 Tableaux 2 Notes de bas de page 4" in said
    assert "La première ligne en tient lieu. « Relevé »" in said
    assert "Rien n’est encore gardé." in said
    assert find_draft(reading, find_module(reading, SLUG).id).checksum == before.checksum


def test_then_it_is_taken_into_the_draft(fatou, save, reading) -> None:
    save()
    fields = hidden(show(fatou, WORD.read_bytes(), WORD.name, "Refroidir").text)
    assert (fields["name"], fields["title"]) == (WORD.name, "Refroidir")
    taken = fatou.post(f"{PAGE}/units", data=fields)
    assert (taken.status_code, taken.location) == (303, f"/studio/modules/{SLUG}")
    assert "Repris dans le brouillon : 1 unité." in text(fatou.get(taken.location))
    unit = get_outline(reading, find_draft(reading, find_module(reading, SLUG).id).id).unit("refroidir")
    assert (unit.title, len(unit.blocks)) == ("Refroidir", 7)
    assert fatou.get(f"/studio/modules/{SLUG}/versions/0/units/refroidir").status_code == 200


@pytest.mark.parametrize("name", ["qti21/choice.xml", "scorm/packages/validscorm.zip", "archives/empty.zip"])
def test_other_formats_are_refused_in_a_sentence_that_says_which_are_taken(fatou, save, name: str) -> None:
    save()
    refused = show(fatou, (DATA / name).read_bytes(), name)
    assert refused.status_code == 422
    assert "On reprend ici : les questions de Moodle" in text(refused)


def test_names_and_titles_are_text(fatou, save) -> None:
    save()
    page = show(fatou, f"# {XSS}\n\nTexte {XSS}\n\n![{XSS}](a.png)\n".encode(), f"{XSS}.md", XSS)
    assert page.status_code == 200
    assert XSS not in page.text


@pytest.mark.parametrize("upload", ["", "../../etc/passwd", "0" * 64])
def test_a_file_that_is_not_there_is_asked_for_again(fatou, save, upload: str) -> None:
    save()
    refused = fatou.post(f"{PAGE}/units", data={"upload": upload, "name": "a.md"})
    assert refused.status_code == 422
    assert "Le fichier n’est plus là." in text(refused)


def test_a_picture_of_a_module_cannot_be_asked_for_as_a_file(fatou, save) -> None:
    """Media have keys of their own: who knows one gets nothing of it here."""
    save()
    refused = fatou.post(f"{PAGE}/units", data={"upload": sha256(SVG).hexdigest(), "name": "a.md"})
    assert "Le fichier n’est plus là." in text(refused)
