"""A unit on the desk: its words, its place, and acts on it as a whole."""

import pytest
from flask.testing import FlaskClient

from tests.studio.desks import BENCH, STUDIO, UNIT, Page, fatou, sent, text, words

__all__ = ["fatou"]


def head(client: FlaskClient, address: str = UNIT) -> dict[str, str]:
    return dict(sent(Page(client.get(f"{address}?head=1")).one("form.unit-form")))


def test_what_a_unit_says_of_itself_is_changed_in_place(fatou: FlaskClient) -> None:
    form = head(fatou) | {
        "title": "La scie à ruban",
        "minutes": "45",
        "outcomes": "Nommer les parties\n\nRégler le guide",
        "bring": "Des gants",
    }
    saved = fatou.post(UNIT, data=form)
    assert (saved.status_code, saved.location) == (303, UNIT)
    page = Page(fatou.get(UNIT))
    assert "La scie à ruban" in words(str(page.one(".outline-item[data-unit=la-scie]")))
    assert "45 min" in page.text
    assert head(fatou)["outcomes"] == "Nommer les parties\nRégler le guide"
    assert head(fatou)["bring"] == "Des gants"


def test_the_place_and_what_comes_before_can_change(fatou: FlaskClient) -> None:
    form = head(fatou, BENCH)
    fatou.post(BENCH, data=form | {"place": "remote", "prerequisites": ""})
    assert head(fatou, BENCH)["place"] == "remote"
    assert "prerequisites" not in head(fatou, BENCH)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"title": " "}, "Donnez un titre"),
        ({"minutes": "bientôt"}, "de 1 à 1440"),
        ({"minutes": "0"}, "de 1 à 1440"),
    ],
)
def test_what_does_not_fit_is_told_beside_its_field(
    fatou: FlaskClient, wrong: dict[str, str], told: str
) -> None:
    refused = fatou.post(UNIT, data=head(fatou) | wrong | {"bring": "Des gants"})
    assert refused.status_code == 422
    page = Page(refused)
    assert told in words(str(page.one("form.unit-form .field-error")))
    assert dict(sent(page.one("form.unit-form")))["bring"] == "Des gants"


def test_who_saves_a_unit_second_is_told_and_keeps_what_was_typed(fatou: FlaskClient) -> None:
    mine = head(fatou) | {"title": "Mon titre"}
    fatou.post(UNIT, data=head(fatou) | {"title": "Leur titre"})
    refused = fatou.post(UNIT, data=mine)
    assert refused.status_code == 409
    page = Page(refused)
    assert "a enregistré entre-temps" in page.text
    assert page.one("form.unit-form del").text
    again = dict(sent(page.one("form.unit-form")))
    assert again["title"] == "Mon titre"
    assert fatou.post(UNIT, data=again).status_code == 303
    assert head(fatou)["title"] == "Mon titre"


def test_a_unit_more_stands_at_the_end_and_waits_for_its_first_block(fatou: FlaskClient) -> None:
    added = fatou.post(f"{STUDIO}/units", data={"place": "in_centre"})
    page = Page(fatou.get(added.location))
    assert page.units[:2] == ["la-scie", "au-banc"]
    assert len(page.units) == 3
    assert page.one(f".outline-item[data-unit={page.units[2]}] .place")["data-place"] == "centre"


def test_units_are_moved_copied_hidden_shown_and_removed(fatou: FlaskClient) -> None:
    fatou.post(f"{STUDIO}/units/au-banc/move", data={"after": ""})
    assert Page(fatou.get(UNIT)).units == ["au-banc", "la-scie"]
    copied = fatou.post(f"{STUDIO}/units/la-scie/copy")
    page = Page(fatou.get(copied.location))
    assert len(page.units) == 3
    assert len(set(page.blocks) & set(Page(fatou.get(UNIT)).blocks)) == 0
    fatou.post(f"{STUDIO}/units/la-scie/hide")
    assert Page(fatou.get(BENCH)).one("[data-unit=la-scie]").has_attr("data-hidden")
    fatou.post(f"{STUDIO}/units/la-scie/show")
    assert not Page(fatou.get(BENCH)).one("[data-unit=la-scie]").has_attr("data-hidden")
    removed = fatou.post(f"{STUDIO}/units/la-scie/remove")
    page = Page(fatou.get(removed.location))
    assert "la-scie" not in page.units
    undone = fatou.post(str(page.one(".toast form")["action"]))
    assert "la-scie" in Page(fatou.get(undone.location)).units


def test_the_last_unit_stays_and_says_why(fatou: FlaskClient) -> None:
    fatou.post(f"{STUDIO}/units/au-banc/remove")
    refused = fatou.post(f"{STUDIO}/units/la-scie/remove")
    assert refused.status_code == 409
    assert "au moins une unité" in text(refused)
