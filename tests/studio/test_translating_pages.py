"""A trainer writes a unit in another language beside its source, and sees what is missing and what to look at again."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.studio.beside_form import fields_beside
from tests.cast import Cast
from tests.studio.desks import SCRIPT, STUDIO, UNIT, Page, fatou, open_form, sent, words

__all__ = ["fatou"]

LANGUAGES, HEAD = f"{STUDIO}/languages", f"{STUDIO}/translate/en"
BESIDE = f"{HEAD}/units/la-scie"
BLOCK = f"{STUDIO}/blocks/parties"


@pytest.fixture
def english(fatou: FlaskClient) -> FlaskClient:
    """English is begun for the whole module."""
    begun = fatou.post(LANGUAGES, data={"language": "en"})
    assert (begun.status_code, begun.location) == (303, HEAD)
    return fatou


def beside(client: FlaskClient, **query: str) -> Page:
    return Page(client.get(BESIDE, query_string=query))


def form_beside(client: FlaskClient) -> dict[str, str]:
    return beside(client, block="parties").form


def standing(page: Page, code: str = "parties") -> str:
    return words(str(page.one(f"#block-{code} .chip")))


def translate(client: FlaskClient, body: str = "The blade, the guide, the table.") -> None:
    typed = form_beside(client) | {"title": "The parts", "body": body}
    saved = client.post(BLOCK, query_string={"beside": 1}, data=typed, headers=SCRIPT)
    assert saved.status_code == 200, saved.text[:300]


def rewrite(client: FlaskClient, body: str = "La lame et la table.") -> None:
    """In the language of the module, in its own editor."""
    assert client.post(BLOCK, data=open_form(client, "parties") | {"body": body}).status_code == 303


def test_a_module_of_one_language_says_so_and_offers_the_others(fatou: FlaskClient) -> None:
    page = Page(fatou.get(LANGUAGES))
    assert "Ce module n’a qu’une langue" in page.text
    offered = [option["value"] for option in page.soup.select("select[name=language] option")]
    assert offered == ["en", "de", "nl"]


def test_every_block_of_a_language_just_begun_is_to_be_translated(english: FlaskClient) -> None:
    page = beside(english)
    assert page.blocks[:3] == ["parties", "alerte-lame", "suite"]
    assert {standing(page, code).strip() for code in page.blocks} == {"à traduire"}
    source = page.one("#block-parties .beside-source")
    assert "La lame, le guide et la table." in words(str(source))
    assert source["lang"] == "fr"


def test_what_is_written_beside_its_source_is_kept_and_shown(english: FlaskClient) -> None:
    translate(english)
    page = beside(english)
    block = page.one("#block-parties")
    assert "The blade, the guide, the table." in words(str(block.select_one(".beside-words")))
    assert "La lame, le guide et la table." in words(str(block.select_one(".beside-source")))
    assert "à jour" in standing(page)
    assert "La lame, le guide et la table." in Page(english.get(UNIT)).text


def test_a_source_that_changes_marks_the_translation_and_shows_the_words(english: FlaskClient) -> None:
    translate(english)
    rewrite(english)
    page = beside(english)
    assert "à revoir" in standing(page)
    changed = page.one("#block-parties .beside-changed")
    assert ", le guide" in str(changed.select_one("del"))
    assert changed.select_one(".change-text")["lang"] == "fr"


def test_still_right_takes_the_mark_away(english: FlaskClient) -> None:
    translate(english)
    rewrite(english)
    button = beside(english).one("#block-parties .beside-changed button")
    act = dict(sent(beside(english).one("#act"))) | {"seen": str(button["value"])}
    said = english.post(str(button["formaction"]), data=act)
    assert (said.status_code, said.location) == (303, f"{BESIDE}#block-parties")
    page = beside(english)
    assert "à jour" in standing(page)
    assert "The blade, the guide, the table." in page.text


def test_what_was_confirmed_unseen_is_not_taken_for_right(english: FlaskClient) -> None:
    translate(english)
    rewrite(english)
    page = beside(english)
    button = page.one("#block-parties .beside-changed button")
    rewrite(english, "La lame seule.")
    act = dict(sent(page.one("#act"))) | {"seen": str(button["value"])}
    told = english.post(str(button["formaction"]), data=act, follow_redirects=True)
    assert "Le texte d’origine vient encore de changer" in words(told.text)
    assert "à revoir" in standing(Page(told))


def test_saving_says_at_once_how_the_translation_stands_and_shows_the_newest_source(
    english: FlaskClient,
) -> None:
    typed = form_beside(english) | {"title": "The parts", "body": "The blade."}
    rewrite(english)
    saved = english.post(BLOCK, data=typed, headers=SCRIPT)
    assert "à revoir" in words(saved.text)
    assert "La lame et la table." in words(saved.text)
    assert "data-standing" in saved.text


def test_two_people_who_translate_the_same_block_see_both_texts(english: FlaskClient) -> None:
    first = form_beside(english) | {"title": "The parts", "body": "Mine."}
    translate(english, "Theirs.")
    refused = english.post(BLOCK, data=first, headers=SCRIPT)
    assert refused.status_code == 409
    assert "Mine" in words(refused.text)
    assert "Theirs" in words(refused.text)
    assert 'class="beside-source"' in refused.text


def test_without_script_a_translation_is_saved_and_one_stays_beside_the_source(english: FlaskClient) -> None:
    typed = form_beside(english) | {"title": "The parts", "body": "The blade."}
    saved = english.post(BLOCK, data=typed)
    assert saved.status_code == 303
    assert saved.location.startswith(f"{BESIDE}?block=parties")


def test_what_a_unit_says_of_itself_is_translated_beside_it(english: FlaskClient) -> None:
    page = beside(english, head="1")
    form = page.one(".unit-form")
    assert form.select_one("[name=minutes]") is None
    typed = dict(sent(form)) | {"title": "The saw", "outcomes": "Name the parts"}
    saved = english.post(str(form["action"]), data=typed)
    assert (saved.status_code, saved.location) == (303, BESIDE)
    said = beside(english).one("#unit-head")
    assert "The saw" in words(str(said))
    assert "à jour" in words(str(said))


def test_what_the_module_says_of_itself_is_translated_beside_it(english: FlaskClient) -> None:
    page = Page(english.get(HEAD))
    assert "Régler une scie : sans rien risquer." in page.text
    form = page.one(f"form[action='{HEAD}']")
    assert "Donnez un titre" in words(english.post(HEAD, data=dict(sent(form)) | {"title": ""}).text)
    typed = dict(sent(form)) | {"title": "Wood workshop", "summary": "Set a saw.", "outcomes": "Set it"}
    assert english.post(HEAD, data=typed).status_code == 303
    kept = Page(english.get(HEAD))
    assert kept.one("#title")["value"] == "Wood workshop"
    assert "à jour" in words(str(kept.one(".beside-head .chip")))


def test_the_overview_counts_what_is_missing_and_what_to_look_at(english: FlaskClient) -> None:
    translate(english)
    rows = Page(english.get(LANGUAGES)).soup.select("tbody tr")
    assert [words(str(row.select_one("th"))).strip() for row in rows] == [
        "Ce que le module dit de lui",
        "1. La scie",
        "2. Au banc",
    ]
    assert "10 textes à traduire" in words(str(rows[1]))
    rewrite(english)
    row = Page(english.get(LANGUAGES)).soup.select("tbody tr")[1]
    assert "1 à revoir" in words(str(row))
    assert row.select_one("a")["href"] == BESIDE


def test_a_language_may_begin_with_one_unit(fatou: FlaskClient) -> None:
    begun = fatou.post(LANGUAGES, data={"language": "de", "unit": "au-banc"})
    assert begun.location == f"{STUDIO}/translate/de/units/au-banc"
    assert fatou.get(f"{STUDIO}/translate/de/units/la-scie").status_code == 404
    rows = Page(fatou.get(LANGUAGES)).soup.select("tbody tr")
    assert [bool(row.select_one("button[value=de]")) for row in rows] == [True, True, False]


@pytest.mark.parametrize("language", ["fr", "xx", "english"])
def test_what_is_no_other_language_of_ours_does_not_begin(fatou: FlaskClient, language: str) -> None:
    refused = fatou.post(LANGUAGES, data={"language": language})
    assert refused.status_code in (404, 422)
    assert "Ce module n’a qu’une langue" in words(fatou.get(LANGUAGES).text)


def test_what_lacks_in_another_language_is_said_before_publishing_and_stops_nothing(
    english: FlaskClient, app: Flask
) -> None:
    translate(english)
    rewrite(english)
    page = english.get(f"{STUDIO}/review").text
    assert "textes à traduire ou à revoir" in words(page)
    assert "Le texte d’origine a changé depuis : English." in words(page)
    assert f"{BESIDE}?block=parties" in page
    published = english.post(f"{STUDIO}/versions", data={"note": "Une phrase."})
    assert published.status_code == 303, words(published.text)[:500]


def test_a_learner_reads_what_is_translated_and_the_rest_in_the_modules_own(
    english: FlaskClient, cast: Cast
) -> None:
    translate(english)
    english.post(f"{STUDIO}/versions", data={"note": ""})
    version = english.get("/api/v1/modules/atelier-bois/versions/2", headers=cast.author.bearer).get_json()
    assert version["number"] == 2


def test_an_untranslated_block_opens_empty_and_takes_its_sources_words_on_demand(
    english: FlaskClient,
) -> None:
    page = beside(english, block="parties")
    assert (page.form["title"], page.form["body"]) == ("", "")
    assert "La lame, le guide et la table." in words(str(page.one("#block-parties .beside-source")))
    taking = page.one("#block-parties a[href*='words=source']")
    taken = Page(english.get(str(taking["href"])))
    assert taken.form["body"].startswith("La lame, le guide et la table.")
    assert standing(beside(english)).strip() == "à traduire"


def test_what_is_the_same_in_every_language_is_there_and_a_row_for_each_of_the_source() -> None:
    source = {
        "type": "choice",
        "statement": "Que faire ?",
        "answers": [
            {"text": "Ouvrir", "right": True, "feedback": "Oui"},
            {"text": "Fermer", "right": False, "feedback": "Non"},
        ],
        "tries": 2,
        "hints": ["Regardez"],
    }
    empty = fields_beside({}, source)
    assert empty == {
        "type": "choice",
        "statement": "",
        "answers": [
            {"text": "", "right": True, "feedback": ""},
            {"text": "", "right": False, "feedback": ""},
        ],
        "tries": 2,
        "hints": [""],
    }
    begun = empty | {"answers": [{"text": "Open", "right": True, "feedback": "Yes"}]}
    assert fields_beside(begun, source)["answers"] == [begun["answers"][0], empty["answers"][1]]
