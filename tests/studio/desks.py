"""The editor's page as a test reads it, and a draft to open it on."""

import re
from functools import cached_property

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.cast import Cast
from tests.catalogue.conftest import SLUG, Publish

STUDIO = f"/studio/modules/{SLUG}"
UNIT, BENCH = f"{STUDIO}/units/la-scie", f"{STUDIO}/units/au-banc"
SCRIPT = {"HX-Request": "true"}


@pytest.fixture
def fatou(app: Flask, client: FlaskClient, cast: Cast, publish: Publish) -> FlaskClient:
    """Fatou's browser, with a draft of the sample open."""
    app.config["WTF_CSRF_ENABLED"] = False
    publish()
    client = cast.author.sit_down(client)
    assert client.post(f"{STUDIO}/draft/open").status_code == 303
    return client


def text(answer: TestResponse) -> str:
    return words(answer.text)


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html)).replace("\xa0", " ")


class Page:
    """What stands on the page of a unit, or of one block of it."""

    def __init__(self, answer: TestResponse) -> None:
        assert answer.status_code in (200, 409, 422), answer.text[:500]
        self.answer = answer
        self.soup = BeautifulSoup(answer.text, "html.parser")

    @property
    def text(self) -> str:
        return text(self.answer)

    @cached_property
    def units(self) -> list[str]:
        return [str(one["data-unit"]) for one in self.soup.select(".outline-item")]

    @cached_property
    def blocks(self) -> list[str]:
        return [str(one["data-block"]) for one in self.soup.select("section.edit-block")]

    @property
    def open_block(self) -> str:
        found = self.soup.select_one("section.edit-block[data-open]")
        return str(found["data-block"]) if found else ""

    def block(self, code: str) -> Tag:
        return self.one(f"#block-{code}")

    def one(self, selector: str) -> Tag:
        found = self.soup.select_one(selector)
        assert found, selector
        return found

    @property
    def form(self) -> dict[str, str]:
        """What a browser would send of the open block."""
        return dict(sent(self.one("form.edit-form, form.conflict")))


def open_form(client: FlaskClient, code: str) -> dict[str, str]:
    """The form of a block as it is now."""
    return Page(client.get(f"{STUDIO}/blocks/{code}", headers=SCRIPT)).form


def sent(form: Tag) -> list[tuple[str, str]]:
    return [
        pair
        for field in form.select("input[name], textarea[name], select[name]")
        if not field.find_parent("template")
        for pair in value_of(field)
    ]


def value_of(field: Tag) -> list[tuple[str, str]]:
    name = str(field["name"])
    if field.name == "textarea":
        return [(name, field.text.removeprefix("\n"))]
    if field.name == "select":
        chosen = field.select_one("option[selected]") or field.select_one("option")
        return [(name, str(chosen["value"]) if chosen else "")]
    if field.get("type") in ("checkbox", "radio") and not field.has_attr("checked"):
        return []
    return [(name, str(field.get("value", "on")))]
