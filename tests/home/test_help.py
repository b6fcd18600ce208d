"""Each role's guide: there, in four languages, and every way out of it is open to who reads it."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.home.guides import ENTERING, GUIDES
from app.home.guides.shape import Guide
from app.kernel.i18n import LANGUAGES, speaking
from tests.cast import Cast
from tests.pages import post

APP = Path(__file__).parents[2] / "app"
READER = {
    "learner": "learner",
    "tutor": "tutor",
    "trainer": "author",
    "host": "host",
    "centre": "manager",
    "network": "network",
}
BY_KEY = pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.key)
HEADING = re.compile(r"<h2[^>]*>([^<]+)</h2>")
WAY = re.compile(r'<p class="guide-ways[^"]*">(.*?)</p>', re.DOTALL)
LINK = re.compile(r'href="([^"]+)"')


def seated(client: FlaskClient, cast: Cast, guide: Guide) -> FlaskClient:
    return getattr(cast, READER[guide.key]).sit_down(client)  # type: ignore[no-any-return]


@BY_KEY
def test_help_leads_everyone_to_the_guide_of_their_role(
    client: FlaskClient, cast: Cast, guide: Guide
) -> None:
    page = seated(client, cast, guide).get("/help").text
    assert f"<title>{guide.title}" in page
    assert [str(each.asked) for each in guide.questions] == HEADING.findall(page)[2:]


@BY_KEY
def test_a_guide_is_there_in_every_language(client: FlaskClient, cast: Cast, guide: Guide) -> None:
    seated(client, cast, guide)
    told = {}
    for language in LANGUAGES:
        post(client, "/language", f"/help/{guide.key}", language=language)
        page = client.get(f"/help/{guide.key}").text
        assert f'<html lang="{language}">' in page
        told[language] = HEADING.findall(page)
        assert len(told[language]) == len(guide.questions) + 2
    for theirs in zip(*told.values(), strict=True):
        assert len(set(theirs)) == len(LANGUAGES), theirs


@BY_KEY
def test_every_way_out_of_a_guide_is_open_to_who_reads_it(
    client: FlaskClient, cast: Cast, guide: Guide
) -> None:
    page = seated(client, cast, guide).get(f"/help/{guide.key}").text
    ways = {url for part in WAY.findall(page) for url in LINK.findall(part)}
    assert len(ways) == len({way.endpoint for question in guide.questions for way in question.ways})
    for url in ways:
        assert client.get(url, follow_redirects=True).status_code == 200, url


def test_who_has_two_roles_finds_both_guides(client: FlaskClient, cast: Cast) -> None:
    page = cast.other_author.sit_down(client).get("/help").text
    tabs = re.search(r'<nav class="tabs".*?</nav>', page, re.DOTALL)
    assert tabs
    assert LINK.findall(tabs[0]) == ["/help/trainer", "/help/host"]


def test_a_link_that_is_not_for_the_reader_is_left_out(client: FlaskClient, cast: Cast) -> None:
    page = cast.learner.sit_down(client).get("/help/centre").text
    assert "Comment faire des cartes" in page
    assert "/centre/cards" not in page


def test_before_signing_in_help_says_how_and_whom_to_call(client: FlaskClient, cast: Cast) -> None:
    page = client.get("/help").text
    assert [str(each.asked) for each in ENTERING.questions] == HEADING.findall(page)[2:]
    call = page[page.index('id="call"') : page.index("</section>", page.index('id="call"'))]
    assert call.count('href="tel:040000000"') == 2
    assert "Centre de Mons (démonstration)" in call
    assert "8\u00a0h" in call
    assert client.get("/help/nobody").status_code == 404


def test_every_question_that_a_page_leads_to_is_in_its_guide() -> None:
    led = {
        pair
        for page in APP.glob("*/templates/**/*.html")
        for pair in re.findall(r"""help_at\(["'](\w+)["'], ["']([\w-]+)["']\)""", page.read_text())
    }
    asked = {(guide.key, question.key) for guide in (ENTERING, *GUIDES) for question in guide.questions}
    assert len(led) >= 5
    assert led <= asked


def test_a_guide_says_the_words_that_stand_on_the_screens(app: Flask) -> None:
    with app.test_request_context(), speaking("nl"):
        said = str(next(each for each in GUIDES[0].questions if each.key == "lost").said[0])
    assert "Ik begrijp het niet" in said
