"""What a module says of itself, and a module that begins with its title."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.people.models import Role
from app.people.services.accounts import give_role
from tests.cast import Cast
from tests.studio.desks import STUDIO, Page, fatou, sent, text, words

__all__ = ["fatou"]

HEAD = f"{STUDIO}/head"
FORM = f"form[action='{HEAD}']"


def head(client: FlaskClient) -> dict[str, str]:
    return dict(sent(Page(client.get(HEAD)).one(FORM)))


def test_what_a_module_says_of_itself_is_changed(fatou: FlaskClient) -> None:
    form = head(fatou)
    assert form["title"] == "Atelier bois"
    form |= {
        "title": "Atelier du bois",
        "outcomes": "Régler\nScier",
        "review_on": "2028-01-31",
        "sector": "construction",
    }
    assert fatou.post(HEAD, data=form).status_code == 303
    saved = head(fatou)
    assert (saved["title"], saved["outcomes"], saved["review_on"]) == (
        "Atelier du bois",
        "Régler\nScier",
        "2028-01-31",
    )
    assert saved["sector"] == "construction"


@pytest.mark.parametrize(
    ("wrong", "told"), [({"title": ""}, "Donnez un titre"), ({"review_on": "demain"}, "Choisissez une date")]
)
def test_what_does_not_fit_is_told_beside_its_field(
    fatou: FlaskClient, wrong: dict[str, str], told: str
) -> None:
    refused = fatou.post(HEAD, data=head(fatou) | wrong | {"summary": "Gardé."})
    assert refused.status_code == 422
    page = Page(refused)
    assert told in words(str(page.one(f"{FORM} .field-error")))
    assert dict(sent(page.one(FORM)))["summary"] == "Gardé."


def test_who_saves_second_is_told_and_keeps_what_was_typed(fatou: FlaskClient) -> None:
    mine = head(fatou) | {"summary": "Ma phrase."}
    fatou.post(HEAD, data=head(fatou) | {"summary": "Leur phrase."})
    refused = fatou.post(HEAD, data=mine)
    assert refused.status_code == 409
    page = Page(refused)
    assert "a enregistré entre-temps" in page.text
    again = dict(sent(page.one(FORM)))
    assert again["summary"] == "Ma phrase."
    assert fatou.post(HEAD, data=again).status_code == 303
    assert head(fatou)["summary"] == "Ma phrase."


@pytest.fixture
def author(app: Flask, client: FlaskClient, cast: Cast) -> FlaskClient:
    app.config["WTF_CSRF_ENABLED"] = False
    return cast.author.sit_down(client)


def test_a_title_is_enough_to_begin_to_write(author: FlaskClient) -> None:
    begun = author.post(
        "/studio/modules/begin", data={"title": "Souder à l’arc", "sector": "welding", "language": "fr"}
    )
    assert begun.status_code == 303
    assert begun.location.startswith("/studio/modules/souder-a-l-arc/units/")
    page = Page(author.get(begun.location))
    assert "Souder à l’arc" in page.text
    assert len(page.blocks) == 1
    assert "Souder à l’arc" in text(author.get("/studio"))


def test_without_a_title_the_form_says_so_and_keeps_the_rest(author: FlaskClient) -> None:
    refused = author.post("/studio/modules/begin", data={"title": " ", "sector": "welding", "language": "nl"})
    assert refused.status_code == 422
    form = dict(sent(Page(refused).one("form[action='/studio/modules/begin']")))
    assert "Donnez un titre au module" in text(refused)
    assert (form["sector"], form["language"]) == ("welding", "nl")


def test_two_modules_of_one_title_have_addresses_of_their_own(author: FlaskClient) -> None:
    places = {author.post("/studio/modules/begin", data={"title": "Souder"}).location for _ in range(2)}
    assert len({place.split("/")[3] for place in places}) == 2


def test_the_centre_is_asked_for_where_there_are_several(app: Flask, author, cast: Cast, database) -> None:
    assert 'name="centre"' not in author.get("/studio").text
    with app.app_context(), database.writing() as session:
        give_role(session, person_id=cast.author.id, centre_id=cast.other_centre_id, role=Role.TRAINER)
    assert 'name="centre"' in author.get("/studio").text


def test_a_field_that_keeps_the_module_from_publishing_is_named_as_the_form_names_it(
    fatou: FlaskClient,
) -> None:
    assert fatou.post(HEAD, data=head(fatou) | {"summary": ""}).status_code == 303
    told = "« En quelques phrases » est encore vide"
    refused = fatou.post(f"{STUDIO}/versions", data={"note": ""})
    assert refused.status_code == 422
    said = words(str(Page(refused).one(".form-errors")))
    assert told in said
    assert "Le module" in said
    assert not any(sign in said for sign in ("summary", "module.yaml", "ligne"))
    review = Page(fatou.get(f"{STUDIO}/review"))
    assert told in review.text
    assert HEAD in {str(link.get("href")) for link in review.soup.select(".check-places a")}
