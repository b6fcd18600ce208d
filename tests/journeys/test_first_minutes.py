"""The first minutes of a learner who has a card and an old telephone (domain.md, journey 1, with its numbers)."""

import re
import time

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.journeys.conftest import Sit
from tests.people.holding import card_for, wrong
from tests.servers import Server
from tests.wire import Wire, kilobytes

pytestmark = pytest.mark.journey

SMALL = ViewportSize(width=360, height=640)
# 3G at 400 kb/s, as an old telephone has it in a kitchen.
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 25_000}
SCREENS, SECONDS, FIRST_SCREEN_KB = 3, 90, 200


@pytest.fixture
def card(server: Server):
    cast = server.cast
    return card_for(server.app, server.database, cast.tutor.actor, cast.centre_id, cast.second_learner.id)


def on_a_slow_line(page: Page) -> None:
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", SLOW)


def test_a_card_leads_to_one_button_within_three_screens_and_ninety_seconds(sit: Sit, card) -> None:
    page = sit(size=SMALL, has_touch=True)
    on_a_slow_line(page)
    wire, begun, screens = Wire(page), time.monotonic(), []
    page.on("framenavigated", lambda frame: screens.append(frame.url))
    page.goto("/card")
    assert kilobytes(wire.fetched()) <= FIRST_SCREEN_KB
    assert page.locator("#pin").get_attribute("inputmode") == "numeric"
    page.locator("#code").press_sequentially(f"{card.code[:4].lower()} {card.code[4:].lower()}", delay=300)
    page.locator("#pin").press_sequentially(card.pin, delay=300)
    page.get_by_role("button", name="Se connecter").tap()
    expect(page.get_by_role("heading", name="Bienvenue, Karim")).to_be_visible(timeout=30_000)
    page.locator("main").get_by_role("button", name="Deutsch").tap()
    expect(page.get_by_role("heading", name="Willkommen, Karim")).to_be_visible(timeout=30_000)
    page.locator("main").get_by_role("button", name="Français").tap()
    expect(page.get_by_role("link", name="Commencer")).to_have_count(1)
    page.get_by_role("link", name="Commencer").tap()
    page.wait_for_url("**/learn", timeout=30_000)
    assert time.monotonic() - begun <= SECONDS
    assert len({url for url in screens if "/language" not in url}) <= SCREENS


def test_five_wrong_pins_rest_a_quarter_of_an_hour_and_show_a_telephone_number(sit: Sit, card) -> None:
    page = sit(size=SMALL)
    for _ in range(6):
        page.goto(f"/card?code={card.code}")
        page.fill("#pin", wrong(card.pin))
        page.get_by_role("button", name="Se connecter").click()
    expect(page.locator(".form-errors")).to_contain_text(re.compile(r"15\s+minutes"))
    assert page.locator(".callout a[href^='tel:']").count() >= 1
