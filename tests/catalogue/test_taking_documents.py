"""Word documents and Markdown, cut into blocks. What a document holds is counted in its own XML."""

import io
import re
import zipfile
from xml.etree import ElementTree

import pytest

from app.catalogue.elsewhere import Fate, NotTaken
from tests.catalogue.samples import PNG
from tests.catalogue.taking import DOCUMENTS, assert_comes_back, blocks, codes, figures, read

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
COUNTED = ("headings", "steps", "tables", "pictures", "footnotes")
HELD = {
    "securite-soudage.docx": {"headings": 7, "steps": 11, "tables": 1, "pictures": 1},
    "hygiene-refroidissement.docx": {"headings": 6, "steps": 6, "tables": 2, "footnotes": 4},
    "exercice-convoyeur.docx": {"headings": 9, "steps": 5, "tables": 1, "pictures": 2},
}


def document(name: str) -> bytes:
    return (DOCUMENTS / name).read_bytes()


def held(name: str) -> dict[str, int]:
    """Counted by another way than the reader's: element by element."""
    with zipfile.ZipFile(DOCUMENTS / name) as archive:
        body = ElementTree.fromstring(archive.read("word/document.xml"))
    styles = [each.get(f"{W}val", "") for each in body.iter(f"{W}pStyle")]
    counts = {
        "headings": sum(style.startswith(("Heading", "Title")) for style in styles),
        "steps": sum(style.startswith("ListNumber") for style in styles),
        "tables": sum(1 for _ in body.iter(f"{W}tbl")),
        "pictures": sum(1 for _ in body.iter(PICTURE)),
        "footnotes": sum(1 for _ in body.iter(f"{W}footnoteReference")),
    }
    return {key: count for key, count in counts.items() if count}


@pytest.mark.parametrize("name", HELD)
def test_the_report_counts_what_the_document_holds(name: str) -> None:
    draft = read(document(name), name)
    found = {key: count for key, count in figures(draft).items() if key in COUNTED}
    assert found == held(name) == HELD[name]
    assert_comes_back(draft)


@pytest.mark.parametrize("name", HELD)
def test_every_word_of_the_document_is_in_the_unit(name: str) -> None:
    with zipfile.ZipFile(DOCUMENTS / name) as archive:
        body = ElementTree.fromstring(archive.read("word/document.xml"))
    draft = read(document(name), name)
    said = " ".join([draft.units[0].title, *blocks(draft)])
    words = {word for each in body.iter(f"{W}t") for word in re.findall(r"[\w’]+", each.text or "")}
    assert words - set(re.findall(r"[\w’]+", said)) == set()


def test_a_procedure_takes_the_heading_above_it_and_a_picture_its_caption() -> None:
    draft = read(document("securite-soudage.docx"), "securite-soudage.docx")
    written = "\n\n".join(blocks(draft))
    assert draft.units[0].title == "Fiche de sécurité : poste de soudage MIG/MAG"
    assert ':::steps{#avant-d-amorcer title="Avant d’amorcer"}\n1. Vérifiez que le sol' in written
    assert "7. Annoncez « Attention les yeux » avant d’amorcer.\n:::" in written
    assert 'au-dessus"}\nFigure 1 : la bouche d’aspiration est entre l’arc et le visage.\n:::' in written
    assert "footers_left" in codes(draft, Fate.LEFT)


def test_footnotes_are_numbered_in_the_text_and_gathered_at_the_end() -> None:
    draft = read(document("hygiene-refroidissement.docx"), "hygiene.docx")
    written = blocks(draft)
    assert "points critiques[1]." in written[0]
    assert written[-1].startswith("## Notes {#notes}\n\n1. Règlement (CE) no 852/2004, article 5")
    assert {"footnotes_moved", "table_head_made"} <= set(codes(draft, Fate.CHANGED))


def test_markdown_goes_the_same_way() -> None:
    text = (
        "---\nauteur: moi\n---\n# Le titre\n\nUn mot[^1] et un [lien](https://exemple.be).\n\n"
        "## Faire\n\n1. Couper\n2. Mesurer\n\n   Deux fois.\n\n## Voir\n\n#### Détail\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n"
        "![Un plan](plan.png)\n\n[^1]: La note.\n"
    )
    draft = read(text, "cours.md")
    assert draft.units[0].title == "Le titre"
    assert figures(draft) == {
        "headings": 4,
        "texts": 3,
        "procedures": 1,
        "steps": 2,
        "tables": 1,
        "footnotes": 1,
    }
    assert "Un mot[1] et un [lien](https://exemple.be)." in blocks(draft)[0]
    assert "2. Mesurer\n\n   Deux fois." in blocks(draft)[1]
    assert {"front_matter_left", "picture_missing"} == set(codes(draft, Fate.LEFT))
    assert "heading_raised" in codes(draft, Fate.CHANGED)
    assert_comes_back(draft)


def test_text_that_looks_like_our_own_marks_stays_text() -> None:
    draft = read("Avant\n\n\\:::question{#x}\n\n- \\[x\\] ceci\n\n{{trou}} <b>gras</b>\n", "a.md")
    assert figures(draft) == {"texts": 1}
    assert "\\:::question" in blocks(draft)[0]
    assert "**gras**" in blocks(draft)[0]
    assert_comes_back(draft)


def test_a_long_document_becomes_as_many_units_as_their_files_may_hold() -> None:
    text = "\n\n".join(f"## Partie {number}\n\n{'Un mot de plus. ' * 200}" for number in range(60))
    draft = read(text, "long.md")
    assert [unit.name for unit in draft.units] == ["07-repris", "07-repris-2", "07-repris-3"]
    assert figures(draft)["headings"] == 60
    assert "parted" in codes(draft, Fate.CHANGED)
    assert_comes_back(draft)


def changed(name: str, **members: bytes | None) -> bytes:
    """A document with some of its parts replaced, or taken out."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(DOCUMENTS / name) as source, zipfile.ZipFile(buffer, "w") as target:
        for path in source.namelist():
            data = members.get(path, source.read(path))
            if data is not None:
                target.writestr(path, data)
    return buffer.getvalue()


DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaa">]><w>&a;</w>'


@pytest.mark.parametrize(
    ("members", "why"),
    [
        ({"word/document.xml": DOCTYPE}, "xml_document_type"),
        ({"word/styles.xml": DOCTYPE}, "xml_document_type"),
        ({"word/document.xml": b"<w"}, "xml_unreadable"),
        ({"word/document.xml": b"<w>" * 300 + b"</w>" * 300}, "xml_too_deep"),
        ({"word/document.xml": b"<w/>"}, "document_bent"),
        ({"word/media/image1.png": None}, "document_bent"),
    ],
)
def test_a_document_that_is_bent_or_hostile_is_refused(members: dict[str, bytes | None], why: str) -> None:
    with pytest.raises(NotTaken) as refused:
        read(changed("securite-soudage.docx", **members), "x.docx")
    assert refused.value.facts["why"] == why


def test_a_document_that_unpacks_without_end_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(30_000_000))
    with pytest.raises(NotTaken) as refused:
        read(buffer.getvalue(), "x.docx")
    assert refused.value.facts["why"] == "document_unreadable"


def test_a_picture_of_a_kind_we_do_not_show_is_told() -> None:
    data = changed("securite-soudage.docx", **{"word/media/image1.png": b"\x01\x00\x00\x00" + bytes(60)})
    draft = read(data, "x.docx")
    assert "pictures" not in figures(draft)
    (left,) = [note for note in draft.report.of(Fate.LEFT) if note.code == "picture_kind"]
    assert left.facts == {"kind": "EMF"}


def test_a_picture_without_words_gets_a_mark_to_replace() -> None:
    import base64

    address = f"data:image/png;base64,{base64.b64encode(PNG).decode()}"
    draft = read(f"Texte.\n\n![]({address})\n", "a.md")
    assert 'alt="Image à décrire"' in blocks(draft)[1]
    assert "alt_made" in codes(draft, Fate.CHANGED)


def test_signs_that_markdown_reads_are_kept_beside_what_is_bold() -> None:
    draft = read("**Gras**, 1 &lt; 2, \\[x\\](y), a\\_b\\_c et\n\n1986\\. Une année.\n", "a.md")
    assert blocks(draft) == [
        ":::text{#gras-1-2-x-y-a-b-c-et-1986-une-annee}\n**Gras**, 1 \\< 2, \\[x\\](y), a\\_b\\_c et\n\n1986\\. Une année.\n:::"
    ]
    assert codes(draft, Fate.CHANGED) == ["minutes_guessed"]
