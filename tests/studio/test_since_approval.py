"""A draft that changed after somebody approved it: who changed what, word by word, and what the approval is worth."""

import re

import pytest
from bs4 import Tag
from flask.testing import FlaskClient

from tests.cast import Cast
from tests.catalogue.samples import SCIE
from tests.studio.desks import SCRIPT, STUDIO, Page, fatou, open_form, words

__all__ = ["fatou"]
pytestmark = pytest.mark.postgres
REVIEW = f"{STUDIO}/review"


@pytest.fixture
def elif_(fatou: FlaskClient, cast: Cast) -> FlaskClient:
    """The browser of a trainer of the other centre."""
    return cast.other_author.sit_down(fatou.application.test_client())


@pytest.fixture
def approved(fatou: FlaskClient, elif_: FlaskClient, cast: Cast, clock) -> None:
    """Elif has approved the draft as it is; an hour has passed."""
    answer(fatou, elif_, cast, "approve")
    clock.move(hours=1)


def answer(fatou: FlaskClient, elif_: FlaskClient, cast: Cast, said: str) -> None:
    ask(fatou, cast)
    seen = re.search(r'name="seen" value="([^"]+)"', elif_.get(REVIEW).text)
    assert seen
    form = {"answer": said, "why": "Revoyez la lame", "seen": seen[1]}
    assert elif_.post(f"{STUDIO}/reviews/answer", data=form).status_code == 303


def ask(fatou: FlaskClient, cast: Cast) -> None:
    assert fatou.post(f"{STUDIO}/reviews", data={"reader": str(cast.other_author.id)}).status_code == 303


def write(fatou: FlaskClient, body: str) -> None:
    form = open_form(fatou, "alerte-lame") | {"body": body}
    assert fatou.post(f"{STUDIO}/blocks/alerte-lame", data=form, headers=SCRIPT).status_code == 200


def since(client: FlaskClient) -> Tag | None:
    return Page(client.get(REVIEW)).soup.select_one("section[aria-labelledby=since]")


def told(client: FlaskClient) -> str:
    section = since(client)
    assert section
    return words(str(section))


def test_what_was_approved_and_has_not_changed_holds(fatou: FlaskClient, approved: None) -> None:
    assert since(fatou) is None
    assert "L’approbation de Elif Test vaut pour ce brouillon" in Page(fatou.get(REVIEW)).text


def test_who_changed_which_words_since_stands_on_the_page_where_one_publishes(
    fatou: FlaskClient, approved: None, clock
) -> None:
    write(fatou, "Mettez des lunettes pour la changer.")
    clock.move(hours=1)
    write(fatou, "Mettez des lunettes pour la tourner.")
    section = since(fatou)
    assert section
    said = words(str(section))
    assert "Depuis l’approbation de Elif Test" in said
    assert "L’approbation ne vaut plus" in said
    assert "La lame coupe encore à l’arrêt" in said
    assert "Par Fatou Test" in said
    assert [one.text.strip() for one in section.select("del")] == ["gants", "changer"]
    assert [one.text.strip() for one in section.select("ins")] == ["lunettes", "tourner"]
    assert "L’approbation de Elif Test ne vaut plus" in Page(fatou.get(REVIEW)).text


def test_what_is_new_gone_or_elsewhere_says_so(fatou: FlaskClient, approved: None) -> None:
    fatou.post(f"{STUDIO}/units/la-scie/blocks", data={"kind": "term", "after": "parties"})
    fatou.post(f"{STUDIO}/blocks/suite/remove")
    fatou.post(f"{STUDIO}/blocks/regler/move", data={"after": "parties"})
    section = since(fatou)
    assert section
    assert [one.text.strip() for one in section.select(".chip")] == ["déplacé", "nouveau", "retiré"]
    assert "Le texte continue." in words(str(section))


def test_what_was_undone_is_not_told_and_the_approval_is_asked_for_again(
    fatou: FlaskClient, approved: None
) -> None:
    write(fatou, "Autre chose.")
    acts = Page(fatou.get(f"{STUDIO}/history")).one(".change-acts")
    fatou.post(str(acts["action"]))
    said = told(fatou)
    assert "revenu comme avant" in said
    assert "L’approbation ne vaut plus" in said


def test_a_draft_replaced_by_an_archive_is_told_block_by_block(
    fatou: FlaskClient, approved: None, save
) -> None:
    save(scie=SCIE.replace("Mettez des gants", "Mettez des gants épais"))
    section = since(fatou)
    assert section
    said = words(str(section))
    assert "Fatou Test a remplacé tout le brouillon." in said
    assert "1 endroit a changé" in said
    assert [one.text.strip() for one in section.select("ins")] == ["épais"]


def test_who_asked_for_changes_sees_them_when_asked_again(
    fatou: FlaskClient, elif_: FlaskClient, cast: Cast, clock
) -> None:
    answer(fatou, elif_, cast, "changes")
    clock.move(hours=1)
    write(fatou, "<b>Mettez</b> des lunettes.")
    ask(fatou, cast)
    page = elif_.get(REVIEW)
    said = told(elif_)
    assert "Depuis la réponse de Elif Test" in said
    assert "L’approbation" not in said
    assert "<b>Mettez</b>" not in page.text
    assert f"{STUDIO}/blocks" not in page.text
    assert f"{REVIEW}/units/la-scie#alerte-lame" in page.text
